from __future__ import annotations

from typing import Any

import pytest

from nuage.clock import ManualClock
from nuage.dynamodb.dispatch import call
from nuage.dynamodb.engine import Engine, Home
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.throttle import Throttle
from tests.unit.dynamodb.conftest import definition


def test_five_minutes_of_capacity_can_be_used_at_once_and_no_more() -> None:
    seconds = ManualClock()
    engine = Engine(Home("1", "r"), seconds.now, Throttle(seconds.now))
    bought = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
    request = definition("slow", BillingMode="PROVISIONED", ProvisionedThroughput=bought)
    del request["GlobalSecondaryIndexes"]
    call(engine, "CreateTable", request)

    def write() -> dict[str, Any]:
        return call(engine, "PutItem", {"TableName": "slow", "Item": {"PK": {"S": "a"}, "SK": {"S": "b"}}})

    for _ in range(300):
        write()
    with pytest.raises(DynamoDBError) as caught:
        write()
    assert caught.value.code == "ProvisionedThroughputExceededException"
    assert caught.value.message == (
        "The level of configured provisioned throughput for the table was exceeded. "
        "Consider increasing your provisioning level with the UpdateTable API."
    )
    seconds.advance(1)
    write()


def test_a_batch_gives_back_what_throughput_did_not_allow() -> None:
    seconds = ManualClock()
    engine = Engine(Home("1", "r"), seconds.now, Throttle(seconds.now))
    bought = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
    request = definition("slow", BillingMode="PROVISIONED", ProvisionedThroughput=bought)
    del request["GlobalSecondaryIndexes"]
    call(engine, "CreateTable", request)
    unprocessed: list[Any] = []
    for batch in range(13):
        puts = [{"PutRequest": {"Item": {"PK": {"S": f"{batch}"}, "SK": {"S": f"{at}"}}}} for at in range(24)]
        answer = call(engine, "BatchWriteItem", {"RequestItems": {"slow": puts}})
        unprocessed += answer["UnprocessedItems"].get("slow", [])
    assert len(unprocessed) == 13 * 24 - 300
    assert call(engine, "Scan", {"TableName": "slow", "Select": "COUNT", "Limit": 1})["Count"] == 1
