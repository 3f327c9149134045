"""PutItem: one item, over what has its key."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations.writing import perform, put_of, report


def put_item(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Nothing, or the item that was there (ReturnValues=ALL_OLD)."""
    wanted = request.get("ReturnValues", "NONE")
    if wanted not in {"NONE", "ALL_OLD"}:
        raise errors.validation("Return values set to invalid value")
    write = put_of(engine, request)
    with engine.database.transaction():
        written = perform(engine, write)
        engine.charge(write.table, written.consumed, "Write")
        answer = report(engine, request, write, written)
    if wanted == "ALL_OLD" and written.old:
        answer["Attributes"] = written.old
    return answer
