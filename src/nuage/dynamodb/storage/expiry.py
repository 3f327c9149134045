"""When items expire, in the order of time: the sweep reads what is due and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nuage.dynamodb.keys import Place

if TYPE_CHECKING:
    from nuage.dynamodb.storage.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS expiries (
    rows INTEGER, partition BLOB, sort BLOB, expires REAL NOT NULL, PRIMARY KEY (rows, partition, sort)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS expiries_by_time ON expiries (rows, expires);
"""


def note(database: Database, rows: int, place: Place, expires: float | None) -> None:
    """Remember when the item at a place expires; None when it never does."""
    if expires is None:
        database.execute(
            "DELETE FROM expiries WHERE rows = ? AND partition = ? AND sort = ?",
            rows,
            place.partition,
            place.sort,
        )
    else:
        database.execute(
            "INSERT OR REPLACE INTO expiries VALUES (?, ?, ?, ?)", rows, place.partition, place.sort, expires
        )


def due(database: Database, rows: int, after: float, until: float, limit: int) -> list[Place]:
    """The places of items that expire in a span of time, the earliest first."""
    found = database.execute(
        "SELECT partition, sort FROM expiries WHERE rows = ? AND expires > ? AND expires <= ? "
        "ORDER BY expires LIMIT ?",
        rows,
        after,
        until,
        limit,
    )
    return [Place(*place) for place in found.fetchall()]


def forget(database: Database, rows: int) -> None:
    """Forget every time of a table."""
    database.execute("DELETE FROM expiries WHERE rows = ?", rows)
