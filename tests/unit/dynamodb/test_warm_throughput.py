"""WarmThroughput of tables and indexes, which Terraform's provider waits for since 6.13."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.dynamodb.conftest import Caller, definition, inverted

FIVE = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
ON_DEMAND = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}


def warm(read: int, write: int) -> dict[str, Any]:
    return {"ReadUnitsPerSecond": read, "WriteUnitsPerSecond": write, "Status": "ACTIVE"}


def provisioned(name: str, **more: Any) -> dict[str, Any]:
    index = {**inverted(), "ProvisionedThroughput": FIVE}
    mode = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": FIVE, "GlobalSecondaryIndexes": [index]}
    return definition(name, **mode, **more)


def shown(run: Caller, name: str) -> list[dict[str, Any]]:
    """Of the table, then of its index."""
    table = run("DescribeTable", TableName=name)["Table"]
    return [table["WarmThroughput"], table["GlobalSecondaryIndexes"][0]["WarmThroughput"]]


def test_on_demand(run: Caller, table: str) -> None:
    assert shown(run, table) == [ON_DEMAND, ON_DEMAND]


def test_a_provisioned_table_starts_with_what_it_has_and_grows_with_it(run: Caller) -> None:
    created = run("CreateTable", **provisioned("one"))["TableDescription"]
    assert created["WarmThroughput"] == warm(5, 5)
    assert shown(run, "one") == [warm(5, 5), warm(5, 5)]
    more = {"ReadCapacityUnits": 9, "WriteCapacityUnits": 7}
    run("UpdateTable", TableName="one", ProvisionedThroughput=more)
    assert shown(run, "one") == [warm(9, 7), warm(5, 5)]


def test_what_is_asked_for_is_kept_and_never_less_than_the_start(run: Caller) -> None:
    asked = {"ReadUnitsPerSecond": 15000, "WriteUnitsPerSecond": 1}
    index = {**inverted(), "WarmThroughput": {"ReadUnitsPerSecond": 20000}}
    run("CreateTable", **definition("one", WarmThroughput=asked, GlobalSecondaryIndexes=[index]))
    assert shown(run, "one") == [warm(15000, 4000), warm(20000, 4000)]


@pytest.mark.parametrize("make", [definition, provisioned])
def test_an_update_may_set_it_alone(run: Caller, make: Any) -> None:
    run("CreateTable", **make("one"))
    asked = {"ReadUnitsPerSecond": 16000, "WriteUnitsPerSecond": 6000}
    update = {"Update": {"IndexName": "InvertedIndex", "WarmThroughput": asked}}
    before = run("DescribeTable", TableName="one")["Table"]["GlobalSecondaryIndexes"][0]
    run("UpdateTable", TableName="one", WarmThroughput=asked, GlobalSecondaryIndexUpdates=[update])
    assert shown(run, "one") == [warm(16000, 6000), warm(16000, 6000)]
    after = run("DescribeTable", TableName="one")["Table"]["GlobalSecondaryIndexes"][0]
    assert after["ProvisionedThroughput"] == before["ProvisionedThroughput"]
