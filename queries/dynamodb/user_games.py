"""The games of a user: the inverted index turns the key round."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import PLAYER, arguments, find_table, show


def user_games(table: Any, username: str) -> Any:
    """Ask the index, whose partition key is the table's sort key."""
    return table.query(
        IndexName="InvertedIndex",
        KeyConditionExpression="SK = :user",
        ExpressionAttributeValues={":user": f"USER#{username}"},
        ReturnConsumedCapacity="TOTAL",
    )


if __name__ == "__main__":
    given = arguments(__doc__, username=PLAYER)
    show(user_games(find_table(given.table), given.username))
