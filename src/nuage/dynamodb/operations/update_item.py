"""UpdateItem: changes to one item, which is made if it is not there."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions import paths
from nuage.dynamodb.expressions.syntax import Change
from nuage.dynamodb.operations.writing import Written, perform, report, update_of
from nuage.dynamodb.values import Item


def update_item(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The attributes that ReturnValues asks for."""
    write, changes = update_of(engine, request)
    with engine.database.transaction():
        written = perform(engine, write)
        engine.charge(write.table, written.consumed, "Write")
        answer = report(engine, request, write, written)
    if shown := returned(request.get("ReturnValues", "NONE"), written, changes):
        answer["Attributes"] = shown
    return answer


def returned(wanted: str, written: Written, changes: tuple[Change, ...]) -> Item | None:
    """The item before or after: all of it, or what the update names."""
    state = written.old if wanted.endswith("OLD") else written.new
    if wanted == "NONE" or state is None:
        return None
    if wanted.startswith("ALL"):
        return state
    return paths.project(state, tuple(change.path for change in changes))
