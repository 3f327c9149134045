"""The definitions of tables, kept in the database beside their rows."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from nuage.dynamodb.schema import Index, KeySchema, Table
from nuage.dynamodb.storage.database import Database


def save(database: Database, table: Table) -> None:
    """Write a table's definition, over what was there."""
    database.execute(
        "INSERT OR REPLACE INTO tables VALUES (?, ?, ?)", table.name, table.rows, json.dumps(asdict(table))
    )


def remove(database: Database, name: str) -> None:
    """Forget a table."""
    database.execute("DELETE FROM tables WHERE name = ?", name)


def load(database: Database) -> dict[str, Table]:
    """Every table by its name."""
    found = database.execute("SELECT definition FROM tables ORDER BY name").fetchall()
    tables = [_table(json.loads(definition)) for (definition,) in found]
    return {table.name: table for table in tables}


def _table(kept: dict[str, Any]) -> Table:
    kept["keys"] = KeySchema(**kept["keys"])
    kept["indexes"] = [
        Index(**{**index, "keys": KeySchema(**index["keys"]), "included": tuple(index["included"])})
        for index in kept["indexes"]
    ]
    return Table(**kept)
