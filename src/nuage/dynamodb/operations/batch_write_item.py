"""BatchWriteItem: up to 25 puts and deletes, each on its own."""

from __future__ import annotations

import contextlib
from typing import Any

from nuage.dynamodb import errors, values
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations.writing import Write, collection_metrics, delete_of, perform, put

MAX_REQUESTS = 25


def batch_write_item(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """What was not done, because throughput ran out, as UnprocessedItems."""
    asked: dict[str, list[dict[str, Any]]] = request["RequestItems"]
    if not asked:
        raise errors.validation(
            "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1"
        )
    total = sum(len(each) for each in asked.values())
    if total > MAX_REQUESTS:
        raise errors.validation("Too many items requested for the BatchWriteItem call")
    plans = {name: _plan(engine, name, each) for name, each in asked.items()}
    answer: dict[str, Any] = {"UnprocessedItems": {}}
    reports, metrics = [], {}
    # each request is undone by itself if throughput lacks; where none can be, one transaction serves them all
    with contextlib.nullcontext() if engine.throttles else engine.database.transaction():
        for name, writes in plans.items():
            consumed, refused = _perform(engine, writes)
            if refused:
                answer["UnprocessedItems"][name] = [asked[name][at] for at in refused]
            reports.append(consumed.report(request.get("ReturnConsumedCapacity")))
            if request.get("ReturnItemCollectionMetrics") == "SIZE" and writes[0].table.local_names:
                with engine.database.reading():
                    metrics[name] = [collection_metrics(engine, write) for write in writes]
    if sum(len(each) for each in answer["UnprocessedItems"].values()) == total:
        raise errors.throttled()
    if any(reports):
        answer["ConsumedCapacity"] = reports
    if metrics:
        answer["ItemCollectionMetrics"] = metrics
    return answer


def _perform(engine: Engine, writes: list[Write]) -> tuple[Consumed, list[int]]:
    """Do the writes of one table: what they consumed, and which were refused for want of throughput."""
    consumed, refused = engine.consumed(writes[0].table), []
    for at, write in enumerate(writes):
        try:
            with engine.database.transaction():
                written = perform(engine, write)
                engine.charge(write.table, written.consumed, "Write")
        except errors.DynamoDBError as error:
            if error.code != "ProvisionedThroughputExceededException":
                raise
            refused.append(at)
        else:
            consumed.add(written.consumed)
    return consumed, refused


def _plan(engine: Engine, name: str, asked: list[dict[str, Any]]) -> list[Write]:
    """The writes of one table, checked."""
    if not asked:
        raise errors.validation(
            f"1 validation error detected: Value '[]' at 'requestItems.{name}.member' failed to satisfy "
            "constraint: Member must have length greater than or equal to 1"
        )
    writes = [_write(engine, name, each) for each in asked]
    keys = {tuple(values.content(write.key[name]) for name in write.table.keys.names) for write in writes}
    if len(keys) < len(writes):
        raise errors.validation("Provided list of item keys contains duplicates")
    return writes


def _write(engine: Engine, name: str, asked: dict[str, Any]) -> Write:
    if len(asked) != 1:
        raise errors.validation(
            "Supplied AttributeValue has more than one datatypes set, "
            "must contain exactly one of the supported datatypes"
        )
    if "PutRequest" in asked:
        return put(engine, name, asked["PutRequest"]["Item"])
    return delete_of(engine, {"TableName": name, "Key": asked["DeleteRequest"]["Key"]})
