"""UpdateTimeToLive and DescribeTimeToLive."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.items import expires
from nuage.dynamodb.schema import Table
from nuage.dynamodb.storage import expiry
from nuage.dynamodb.storage.rows import Range


def update_time_to_live(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The specification; items that are there already expire as well."""
    wanted = request["TimeToLiveSpecification"]
    enabled, attribute = wanted["Enabled"], wanted["AttributeName"]
    with engine.database.transaction():
        table = engine.named_table(request["TableName"])
        if enabled and table.ttl_attribute == attribute:
            raise errors.validation("TimeToLive is already enabled")
        if not enabled and table.ttl_attribute is None:
            raise errors.validation("TimeToLive is already disabled")
        if table.ttl_attribute not in {None, attribute}:
            raise errors.validation(
                "TimeToLive is active on a different AttributeName: "
                f"current AttributeName is {table.ttl_attribute}"
            )
        table.ttl_attribute = attribute if enabled else None
        expiry.forget(engine.database, table.rows)
        if enabled:
            _note_all(engine, table, attribute)
        engine.save(table)
    return {"TimeToLiveSpecification": {"Enabled": enabled, "AttributeName": attribute}}


def describe_time_to_live(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Whether items expire, and by which attribute."""
    table = engine.named_table(request["TableName"])
    description = {"TimeToLiveStatus": "ENABLED" if table.ttl_attribute else "DISABLED"}
    if table.ttl_attribute:
        description["AttributeName"] = table.ttl_attribute
    return {"TimeToLiveDescription": description}


def _note_all(engine: Engine, table: Table, attribute: str) -> None:
    for row in list(engine.rows(table).read(Range())):
        if (time := expires(row.item, attribute)) is not None:
            expiry.note(engine.database, table.rows, row.place, time)
