"""The players of a game, without the game itself: the sort keys that begin with USER#."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import GAME, arguments, find_table, show


def game_players(table: Any, game_id: str) -> Any:
    """Ask for the part of the game's partition that holds its players."""
    return table.query(
        KeyConditionExpression="PK = :pk AND begins_with(SK, :user)",
        ExpressionAttributeValues={":pk": f"GAME#{game_id}", ":user": "USER#"},
        ReturnConsumedCapacity="TOTAL",
    )


if __name__ == "__main__":
    given = arguments(__doc__, game_id=GAME)
    show(game_players(find_table(given.table), given.game_id))
