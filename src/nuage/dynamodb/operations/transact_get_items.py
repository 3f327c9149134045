"""TransactGetItems: up to 100 items as they were at one moment."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors, keys
from nuage.dynamodb.capacity import TRANSACTIONAL, Consumed, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.parameters import Expressions, projector
from nuage.dynamodb.payloads import Answered


def transact_get_items(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The items, in the order of the request; `{}` for one that is not there."""
    asked = [each["Get"] for each in request["TransactItems"]]
    plans = []
    for get in asked:
        expressions = Expressions(get, ("ProjectionExpression",))
        project = projector(expressions.projection())
        expressions.finish()
        table = engine.table(get["TableName"])
        plans.append((table, keys.check_key(get["Key"], table.keys), project))
    places = {(table.name, keys.place(key, table.keys)) for table, key, _ in plans}
    if len(places) < len(plans):
        raise errors.validation("Transaction request cannot include multiple operations on one item")
    consumed: dict[str, Consumed] = {}
    responses: list[dict[str, Any]] = []
    answered = Answered()
    with engine.database.reading():
        for table, key, project in plans:
            row = engine.items(table).get(key)
            each = consumed.setdefault(table.name, engine.consumed(table))
            each.on_table += read_units(max(row.size if row else 0, 1), TRANSACTIONAL)
            responses.append(answered.add({"Item": project(row.item)} if row else {}))
        for name, each in consumed.items():
            engine.charge(engine.tables[name], each, "Read")
    answer: dict[str, Any] = {"Responses": responses}
    reports = [each.report(request.get("ReturnConsumedCapacity"), "Read") for each in consumed.values()]
    if any(reports):
        answer["ConsumedCapacity"] = reports
    return answer
