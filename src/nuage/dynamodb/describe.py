"""A table as DescribeTable and the other table operations answer it."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.engine import Engine
from nuage.dynamodb.schema import Index, Table

# what AWS says that an on-demand table can take before it has been used
WARM = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000}


def describe(engine: Engine, table: Table, status: str | None = None) -> dict[str, Any]:
    """The TableDescription. Sizes and counts are of this moment; on AWS they are up to six hours old.

    :param status: what the answer says when it is about a change that has begun
    """
    with engine.database.reading():
        count, size = engine.rows(table).totals()
        indexes = [(index, _index(engine, table, index)) for index in table.indexes]
    description: dict[str, Any] = {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": letter} for name, letter in table.attributes.items()
        ],
        "TableName": table.name,
        "KeySchema": table.keys.describe(),
        "TableStatus": status or table.status,
        "CreationDateTime": table.created,
        "ProvisionedThroughput": _throughput(table.throughput, table.throughput_changed),
        "TableSizeBytes": size,
        "ItemCount": count,
        "TableArn": table.arn,
        "TableId": table.table_id,
        "DeletionProtectionEnabled": table.deletion_protection,
        "WarmThroughput": {**_warm(table.warm_throughput, table.throughput), "Status": "ACTIVE"},
    }
    for member, is_global in (("LocalSecondaryIndexes", False), ("GlobalSecondaryIndexes", True)):
        listed = [shown for index, shown in indexes if index.is_global is is_global]
        if listed:
            description[member] = listed
    description.update(_options(engine, table))
    return description


def _options(engine: Engine, table: Table) -> dict[str, Any]:
    """The members that only some tables have."""
    options: dict[str, Any] = {}
    if not table.provisioned or table.billing_changed is not None:
        options["BillingModeSummary"] = {"BillingMode": table.billing_mode}
        if table.billing_changed is not None:
            options["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = table.billing_changed
    if table.stream_label:
        options["LatestStreamLabel"] = table.stream_label
        options["LatestStreamArn"] = table.stream_arn
    if table.stream_view:
        options["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": table.stream_view}
    if table.encryption and table.encryption.get("Enabled"):
        options["SSEDescription"] = {
            "Status": "ENABLED",
            "SSEType": "KMS",
            "KMSMasterKeyArn": _key_arn(engine, table.encryption.get("KMSMasterKeyId")),
        }
    if table.table_class:
        options["TableClassSummary"] = {"TableClass": table.table_class}
        if table.table_class_changed is not None:
            options["TableClassSummary"]["LastUpdateDateTime"] = table.table_class_changed
    if table.on_demand:
        options["OnDemandThroughput"] = table.on_demand
    return options


def _key_arn(engine: Engine, given: str | None) -> str:
    key = given or "alias/aws/dynamodb"
    if key.startswith("arn:"):
        return key
    name = key if "/" in key else f"key/{key}"
    return f"arn:aws:kms:{engine.home.region}:{engine.home.account}:{name}"


def _index(engine: Engine, table: Table, index: Index) -> dict[str, Any]:
    count, size = engine.rows(table, index).totals()
    projection: dict[str, Any] = {"ProjectionType": index.projection}
    if index.included:
        projection["NonKeyAttributes"] = list(index.included)
    shown: dict[str, Any] = {
        "IndexName": index.name,
        "KeySchema": index.keys.describe(),
        "Projection": projection,
        "IndexSizeBytes": size,
        "ItemCount": count,
        "IndexArn": f"{table.arn}/index/{index.name}",
    }
    if index.is_global:
        shown["IndexStatus"] = index.status
        if index.status == "CREATING":
            shown["Backfilling"] = index.backfilling
        shown["ProvisionedThroughput"] = _throughput(index.throughput or {}, {})
        shown["WarmThroughput"] = {**_warm(index.warm_throughput, index.throughput or {}), "Status": "ACTIVE"}
    return shown


def _throughput(units: dict[str, int], changed: dict[str, Any]) -> dict[str, Any]:
    return {
        **changed,
        "NumberOfDecreasesToday": 0,
        "ReadCapacityUnits": units.get("ReadCapacityUnits", 0),
        "WriteCapacityUnits": units.get("WriteCapacityUnits", 0),
    }


def _warm(given: dict[str, int] | None, provisioned: dict[str, int]) -> dict[str, int]:
    """What a table can take at once: what was asked for, and never less than it starts with.

    Source: Amazon DynamoDB Developer Guide, "Understanding DynamoDB warm throughput in different scenarios".
    """
    start = WARM
    if provisioned:
        start = {
            "ReadUnitsPerSecond": provisioned["ReadCapacityUnits"],
            "WriteUnitsPerSecond": provisioned["WriteCapacityUnits"],
        }
    return {name: max(units, (given or {}).get(name, 0)) for name, units in start.items()}
