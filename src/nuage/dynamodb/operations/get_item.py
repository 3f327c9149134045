"""GetItem: one item by its key."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import keys
from nuage.dynamodb.capacity import EVENTUAL, STRONG, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.parameters import Expressions, projector


def get_item(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The item, or nothing; what is not there costs as much as 4 KB."""
    expressions = Expressions(request, ("ProjectionExpression",))
    project = projector(expressions.projection())
    expressions.finish()
    table = engine.table(request["TableName"])
    key = keys.check_key(request["Key"], table.keys)
    with engine.database.reading():
        row = engine.items(table).get(key)
    consumed = engine.consumed(table)
    weight = STRONG if request.get("ConsistentRead") else EVENTUAL
    consumed.on_table = read_units(max(row.size if row else 0, 1), weight)
    engine.charge(table, consumed, "Read")
    answer: dict[str, Any] = {"Item": project(row.item)} if row else {}
    if report := consumed.report(request.get("ReturnConsumedCapacity")):
        answer["ConsumedCapacity"] = report
    return answer
