"""A user: one item, found by its whole key."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import PLAYER, arguments, find_table, show


def user(table: Any, username: str) -> Any:
    """Ask for the user's own item."""
    return table.query(
        Select="ALL_ATTRIBUTES",
        KeyConditionExpression="PK = :pk AND SK = :sk",
        ExpressionAttributeValues={":pk": f"USER#{username}", ":sk": f"#METADATA#{username}"},
        ReturnConsumedCapacity="TOTAL",
    )


if __name__ == "__main__":
    given = arguments(__doc__, username=PLAYER)
    show(user(find_table(given.table), given.username))
