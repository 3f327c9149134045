"""ExecuteStatement: one statement of PartiQL."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations.writing import perform
from nuage.dynamodb.partiql.parser import parse
from nuage.dynamodb.partiql.selecting import select
from nuage.dynamodb.partiql.statements import Exists, Select
from nuage.dynamodb.partiql.writing import returned, write_of


def execute_statement(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The items that it selects, or that it returns."""
    statement = parse(request["Statement"], request.get("Parameters", []))
    if isinstance(statement, Exists):
        raise errors.validation("EXISTS() is only supported in ExecuteTransaction")
    if isinstance(statement, Select):
        with engine.database.reading():
            items, token, consumed = select(
                engine,
                statement,
                bool(request.get("ConsistentRead")),
                request.get("Limit"),
                request.get("NextToken"),
            )
        engine.charge(engine.table(statement.table), consumed, "Read")
        answer: dict[str, Any] = {"Items": items}
        if token:
            answer["NextToken"] = token
    else:
        write = write_of(engine, statement, request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD")
        with engine.database.transaction():
            written = perform(engine, write)
            consumed = written.consumed
            engine.charge(write.table, consumed, "Write")
        answer = {"Items": returned(statement, written)}
    if report := consumed.report(request.get("ReturnConsumedCapacity")):
        answer["ConsumedCapacity"] = report
    return answer
