"""The open games on a map, the oldest first: an index that holds open games alone."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import MAP, arguments, find_table, show


def open_games_on_map(table: Any, map_name: str) -> Any:
    """Ask the sparse index for one map. `map` is a reserved word, so it needs another name."""
    return table.query(
        IndexName="OpenGamesIndex",
        KeyConditionExpression="#map = :map",
        ExpressionAttributeNames={"#map": "map"},
        ExpressionAttributeValues={":map": map_name},
        ReturnConsumedCapacity="TOTAL",
    )


if __name__ == "__main__":
    given = arguments(__doc__, map_name=MAP)
    show(open_games_on_map(find_table(given.table), given.map_name))
