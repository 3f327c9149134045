"""DynamoDB's expressions: text → tokens → tree → names and values filled in and checked → evaluated."""
