"""BatchGetItem: up to 100 items by their keys, up to 16 MB."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors, keys
from nuage.dynamodb.capacity import EVENTUAL, STRONG, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.parameters import Expressions, projector
from nuage.dynamodb.schema import Table
from nuage.dynamodb.values import Item

MAX_KEYS = 100
MAX_BYTES = 16 * 1024 * 1024


def batch_get_item(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Items by table; keys that did not fit are given back as UnprocessedKeys."""
    asked: dict[str, Any] = request["RequestItems"]
    if sum(len(each["Keys"]) for each in asked.values()) > MAX_KEYS:
        raise errors.validation("Too many items requested for the BatchGetItem call")
    plans = [_plan(engine, name, each) for name, each in asked.items()]
    answer: dict[str, Any] = {"Responses": {}, "UnprocessedKeys": {}}
    reports, left = [], MAX_BYTES
    with engine.database.reading():
        for name, table, wanted, project in plans:
            found, undone, consumed, left = _read(engine, table, wanted, asked[name], left)
            answer["Responses"][name] = [project(item) for item in found]
            if undone:
                answer["UnprocessedKeys"][name] = {**asked[name], "Keys": undone}
            reports.append(consumed.report(request.get("ReturnConsumedCapacity")))
    if all(
        len(each["Keys"]) == len(asked[name]["Keys"]) for name, each in answer["UnprocessedKeys"].items()
    ) and len(answer["UnprocessedKeys"]) == len(asked):
        raise errors.throttled()
    if any(reports):
        answer["ConsumedCapacity"] = reports
    return answer


def _plan(engine: Engine, name: str, asked: dict[str, Any]) -> tuple[str, Table, list[Item], Any]:
    expressions = Expressions(asked, ("ProjectionExpression",))
    project = projector(expressions.projection())
    expressions.finish()
    table = engine.table(name)
    wanted = [keys.check_key(key, table.keys) for key in asked["Keys"]]
    if len({keys.place(key, table.keys) for key in wanted}) < len(wanted):
        raise errors.validation("Provided list of item keys contains duplicates")
    return name, table, wanted, project


def _read(
    engine: Engine, table: Table, wanted: list[Item], asked: dict[str, Any], left: int
) -> tuple[list[Item], list[Item], Any, int]:
    """Items found, keys left undone, what it consumed and the bytes that are still free."""
    items, consumed = engine.items(table), engine.consumed(table)
    weight = STRONG if asked.get("ConsistentRead") else EVENTUAL
    found: list[Item] = []
    for at, key in enumerate(wanted):
        row = items.get(key)
        size = row.size if row else 0
        units = engine.consumed(table)
        units.on_table = read_units(max(size, 1), weight)
        try:
            if size > left:
                return found, wanted[at:], consumed, 0
            engine.charge(table, units, "Read")
        except errors.DynamoDBError:
            return found, wanted[at:], consumed, left
        left -= size
        consumed.add(units)
        if row:
            found.append(row.item)
    return found, [], consumed, left
