"""All open games, on whichever map: a scan, but of the sparse index, which holds nothing else."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import arguments, find_table, show


def open_games(table: Any) -> Any:
    """Scan the index."""
    return table.scan(IndexName="OpenGamesIndex", ReturnConsumedCapacity="TOTAL")


if __name__ == "__main__":
    show(open_games(find_table(arguments(__doc__).table)))
