"""DynamoDB Streams: a record for each change of an item, kept for 24 hours."""
