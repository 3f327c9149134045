"""DynamoDB: tables, indexes, expressions and measured capacity, on SQLite."""
