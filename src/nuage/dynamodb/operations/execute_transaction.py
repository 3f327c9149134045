"""ExecuteTransaction: up to 100 statements of PartiQL, all or none."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.capacity import TRANSACTIONAL, Consumed, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations import tokens
from nuage.dynamodb.operations.transact_write_items import check_distinct, perform_all
from nuage.dynamodb.operations.writing import Write
from nuage.dynamodb.partiql.parser import parse
from nuage.dynamodb.partiql.selecting import select, whole_key
from nuage.dynamodb.partiql.statements import Insert, Select, Statement
from nuage.dynamodb.partiql.writing import write_of
from nuage.dynamodb.payloads import Answered, check_sent
from nuage.dynamodb.sizes import item_size, value_size


def execute_transaction(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The items that are read; writes answer nothing."""
    given = request["TransactStatements"]
    statements = [parse(each["Statement"], each.get("Parameters", [])) for each in given]
    selects = [statement for statement in statements if isinstance(statement, Select)]
    if selects and len(selects) < len(statements):
        raise errors.validation(
            "ExecuteTransaction API does not support both read and write operations in the same request."
        )
    wanted = request.get("ReturnConsumedCapacity")
    if selects:
        responses, consumed = _read(engine, selects)
        reports = [each.report(wanted, "Read") for each in consumed]
        answer: dict[str, Any] = {"Responses": responses}
    else:
        shows = [each.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" for each in given]
        writes = [write_of(engine, *pair) for pair in zip(statements, shows, strict=True)]
        check_sent(payload_size(*each) for each in zip(statements, writes, given, strict=True))
        check_distinct(writes)
        token = request.get("ClientRequestToken")
        with engine.database.transaction():
            done = bool(token) and tokens.seen(engine, str(token), given)
            reports = [] if done else [each.report(wanted, "Write") for each in perform_all(engine, writes)]
            if token and not done:
                tokens.remember(engine, token, given)
        answer = {"Responses": []}
    if any(reports):
        answer["ConsumedCapacity"] = reports
    return answer


def payload_size(statement: Statement, write: Write, given: dict[str, Any]) -> int:
    """The bytes of a statement that has been checked: of the item of an INSERT; of others the key and what
    else their parameters hold, as TransactWriteItems counts a key and the values of its expressions.
    """
    if isinstance(statement, Insert):
        return item_size(statement.item)
    key = write.key.values()
    return item_size(write.key) + sum(
        value_size(value) for value in given.get("Parameters", []) if value not in key
    )


def _read(engine: Engine, selects: list[Select]) -> tuple[list[dict[str, Any]], list[Consumed]]:
    consumed: dict[str, Consumed] = {}
    responses = []
    answered = Answered()
    with engine.database.reading():
        for statement in selects:
            table = engine.table(statement.table)
            key = whole_key(statement.where, table)
            row = engine.items(table).get(key)
            each = consumed.setdefault(table.name, engine.consumed(table))
            each.on_table += read_units(max(row.size if row else 0, 1), TRANSACTIONAL)
            items, _, _ = select(engine, statement)
            responses.append(answered.add({"Item": items[0]} if items else {}))
        for name, each in consumed.items():
            engine.charge(engine.tables[name], each, "Read")
    return responses, list(consumed.values())
