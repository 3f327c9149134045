"""DeleteTable."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.describe import describe
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.storage import catalog, expiry


def delete_table(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The table as it is being deleted; the next call does not find it."""
    with engine.database.transaction():
        table = engine.named_table(request["TableName"])
        if table.deletion_protection:
            raise errors.validation(
                "Resource cannot be deleted as it is currently protected against deletion. "
                "Disable deletion protection first."
            )
        if any(index.status == "CREATING" for index in table.indexes):
            raise errors.resource_in_use(
                f"Attempt to change a resource which is still in use: Table is being updated: {table.name}"
            )
        shown = describe(engine, table, "DELETING")
        for index in (None, *table.indexes):
            engine.rows(table, index).drop()
        expiry.forget(engine.database, table.rows)
        catalog.remove(engine.database, table.name)
        del engine.tables[table.name]
    return {"TableDescription": shown}
