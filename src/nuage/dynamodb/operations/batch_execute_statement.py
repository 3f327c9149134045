"""BatchExecuteStatement: up to 25 statements, each on its own, all reads or all writes."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations.writing import perform
from nuage.dynamodb.partiql.parser import parse
from nuage.dynamodb.partiql.selecting import select, whole_key
from nuage.dynamodb.partiql.statements import Exists, Select, Statement
from nuage.dynamodb.partiql.writing import write_of

_CODES = {
    "ConditionalCheckFailedException": "ConditionalCheckFailed",
    "DuplicateItemException": "DuplicateItem",
    "ProvisionedThroughputExceededException": "ProvisionedThroughputExceeded",
    "ResourceNotFoundException": "ResourceNotFound",
    "ValidationException": "ValidationError",
}


def batch_execute_statement(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """An answer or an error for each statement."""
    given = request["Statements"]
    statements = [parse(each["Statement"], each.get("Parameters", [])) for each in given]
    reads = [isinstance(statement, Select) for statement in statements]
    if any(isinstance(statement, Exists) for statement in statements):
        raise errors.validation("EXISTS() is only supported in ExecuteTransaction")
    if any(reads) and not all(reads):
        raise errors.validation("Read and write requests together in the same batch is not supported.")
    consumed: dict[str, Consumed] = {}
    responses = []
    for statement, each in zip(statements, given, strict=True):
        try:
            responses.append(_one(engine, statement, each, consumed))
        except errors.DynamoDBError as error:
            responses.append(_failure(engine, statement, error))
    answer: dict[str, Any] = {"Responses": responses}
    reports = [each.report(request.get("ReturnConsumedCapacity")) for each in consumed.values()]
    if any(reports):
        answer["ConsumedCapacity"] = reports
    return answer


def _one(
    engine: Engine, statement: Statement, given: dict[str, Any], consumed: dict[str, Consumed]
) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    if isinstance(statement, Select):
        table = engine.table(statement.table)
        try:
            whole_key(statement.where, table)
        except errors.DynamoDBError:
            raise errors.validation(
                "Select statements within BatchExecuteStatement must specify the primary key in the where "
                "clause."
            ) from None
        with engine.database.reading():
            items, _, units = select(engine, statement, bool(given.get("ConsistentRead")))
        engine.charge(table, units, "Read")
        if items:
            answer["Item"] = items[0]
    else:
        write = write_of(engine, statement, given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD")
        table = write.table
        with engine.database.transaction():
            units = perform(engine, write).consumed
            engine.charge(table, units, "Write")
    consumed.setdefault(table.name, engine.consumed(table)).add(units)
    return {**answer, "TableName": table.name}


def _failure(engine: Engine, statement: Statement, error: errors.DynamoDBError) -> dict[str, Any]:
    name = statement.select.table if isinstance(statement, Exists) else statement.table
    failure: dict[str, Any] = {
        "Error": {"Code": _CODES[error.code], "Message": error.message, **error.details}
    }
    if name in engine.tables:
        failure["TableName"] = name
    return failure
