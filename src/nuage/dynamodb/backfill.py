"""Filling a new index from its table while the table is in use."""

from __future__ import annotations

from nuage.dynamodb import keys, sizes
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.keys import Place
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.storage.rows import Range, Row

CHUNK = 500  # rows between which others get their turn


def backfill(engine: Engine, table: Table, index: Index) -> None:
    """Put every item of the table that has the index's keys into the index, then make it ACTIVE.

    Writes that happen meanwhile keep the index themselves; a row is read and put within one transaction,
    so that neither undoes the other. An item whose key has another type than the index's stays out of it.
    """
    index.backfilling = True
    last: Place | None = None
    while True:
        with engine.database.transaction():
            if engine.tables.get(table.name) is not table or index not in table.indexes:
                return  # deleted meanwhile
            rows = [
                row for row, _ in zip(engine.rows(table).read(Range(start=last)), range(CHUNK), strict=False)
            ]
            for row in rows:
                _put(engine, table, index, row)
            if len(rows) < CHUNK:
                index.status, index.backfilling = "ACTIVE", False
                engine.save(table)
                return
        last = rows[-1].place


def _put(engine: Engine, table: Table, index: Index, row: Row) -> None:
    held = index.project(row.item, table.keys)
    if held is None:
        return
    if any(
        expected not in held[name] or held[name][expected] in ("", b"")
        for name, expected in index.keys.types.items()
    ):
        return
    engine.rows(table, index).put(
        keys.index_place(held, index, keys.place(held, table.keys)), held, sizes.item_size(held)
    )
