"""The second lab's questions to `battle-royale`, one script each: `python -m queries.dynamodb.user`."""
