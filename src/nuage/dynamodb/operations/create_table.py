"""CreateTable."""

from __future__ import annotations

import uuid
from typing import Any

from nuage.dynamodb import definitions, errors
from nuage.dynamodb.describe import describe
from nuage.dynamodb.engine import Engine, table_name
from nuage.dynamodb.operations.tag_resource import tags_of
from nuage.dynamodb.schema import Table
from nuage.dynamodb.streams.control import enable


def create_table(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The table as it is being created; the next call finds it ACTIVE."""
    table = _table(engine, request)
    with engine.database.transaction():
        if table.name in engine.tables:
            raise errors.resource_in_use(f"Table already exists: {table.name}")
        table.rows = engine.database.new_number()
        engine.rows(table).create()
        for index in table.indexes:
            index.rows = engine.database.new_number()
            engine.rows(table, index).create()
        if view := definitions.stream_view(request.get("StreamSpecification")):
            enable(engine, table, view)
        engine.save(table)
    engine.tables[table.name] = table
    return {"TableDescription": describe(engine, table, "CREATING")}


def _table(engine: Engine, request: dict[str, Any]) -> Table:
    """The table of a request, checked.

    :raises DynamoDBError: ValidationException
    """
    name = table_name(request["TableName"])
    types = definitions.attribute_types(request.get("AttributeDefinitions", []))
    keys = definitions.key_schema(request.get("KeySchema", []), types)
    mode = request.get("BillingMode", "PROVISIONED")
    provisioned = mode == "PROVISIONED"
    throughput = definitions.throughput(request.get("ProvisionedThroughput"), provisioned)
    local = definitions.local_indexes(request.get("LocalSecondaryIndexes"), types, keys)
    others = definitions.global_indexes(request.get("GlobalSecondaryIndexes"), types, provisioned)
    definitions.check_names([*local, *others])
    definitions.check_all_used(types, keys, [*local, *others])
    definitions.stream_view(request.get("StreamSpecification"))
    now = engine.now()
    return Table(
        name=name,
        keys=keys,
        attributes=types,
        created=now,
        arn=engine.home.table_arn(name),
        table_id=str(uuid.uuid4()),
        billing_mode=mode,
        billing_changed=None if provisioned else now,
        throughput=throughput or {},
        indexes=[*local, *others],
        deletion_protection=bool(request.get("DeletionProtectionEnabled")),
        table_class=request.get("TableClass"),
        on_demand=request.get("OnDemandThroughput"),
        encryption=request.get("SSESpecification"),
        tags=tags_of(request.get("Tags", [])),
        warm_throughput=request.get("WarmThroughput"),
    )
