"""TransactWriteItems: up to 100 writes and checks, all or none; the same token does it once."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors, keys
from nuage.dynamodb.capacity import TRANSACTIONAL, Consumed, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations import tokens
from nuage.dynamodb.operations.writing import (
    Write,
    collection_metrics,
    condition_of,
    delete_of,
    perform,
    put_of,
    shows_old,
    update_of,
)
from nuage.dynamodb.payloads import check_sent
from nuage.dynamodb.sizes import item_size, value_size

_EXPRESSIONS = ("ConditionExpression", "UpdateExpression")
_ACTIONS = ("ConditionCheck", "Put", "Delete", "Update")


def transact_write_items(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Nothing but what it consumed."""
    asked: list[dict[str, Any]] = request["TransactItems"]
    writes = [write_of(engine, action) for action in asked]
    check_sent(map(payload_size, asked))
    check_distinct(writes)
    token = request.get("ClientRequestToken")
    with engine.database.transaction():
        if token and tokens.seen(engine, token, asked):
            return _again(engine, request, writes)
        consumed = perform_all(engine, writes)
        if token:
            tokens.remember(engine, token, asked)
        answer: dict[str, Any] = {}
        reports = [each.report(request.get("ReturnConsumedCapacity"), "Write") for each in consumed]
        if any(reports):
            answer["ConsumedCapacity"] = reports
        if request.get("ReturnItemCollectionMetrics") == "SIZE":
            for write in writes:
                if write.table.local_names:
                    metrics = answer.setdefault("ItemCollectionMetrics", {})
                    metrics.setdefault(write.table.name, []).append(collection_metrics(engine, write))
    return answer


def write_of(engine: Engine, action: dict[str, Any]) -> Write:
    """One action of a transaction, checked.

    :raises DynamoDBError: ValidationException or ResourceNotFoundException
    """
    kinds = [kind for kind in _ACTIONS if kind in action]
    if not kinds:
        raise errors.validation(
            "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request"
        )
    if len(kinds) > 1:
        raise errors.validation("TransactItems can only contain one of Check, Put, Update or Delete")
    (kind,) = kinds
    asked = action[kind]
    if kind == "Put":
        return put_of(engine, asked)
    if kind == "Delete":
        return delete_of(engine, asked)
    if kind == "Update":
        return update_of(engine, asked)[0]
    condition = condition_of(asked)
    table = engine.table(asked["TableName"])
    key = keys.check_key(asked["Key"], table.keys)
    return Write(table, key, condition, lambda old: old, shows_old(asked), touches=False)


def payload_size(action: dict[str, Any]) -> int:
    """The bytes of an action that has been checked: of its item or key, its expressions and their values."""
    (given,) = action.values()
    size = item_size(given.get("Item") or given["Key"])
    size += sum(len(given.get(name) or "") for name in _EXPRESSIONS)
    return size + sum(map(value_size, (given.get("ExpressionAttributeValues") or {}).values()))


def check_distinct(writes: list[Write]) -> None:
    """No item twice.

    :raises DynamoDBError: ValidationException
    """
    places = {(write.table.name, keys.place(write.key, write.table.keys)) for write in writes}
    if len(places) < len(writes):
        raise errors.validation("Transaction request cannot include multiple operations on one item")


def perform_all(engine: Engine, writes: list[Write]) -> list[Consumed]:
    """Do all writes, and say what each table consumed: twice what the writes alone do.

    :raises DynamoDBError: TransactionCanceledException, when one of them cannot be done
    """
    consumed: dict[str, Consumed] = {}
    reasons: list[dict[str, Any]] = []
    for write in writes:
        try:
            written = perform(engine, write)
        except errors.DynamoDBError as error:
            reasons.append(_reason(error))
        else:
            reasons.append({"Code": "None"})
            consumed.setdefault(write.table.name, engine.consumed(write.table)).add(written.consumed, 2)
    if any(reason["Code"] != "None" for reason in reasons):
        raise errors.transaction_cancelled(reasons)
    for name, each in consumed.items():
        engine.charge(engine.tables[name], each, "Write")
    return list(consumed.values())


def _reason(error: errors.DynamoDBError) -> dict[str, Any]:
    codes = {
        "ConditionalCheckFailedException": "ConditionalCheckFailed",
        "ValidationException": "ValidationError",
        "ProvisionedThroughputExceededException": "ProvisionedThroughputExceeded",
        "DuplicateItemException": "DuplicateItem",
    }
    return {"Code": codes[error.code], "Message": error.message, **error.details}


def _again(engine: Engine, request: dict[str, Any], writes: list[Write]) -> dict[str, Any]:
    """The answer to a repeated request: nothing is written, and each item costs a transactional read."""
    consumed: dict[str, Consumed] = {}
    for write in writes:
        row = engine.items(write.table).get(write.key)
        each = consumed.setdefault(write.table.name, engine.consumed(write.table))
        each.on_table += read_units(max(row.size if row else 0, 1), TRANSACTIONAL)
    reports = [each.report(request.get("ReturnConsumedCapacity"), "Read") for each in consumed.values()]
    return {"ConsumedCapacity": reports} if any(reports) else {}
