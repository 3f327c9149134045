"""What Athena writes to the Glue Data Catalog for a statement: DatabaseInput, TableInput, PartitionInput."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from nuage.athena import statements as s
from nuage.athena.ddl.formats import FORMATS
from nuage.athena.errors import MalformedQueryError
from nuage.athena.types import Type, hive_text, trino_text

VIEW_PREFIX, VIEW_SUFFIX = "/* Presto View: ", " */"


def columns(declared: Sequence[s.Column]) -> list[dict[str, Any]]:
    """Glue's Columns."""
    return [
        {
            "Name": c.name,
            "Type": hive_text(c.kind),
            **({"Comment": c.comment} if c.comment is not None else {}),
        }
        for c in declared
    ]


def database_input(statement: s.CreateDatabase) -> dict[str, Any]:
    """The DatabaseInput of CREATE DATABASE."""
    made: dict[str, Any] = {"Name": statement.name}
    if statement.comment is not None:
        made["Description"] = statement.comment
    if statement.location is not None:
        made["LocationUri"] = statement.location
    if statement.properties:
        made["Parameters"] = dict(statement.properties)
    return made


def storage(
    declared: Sequence[s.Column],
    location: str,
    format_name: str | None = None,
    serde: str | None = None,
    properties: Mapping[str, str] | None = None,
    formats: tuple[str | None, str | None] = (None, None),
) -> dict[str, Any]:
    """A StorageDescriptor. Without STORED AS it is text; a SerDe named by the statement goes before the
    format's own.
    """
    chosen = FORMATS.get(format_name or "TEXTFILE")
    if chosen is None:
        raise MalformedQueryError(f"Unrecognized file format in STORED AS clause: '{format_name}'")
    return {
        "Columns": columns(declared),
        "Location": location,
        "InputFormat": formats[0] or chosen.input,
        "OutputFormat": formats[1] or chosen.output,
        "Compressed": False,
        "NumberOfBuckets": -1,
        "SerdeInfo": {
            "SerializationLibrary": serde or chosen.serde,
            "Parameters": {"serialization.format": "1", **(properties or {})},
        },
        "BucketColumns": [],
        "SortColumns": [],
        "Parameters": {},
        "SkewedInfo": {
            "SkewedColumnNames": [],
            "SkewedColumnValues": [],
            "SkewedColumnValueLocationMaps": {},
        },
        "StoredAsSubDirectories": False,
    }


def table_input(statement: s.CreateExternalTable, now: int) -> dict[str, Any]:
    """The TableInput of CREATE EXTERNAL TABLE. `now`: seconds since 1970, for transient_lastDdlTime."""
    descriptor = storage(
        statement.columns,
        statement.location,
        statement.stored_as,
        statement.row_format.serde,
        statement.row_format.properties,
        (statement.input_format, statement.output_format),
    )
    if statement.buckets:
        descriptor["BucketColumns"], descriptor["NumberOfBuckets"] = (
            list(statement.buckets[0]),
            statement.buckets[1],
        )
    parameters = {"EXTERNAL": "TRUE", **statement.properties, "transient_lastDdlTime": str(now)}
    if statement.comment is not None:
        parameters["comment"] = statement.comment
    return {
        "Name": statement.name.table,
        "Owner": "hadoop",
        "Retention": 0,
        "StorageDescriptor": descriptor,
        "PartitionKeys": columns(statement.partitions),
        "TableType": "EXTERNAL_TABLE",
        "Parameters": parameters,
    }


def ctas_input(
    name: str,
    outputs: Sequence[tuple[str, Type]],
    location: str,
    now: int,
    format_name: str = "PARQUET",
    partitioned_by: Sequence[str] = (),
    properties: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The TableInput of a table that a query filled; `properties` are its SerDe's (a field delimiter)."""
    declared = [s.Column(column, kind) for column, kind in outputs]
    kept = [c for c in declared if c.name not in partitioned_by]
    return {
        "Name": name,
        "Owner": "hadoop",
        "Retention": 0,
        "StorageDescriptor": storage(kept, location, format_name.upper(), properties=properties),
        "PartitionKeys": columns([c for c in declared if c.name in partitioned_by]),
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {
            "EXTERNAL": "TRUE",
            "has_encrypted_data": "false",
            "transient_lastDdlTime": str(now),
        },
    }


def partition_input(
    table: Mapping[str, Any], values: Mapping[str, str], location: str | None
) -> dict[str, Any]:
    """The PartitionInput for a table of Glue; without a location it lies under the table's, Hive-style."""
    keys = [key["Name"] for key in table.get("PartitionKeys", [])]
    descriptor = dict(table["StorageDescriptor"])
    if location is None:
        folder = "/".join(f"{key}={values[key]}" for key in keys)
        location = f"{str(descriptor['Location']).rstrip('/')}/{folder}"
    descriptor["Location"] = location
    return {"Values": [values[key] for key in keys], "StorageDescriptor": descriptor, "Parameters": {}}


# --- views
# ------------------------------------------------------------------------------------------------------


def view_input(
    name: str, sql: str, database: str, outputs: Sequence[tuple[str, Type]], now: int
) -> dict[str, Any]:
    """The TableInput of a view: its SQL and its columns lie encoded in ViewOriginalText."""
    stored = {
        "originalSql": sql,
        "catalog": "awsdatacatalog",
        "schema": database,
        "columns": [{"name": column, "type": trino_text(kind)} for column, kind in outputs],
    }
    encoded = base64.b64encode(json.dumps(stored, ensure_ascii=False).encode()).decode()
    return {
        "Name": name,
        "Owner": "hadoop",
        "StorageDescriptor": {
            "Columns": [{"Name": column.lower(), "Type": hive_text(kind)} for column, kind in outputs],
            "Location": "",
            "SerdeInfo": {},
        },
        "PartitionKeys": [],
        "ViewOriginalText": VIEW_PREFIX + encoded + VIEW_SUFFIX,
        "ViewExpandedText": "/* Presto View */",
        "TableType": "VIRTUAL_VIEW",
        "Parameters": {"comment": "Presto View", "presto_view": "true", "transient_lastDdlTime": str(now)},
    }


def read_view(table: Mapping[str, Any]) -> tuple[str, str] | None:
    """The SQL of a view and its database; None for what is no view."""
    text = table.get("ViewOriginalText") or ""
    if table.get("TableType") != "VIRTUAL_VIEW" or not text.startswith(VIEW_PREFIX):
        return None
    stored = json.loads(base64.b64decode(text.removeprefix(VIEW_PREFIX).removesuffix(VIEW_SUFFIX)))
    return stored["originalSql"], stored.get("schema") or "default"
