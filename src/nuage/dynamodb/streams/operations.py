"""The API of DynamoDB Streams: one shard a stream, read with iterators."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.schema import Table
from nuage.dynamodb.streams import log

MAX_RECORDS = 1000
MAX_STREAMS = 100
ITERATOR_LIFE = 900.0  # seconds
_DIGITS = 21  # sequence numbers are written with leading zeros


def list_streams(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The newest stream of every table, or of one."""
    after, limit = request.get("ExclusiveStartStreamArn", ""), request.get("Limit", MAX_STREAMS)
    wanted = request.get("TableName")
    tables = [
        table
        for name, table in sorted(engine.tables.items())
        if table.stream_label and wanted in {None, name} and table.stream_arn > after
    ]
    answer: dict[str, Any] = {"Streams": [_summary(table) for table in tables[:limit]]}
    if len(tables) > limit:
        answer["LastEvaluatedStreamArn"] = tables[limit - 1].stream_arn
    return answer


def describe_stream(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The stream and its shard."""
    table = _table(engine, request["StreamArn"])
    with engine.database.reading():
        first = log.oldest(engine.database, table.stream_arn)
        last = log.latest(engine.database, table.stream_arn)
    shard: dict[str, Any] = {
        "ShardId": log.SHARD,
        "SequenceNumberRange": {"StartingSequenceNumber": _number(first)},
    }
    if table.stream_view is None:
        shard["SequenceNumberRange"]["EndingSequenceNumber"] = _number(last)
    description = {
        **_summary(table),
        "StreamStatus": "ENABLED" if table.stream_view else "DISABLED",
        "CreationRequestDateTime": table.created,
        "KeySchema": table.keys.describe(),
        "Shards": [] if request.get("ExclusiveStartShardId") == log.SHARD else [shard],
    }
    if table.stream_view:
        description["StreamViewType"] = table.stream_view
    return {"StreamDescription": description}


def get_shard_iterator(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Where to read from; valid for 15 minutes."""
    table = _table(engine, request["StreamArn"])
    if request["ShardId"] != log.SHARD:
        raise errors.DynamoDBError(
            "ResourceNotFoundException",
            f"Requested resource not found: Shard: {request['ShardId']} not found",
        )
    kind, given = request["ShardIteratorType"], request.get("SequenceNumber")
    if kind.endswith("SEQUENCE_NUMBER"):
        if given is None or not given.isdigit():
            raise errors.validation(f"SequenceNumber is required when ShardIteratorType is {kind}")
        after = int(given) - (kind == "AT_SEQUENCE_NUMBER")
    elif kind == "LATEST":
        with engine.database.reading():
            after = log.latest(engine.database, table.stream_arn)
    else:
        after = 0
    return {"ShardIterator": _iterator(engine, table.stream_arn, after)}


def get_records(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Records behind an iterator, and the next iterator; none when a stream that was switched off ends."""
    stream, after = _position(engine, request["ShardIterator"])
    table = _table(engine, stream)
    limit = request.get("Limit", MAX_RECORDS)
    with engine.database.transaction():
        log.trim(engine.database, stream, engine.now())
        found = log.read(engine.database, stream, after, limit)
    records = [_record(engine, sequence, record) for sequence, record in found]
    answer: dict[str, Any] = {"Records": records}
    if table.stream_view is not None or len(records) == limit:
        answer["NextShardIterator"] = _iterator(engine, stream, found[-1][0] if found else after)
    return answer


def _record(engine: Engine, sequence: int, record: dict[str, Any]) -> dict[str, Any]:
    change = {**record["dynamodb"], "SequenceNumber": _number(sequence)}
    return {**record, "awsRegion": engine.home.region, "dynamodb": change}


def _summary(table: Table) -> dict[str, Any]:
    return {"StreamArn": table.stream_arn, "TableName": table.name, "StreamLabel": table.stream_label}


def _table(engine: Engine, stream: str) -> Table:
    for table in engine.tables.values():
        if table.stream_label and table.stream_arn == stream:
            return table
    raise errors.DynamoDBError(
        "ResourceNotFoundException", f"Requested resource not found: Stream: {stream} not found"
    )


def _number(sequence: int) -> str:
    return str(sequence).zfill(_DIGITS)


def _iterator(engine: Engine, stream: str, after: int) -> str:
    token = base64.urlsafe_b64encode(json.dumps([after, engine.wall()]).encode()).decode()
    return f"{stream}|1|{token}"


def _position(engine: Engine, iterator: str) -> tuple[str, int]:
    """The stream and sequence number of an iterator.

    :raises DynamoDBError: when it is none, or too old
    """
    stream, _, token = iterator.rpartition("|1|")
    try:
        after, made = json.loads(base64.urlsafe_b64decode(token))
    except (binascii.Error, ValueError):
        raise errors.validation("Invalid ShardIterator") from None
    if engine.wall() - made > ITERATOR_LIFE:
        raise errors.DynamoDBError("ExpiredIteratorException", "Iterator expired")
    return stream, int(after)


STREAM_OPERATIONS: dict[str, Callable[[Engine, dict[str, Any]], dict[str, Any]]] = {
    "DescribeStream": describe_stream,
    "GetRecords": get_records,
    "GetShardIterator": get_shard_iterator,
    "ListStreams": list_streams,
}
