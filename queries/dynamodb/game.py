"""A game and its players: all items of one partition key, 51 of them for a full game."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import GAME, arguments, find_table, show


def game(table: Any, game_id: str) -> Any:
    """Ask for all that is kept under the game."""
    return table.query(
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": f"GAME#{game_id}"},
        ReturnConsumedCapacity="TOTAL",
    )


if __name__ == "__main__":
    given = arguments(__doc__, game_id=GAME)
    show(game(find_table(given.table), given.game_id))
