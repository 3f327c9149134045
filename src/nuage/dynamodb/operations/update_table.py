"""UpdateTable: billing, throughput, indexes, stream and settings of a table that is in use."""

from __future__ import annotations

from functools import partial
from typing import Any

from nuage.dynamodb import definitions, errors
from nuage.dynamodb.backfill import backfill
from nuage.dynamodb.describe import describe
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.streams.control import disable, enable

_MEMBERS = (
    "ProvisionedThroughput", "BillingMode", "GlobalSecondaryIndexUpdates", "StreamSpecification",
    "SSESpecification", "ReplicaUpdates", "TableClass", "DeletionProtectionEnabled", "OnDemandThroughput",
    "WarmThroughput", "MultiRegionConsistency",
)  # fmt: skip


def update_table(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The table as it is being changed."""
    with engine.database.transaction():
        table = engine.named_table(request["TableName"])
        if not any(request.get(member) is not None and request[member] != [] for member in _MEMBERS):
            raise errors.validation(
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required"
            )
        for unsupported in ("ReplicaUpdates", "MultiRegionConsistency"):
            if request.get(unsupported):
                raise NotImplementedError(
                    f"UpdateTable with {unsupported}: this lab has one region's table only"
                )
        _check_indexes(table, request)
        _billing(engine, table, request)
        _settings(engine, table, request)
        _stream(engine, table, request)
        created = _indexes(engine, table, request)
        engine.save(table)
        shown = describe(engine, table, "UPDATING")
    for index in created:
        engine.run(partial(backfill, engine, table, index))
    return {"TableDescription": shown}


def _billing(engine: Engine, table: Table, request: dict[str, Any]) -> None:
    mode, given = request.get("BillingMode", table.billing_mode), request.get("ProvisionedThroughput")
    if mode == "PROVISIONED" and given is None and not table.provisioned:
        raise errors.invalid_parameter(
            "ProvisionedThroughput must be specified when BillingMode is PROVISIONED"
        )
    if given is not None:
        bought = definitions.throughput(given, mode == "PROVISIONED")
        if (
            bought is not None
            and bought == table.throughput
            and not request.get("GlobalSecondaryIndexUpdates")
        ):
            raise errors.validation(_unchanged(table.throughput))
        _note_change(engine, table, bought or {})
        table.throughput = bought or {}
    if mode != table.billing_mode:
        table.billing_mode = mode
        if mode == "PAY_PER_REQUEST":
            table.billing_changed, table.throughput = engine.now(), {}
            for index in table.indexes:
                index.throughput = None


def _note_change(engine: Engine, table: Table, bought: dict[str, int]) -> None:
    for name, units in bought.items():
        before = table.throughput.get(name, 0)
        if units != before:
            word = "LastIncreaseDateTime" if units > before else "LastDecreaseDateTime"
            table.throughput_changed[word] = engine.now()


def _unchanged(units: dict[str, int]) -> str:
    read, write = units["ReadCapacityUnits"], units["WriteCapacityUnits"]
    return (
        "The provisioned throughput for the table will not change. "
        "The requested value equals the current value. "
        f"Current ReadCapacityUnits provisioned for the table: {read}. Requested ReadCapacityUnits: {read}. "
        f"Current WriteCapacityUnits provisioned for the table: {write}. "
        f"Requested WriteCapacityUnits: {write}. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    )


def _settings(engine: Engine, table: Table, request: dict[str, Any]) -> None:
    if (protect := request.get("DeletionProtectionEnabled")) is not None:
        table.deletion_protection = protect
    if wanted := request.get("TableClass"):
        table.table_class, table.table_class_changed = wanted, engine.now()
    if (encryption := request.get("SSESpecification")) is not None:
        table.encryption = encryption
    if (on_demand := request.get("OnDemandThroughput")) is not None:
        table.on_demand = on_demand
    if (warm := request.get("WarmThroughput")) is not None:
        table.warm_throughput = warm


def _stream(engine: Engine, table: Table, request: dict[str, Any]) -> None:
    given = request.get("StreamSpecification")
    if given is None:
        return
    view = definitions.stream_view(given)
    if view and table.stream_view:
        raise errors.validation(f"Table already has an enabled stream: TableName: {table.name}")
    if not view and not table.stream_view:
        raise errors.validation(f"Table has no stream to disable: TableName: {table.name}")
    if view:
        enable(engine, table, view)
    else:
        disable(table)


def _check_indexes(table: Table, request: dict[str, Any]) -> None:
    updates = request.get("GlobalSecondaryIndexUpdates") or []
    if any(not update for update in updates):
        raise errors.invalid_parameter(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
            "GlobalSecondaryIndexUpdate.Delete must not be null"
        )
    online = [update for update in updates if "Create" in update or "Delete" in update]
    busy = any(index.status != "ACTIVE" for index in table.indexes)
    if len(online) > 1 or (online and busy):
        raise errors.limit_exceeded(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
            "table"
        )


def _indexes(engine: Engine, table: Table, request: dict[str, Any]) -> list[Index]:
    """Apply GlobalSecondaryIndexUpdates; the indexes that are to be filled."""
    created = []
    for update in request.get("GlobalSecondaryIndexUpdates") or []:
        if "Create" in update:
            created.append(_create(engine, table, update["Create"], request))
        if "Delete" in update:
            _delete(engine, table, update["Delete"]["IndexName"])
        if "Update" in update:
            _update(table, update["Update"])
    return created


def _update(table: Table, given: dict[str, Any]) -> None:
    """Set an index's throughput, its warm throughput, or both."""
    index, warm = _existing(table, given["IndexName"]), given.get("WarmThroughput")
    if warm is not None:
        index.warm_throughput = warm
    if warm is None or "ProvisionedThroughput" in given:
        index.throughput = definitions.throughput(
            given.get("ProvisionedThroughput"), table.provisioned, index.name
        )


def _create(engine: Engine, table: Table, given: dict[str, Any], request: dict[str, Any]) -> Index:
    given_types = definitions.attribute_types(request.get("AttributeDefinitions", []))
    for name, letter in table.attributes.items():
        if given_types.get(name, letter) != letter:
            raise errors.invalid_parameter(
                f"The type of key attribute {name} is {letter} and cannot be changed"
            )
    types = {**table.attributes, **given_types}
    index = definitions.global_index(given, types, table.provisioned)
    if table.index(index.name):
        raise errors.validation("Attempting to create an index which already exists")
    if sum(each.is_global for each in table.indexes) >= definitions.MAX_GLOBAL:
        raise errors.invalid_parameter(
            f"Number of GlobalSecondaryIndexes exceeds per-table limit of {definitions.MAX_GLOBAL}"
        )
    index.status, index.backfilling = "CREATING", False
    index.rows = engine.database.new_number()
    engine.rows(table, index).create()
    table.indexes.append(index)
    _use_attributes(table, types)
    return index


def _delete(engine: Engine, table: Table, name: str) -> None:
    index = _existing(table, name)
    engine.rows(table, index).drop()
    table.indexes.remove(index)
    _use_attributes(table, table.attributes)


def _use_attributes(table: Table, types: dict[str, str]) -> None:
    """Keep the definitions of attributes that are keys."""
    schemas = (table.keys, *(index.keys for index in table.indexes))
    used = dict.fromkeys(name for schema in schemas for name in schema.names)
    table.attributes = {name: types[name] for name in used}


def _existing(table: Table, name: str) -> Index:
    index = table.index(name)
    if index is None or not index.is_global:
        raise errors.table_not_found()
    return index
