"""Tables: creating, describing, changing and deleting them, TTL and tags."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, include, index, keys_only

PROVISIONED: dict[str, Any] = {
    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    "BillingMode": "PROVISIONED",
}
NAME = {"TableName": "tables"}


def _gsi(name: str, *keys: str, **more: Any) -> dict[str, Any]:
    return {**index(name, *keys, **more), "ProvisionedThroughput": PROVISIONED["ProvisionedThroughput"]}


def _create_index(name: str, *keys: str) -> dict[str, Any]:
    return {"Create": index(name, *keys)}


def _update(**more: Any) -> Call:
    return call("update_table", **NAME, **more)


CASES: Cases = {
    "tables that are refused": [
        create("no"), create("not a name"), create("x" * 256),
        create("tables", KeySchema=[]), create("tables", AttributeDefinitions=[]),
        create("tables", "PK:S", "PK:S"), create("tables", "PK:S", attributes=["unused:S"]),
        create("tables", "PK:X"), create("tables", BillingMode="NOPE"),
        create("tables", KeySchema=[{"AttributeName": "PK", "KeyType": "RANGE"}]),
        create("tables", KeySchema=[{"AttributeName": "other", "KeyType": "HASH"}]),
        create("tables", "PK:S", "SK:S", KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "HASH"}]),
        create("tables", "PK:S", attributes=["PK:S"]),
        create("tables", BillingMode="PROVISIONED"),
        create("tables", BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 5}),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("i", "g")]*2),
        create("tables", GlobalSecondaryIndexes=[index("idx", "g")]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("idx", "g"), index("idx", "g")]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("idx", "g", **include())]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("idx", "g", ProjectionType="ALL", NonKeyAttributes=["x"])]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("idx", "g", ProjectionType="NOPE")]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("idx", "g", "g")]),
        create("tables", attributes=["g:S"], **PROVISIONED, GlobalSecondaryIndexes=[index("idx", "g")]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("bad name", "g")]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index("x", "g")]),
        create("tables", attributes=["l:S"], LocalSecondaryIndexes=[index("idx", "PK", "l")]),
        create("tables", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[index("idx", "l", "PK")]),
        create("tables", "PK:S", "SK:S", LocalSecondaryIndexes=[index("idx", "PK")]),
        create("tables", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[index("idx", "PK", "l")] * 2),
        create("tables", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[index(f"idx{at}", "PK", "l") for at in range(6)]),
        create("tables", attributes=["g:S"], GlobalSecondaryIndexes=[index(f"idx{at}", "g") for at in range(21)]),
        create("tables", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[index("idx", "PK", "l")], GlobalSecondaryIndexes=[index("idx", "l")]),
        create("tables", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[]),
        create("tables", StreamSpecification={"StreamEnabled": True}),
        create("tables", StreamSpecification={"StreamEnabled": False, "StreamViewType": "NEW_IMAGE"}),
        create("tables", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NOPE"}),
        call("describe_table", **NAME), call("delete_table", **NAME), call("describe_table", TableName="x"),
        create("tables"), create("tables"),
    ],
    "throughput that an on-demand table does not take": [
        create("tables", **(PROVISIONED | {"BillingMode": "PAY_PER_REQUEST"})),
        create("tables2", attributes=["g:S"], GlobalSecondaryIndexes=[_gsi("idx", "g")]),
    ],
    "a table from creation to deletion": [
        create("tables", "PK:S", "SK:N", attributes=["g:S", "l:S"],
               GlobalSecondaryIndexes=[index("byg", "g", **keys_only())],
               LocalSecondaryIndexes=[index("byl", "PK", "l", **include("v", "w"))]),
        call("describe_table", **NAME),
        call("list_tables"), call("list_tables", Limit=1), call("list_tables", ExclusiveStartTableName="tables"),
        call("list_tables", ExclusiveStartTableName="a"), call("list_tables", Limit=0), call("list_tables", Limit=101),
        call("delete_table", **NAME), call("describe_table", **NAME), call("list_tables"),
        create("tables", **PROVISIONED, DeletionProtectionEnabled=True, TableClass="STANDARD_INFREQUENT_ACCESS"),
        call("describe_table", **NAME), call("delete_table", **NAME),
        _update(DeletionProtectionEnabled=False), call("delete_table", **NAME),
    ],
    "changes to a table": [
        create("tables", **PROVISIONED),
        _update(),
        _update(ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}),
        _update(ProvisionedThroughput={"ReadCapacityUnits": 6, "WriteCapacityUnits": 7}),
        _update(ProvisionedThroughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 7}),
        _update(BillingMode="PAY_PER_REQUEST"),
        _update(ProvisionedThroughput={"ReadCapacityUnits": 6, "WriteCapacityUnits": 7}),
        _update(BillingMode="PROVISIONED"),
        _update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}),
        _update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}),
        _update(StreamSpecification={"StreamEnabled": False}),
        _update(StreamSpecification={"StreamEnabled": False}),
        _update(GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "nosuch"}}]),
        _update(GlobalSecondaryIndexUpdates=[_create_index("one", "g")]),
        _update(GlobalSecondaryIndexUpdates=[_create_index("one", "g")], AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}, {"AttributeName": "g", "AttributeType": "S"}]),
        _update(GlobalSecondaryIndexUpdates=[_create_index("one", "g")], AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}, {"AttributeName": "g", "AttributeType": "S"}]),
        _update(GlobalSecondaryIndexUpdates=[_create_index("two", "g"), _create_index("three", "g")], AttributeDefinitions=[{"AttributeName": "g", "AttributeType": "S"}]),
        _update(GlobalSecondaryIndexUpdates=[_create_index("two", "g")], AttributeDefinitions=[{"AttributeName": "g", "AttributeType": "N"}]),
        _update(GlobalSecondaryIndexUpdates=[]),
        _update(GlobalSecondaryIndexUpdates=[{}]),
        call("update_table", TableName="nosuch", BillingMode="PAY_PER_REQUEST"),
    ],
    "time to live": [
        create("tables"),
        call("describe_time_to_live", **NAME),
        call("update_time_to_live", **NAME, TimeToLiveSpecification={"Enabled": False, "AttributeName": "ttl"}),
        call("update_time_to_live", **NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}),
        call("describe_time_to_live", **NAME),
        call("update_time_to_live", **NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}),
        call("update_time_to_live", **NAME, TimeToLiveSpecification={"Enabled": False, "AttributeName": "other"}),
        call("update_time_to_live", **NAME, TimeToLiveSpecification={"Enabled": False, "AttributeName": "ttl"}),
        call("describe_time_to_live", **NAME),
        call("describe_time_to_live", TableName="nosuch"),
        call("update_time_to_live", TableName="nosuch", TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}),
    ],
    "what else is told of a table": [
        create("tables"),
        call("describe_limits"), call("describe_endpoints"),
        call("list_tags_of_resource", ResourceArn="arn:aws:dynamodb:us-east-1:000000000000:table/nosuch"),
        call("list_tags_of_resource", ResourceArn="nonsense"),
    ],
}  # fmt: skip
