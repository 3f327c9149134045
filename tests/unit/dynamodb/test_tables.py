from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuage.clock import ManualClock
from nuage.dynamodb.dispatch import call
from nuage.dynamodb.engine import Engine, Home
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.sweep import sweep
from tests.unit.dynamodb.conftest import NOW, Caller, definition

KEY = {"PK": {"S": "a"}, "SK": {"S": "b"}}
PROVISIONED = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
INVALID = "One or more parameter values were invalid: "


def refused(run: Caller, operation: str, **request: Any) -> tuple[str, str]:
    with pytest.raises(DynamoDBError) as caught:
        run(operation, **request)
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"BillingMode": "PROVISIONED"},
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        ),
        (
            {"ProvisionedThroughput": PROVISIONED},
            (
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified "
                "when BillingMode is PAY_PER_REQUEST"
            ),
        ),
        ({"GlobalSecondaryIndexes": []}, "List of GlobalSecondaryIndexes is empty"),
        (
            {"AttributeDefinitions": [{"AttributeName": "PK", "AttributeType": "S"}]},
            (
                "Some index key attributes are not defined in AttributeDefinitions. "
                "Keys: [PK, SK], AttributeDefinitions: [PK]"
            ),
        ),
    ],
)
def test_tables_that_are_refused(run: Caller, change: dict[str, Any], message: str) -> None:
    assert refused(run, "CreateTable", **definition("t-1", **change)) == (
        "ValidationException",
        INVALID + message,
    )


def test_a_table_is_created_described_and_deleted(run: Caller) -> None:
    assert run("CreateTable", **definition("one"))["TableDescription"]["TableStatus"] == "CREATING"
    assert run("DescribeTable", TableName="one")["Table"]["TableStatus"] == "ACTIVE"
    assert refused(run, "CreateTable", **definition("one")) == (
        "ResourceInUseException",
        "Table already exists: one",
    )
    assert run("DeleteTable", TableName="one")["TableDescription"]["TableStatus"] == "DELETING"
    assert refused(run, "DescribeTable", TableName="one") == (
        "ResourceNotFoundException",
        "Requested resource not found: Table: one not found",
    )


def test_an_index_is_added_to_a_table_that_holds_items_and_removed(run: Caller) -> None:
    request = definition("live")
    del request["GlobalSecondaryIndexes"]
    run("CreateTable", **request)
    for at in range(1200):  # more than a chunk of the backfill
        item = {
            "PK": {"S": f"{at}"},
            "SK": {"S": "x"},
            **({"map": {"S": "Green Grasslands"}} if at % 3 == 0 else {}),
        }
        run("PutItem", TableName="live", Item=item)
    create = {
        "IndexName": "OpenGamesIndex",
        "KeySchema": [{"AttributeName": "map", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
    answer = run(
        "UpdateTable",
        TableName="live",
        AttributeDefinitions=[{"AttributeName": "map", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": create}],
    )
    assert answer["TableDescription"]["TableStatus"] == "UPDATING"
    assert answer["TableDescription"]["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING"
    shown = run("DescribeTable", TableName="live")["Table"]["GlobalSecondaryIndexes"][0]
    assert (shown["IndexStatus"], shown["ItemCount"]) == ("ACTIVE", 400)
    found = run(
        "Query",
        TableName="live",
        IndexName="OpenGamesIndex",
        KeyConditionExpression="#m = :m",
        ExpressionAttributeNames={"#m": "map"},
        ExpressionAttributeValues={":m": {"S": "Green Grasslands"}},
    )
    assert found["Count"] == 400
    assert set(found["Items"][0]) == {"PK", "SK", "map"}
    run(
        "UpdateTable",
        TableName="live",
        GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "OpenGamesIndex"}}],
    )
    assert "GlobalSecondaryIndexes" not in run("DescribeTable", TableName="live")["Table"]


def test_items_expire_with_lab_time_as_the_service(
    engine: Engine, run: Caller, table: str, lab_clock: ManualClock
) -> None:
    stream = {"StreamEnabled": True, "StreamViewType": "OLD_IMAGE"}
    run("UpdateTable", TableName=table, StreamSpecification=stream)
    for name, time in (("soon", NOW + 60), ("later", NOW + 6000), ("ancient", NOW - 6 * 365 * 86400)):
        run(
            "PutItem",
            TableName=table,
            Item={"PK": {"S": name}, "SK": {"S": "x"}, "ttl": {"N": str(int(time))}},
        )
    run(
        "UpdateTimeToLive", TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}
    )
    assert sweep(engine) == 0
    lab_clock.advance(61)
    assert sweep(engine) == 1
    left = {item["PK"]["S"] for item in run("Scan", TableName=table)["Items"]}
    assert left == {"later", "ancient"}  # what is older than five years is left alone, as on AWS


def test_a_file_keeps_tables_and_items(tmp_path: Path) -> None:
    file = tmp_path / "dynamodb.sqlite"
    first = Engine(Home("1", "r"), ManualClock().now, path=file)
    call(first, "CreateTable", definition("kept"))
    call(first, "PutItem", {"TableName": "kept", "Item": KEY})
    first.database.close()
    second = Engine(Home("1", "r"), ManualClock().now, path=file)
    assert call(second, "GetItem", {"TableName": "kept", "Key": KEY}) == {"Item": KEY}
    found = call(
        second,
        "Query",
        {
            "TableName": "kept",
            "IndexName": "InvertedIndex",
            "KeyConditionExpression": "SK = :s",
            "ExpressionAttributeValues": {":s": {"S": "b"}},
        },
    )
    assert found["Items"] == [KEY]
    second.database.close()
