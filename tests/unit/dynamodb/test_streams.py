from __future__ import annotations

from typing import Any

import pytest

from nuage.clock import ManualClock
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.streams import log
from nuage.dynamodb.streams.operations import STREAM_OPERATIONS
from tests.unit.dynamodb.conftest import Caller

KEY = {"PK": {"S": "a"}, "SK": {"S": "b"}}


@pytest.fixture
def stream(run: Caller, table: str) -> str:
    answer = run(
        "UpdateTable",
        TableName=table,
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    return str(answer["TableDescription"]["LatestStreamArn"])


def records(engine: Engine, stream: str, **where: Any) -> list[dict[str, Any]]:
    request = {"StreamArn": stream, "ShardId": log.SHARD, "ShardIteratorType": "TRIM_HORIZON", **where}
    iterator = STREAM_OPERATIONS["GetShardIterator"](engine, request)["ShardIterator"]
    found: list[dict[str, Any]] = STREAM_OPERATIONS["GetRecords"](engine, {"ShardIterator": iterator})[
        "Records"
    ]
    return found


def test_each_change_is_a_record(engine: Engine, run: Caller, table: str, stream: str) -> None:
    run("PutItem", TableName=table, Item={**KEY, "n": {"N": "1"}})
    run("PutItem", TableName=table, Item={**KEY, "n": {"N": "1"}})  # changes nothing
    run("PutItem", TableName=table, Item={**KEY, "n": {"N": "2"}})
    run("DeleteItem", TableName=table, Key=KEY)
    found = records(engine, stream)
    assert [record["eventName"] for record in found] == ["INSERT", "MODIFY", "REMOVE"]
    assert found[1]["dynamodb"]["OldImage"] == {**KEY, "n": {"N": "1"}}
    assert found[1]["dynamodb"]["NewImage"] == {**KEY, "n": {"N": "2"}}
    assert found[1]["dynamodb"]["Keys"] == KEY
    numbers = [record["dynamodb"]["SequenceNumber"] for record in found]
    assert numbers == sorted(set(numbers))
    after = records(engine, stream, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=numbers[0])
    assert len(after) == 2


def test_records_are_kept_for_a_day(
    engine: Engine, run: Caller, table: str, stream: str, lab_clock: ManualClock
) -> None:
    run("PutItem", TableName=table, Item=KEY)
    lab_clock.advance(24 * 3600 + 1)
    assert records(engine, stream) == []


def test_an_iterator_expires(engine: Engine, stream: str, lab_clock: ManualClock) -> None:
    request = {"StreamArn": stream, "ShardId": log.SHARD, "ShardIteratorType": "LATEST"}
    iterator = STREAM_OPERATIONS["GetShardIterator"](engine, request)["ShardIterator"]
    lab_clock.advance(901)
    with pytest.raises(DynamoDBError) as caught:
        STREAM_OPERATIONS["GetRecords"](engine, {"ShardIterator": iterator})
    assert caught.value.code == "ExpiredIteratorException"


def test_streams_are_listed_and_described(engine: Engine, table: str, stream: str) -> None:
    listed = STREAM_OPERATIONS["ListStreams"](engine, {"TableName": table})["Streams"]
    assert [each["StreamArn"] for each in listed] == [stream]
    described = STREAM_OPERATIONS["DescribeStream"](engine, {"StreamArn": stream})["StreamDescription"]
    assert described["StreamStatus"] == "ENABLED"
    assert [shard["ShardId"] for shard in described["Shards"]] == [log.SHARD]
