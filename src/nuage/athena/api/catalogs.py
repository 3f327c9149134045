"""Data catalogues: AwsDataCatalog, which is Glue. Lambda and Hive ones are not supported by the lab.

ListDataCatalogs, GetDataCatalog, ListDatabases, GetDatabase, ListTableMetadata, GetTableMetadata.
"""

from __future__ import annotations

import re
from typing import Any

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import invalid, metadata, require
from nuage.athena.session import AwsError
from nuage.athena.state import Document


def list_data_catalogs(call: Call, request: Document) -> Document:
    """ListDataCatalogs."""
    summaries = [{"CatalogName": c["Name"], "Type": c["Type"]} for c in call.state.catalogs.values()]
    shown, rest = page(summaries, request, 50)
    return {"DataCatalogsSummary": shown, **rest}


def _catalog(call: Call, name: str) -> Document:
    for known, catalog in call.state.catalogs.items():
        if known.lower() == name.lower():
            return catalog
    raise invalid(f"Data Catalog {name} is not found.", "DATACATALOG_NOT_FOUND")


def get_data_catalog(call: Call, request: Document) -> Document:
    """GetDataCatalog."""
    require(request, "Name")
    return {"DataCatalog": _catalog(call, request["Name"])}


def _glue(call: Call, operation: str, **parameters: Any) -> dict[str, Any]:
    try:
        return call.session.glue(operation, **parameters)
    except AwsError as error:
        raise metadata(
            f"{error.message} (Service: AmazonDataCatalog; Status Code: 400; Error Code: {error.code}; "
            f"Request ID: {call.new_id()}; Proxy: null)"
        ) from error


def _all(call: Call, operation: str, key: str, **parameters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        answer = _glue(call, operation, **parameters)
        found += answer.get(key, [])
        if not answer.get("NextToken"):
            return found
        parameters["NextToken"] = answer["NextToken"]


def list_databases(call: Call, request: Document) -> Document:
    """ListDatabases: 50 a page at most."""
    require(request, "CatalogName")
    _catalog(call, request["CatalogName"])
    shown, rest = page(_all(call, "GetDatabases", "DatabaseList"), request, 50)
    return {"DatabaseList": [_database(database) for database in shown], **rest}


def _database(found: Document) -> Document:
    made = {"Name": found["Name"], "Parameters": found.get("Parameters") or {}}
    return {**made, **({"Description": found["Description"]} if found.get("Description") else {})}


def get_database(call: Call, request: Document) -> Document:
    """GetDatabase."""
    require(request, "CatalogName", "DatabaseName")
    _catalog(call, request["CatalogName"])
    return {"Database": _database(_glue(call, "GetDatabase", Name=request["DatabaseName"])["Database"])}


def list_table_metadata(call: Call, request: Document) -> Document:
    """ListTableMetadata: those whose whole name Expression matches, 50 a page at most."""
    require(request, "CatalogName", "DatabaseName")
    _catalog(call, request["CatalogName"])
    tables = _all(call, "GetTables", "TableList", DatabaseName=request["DatabaseName"])
    expression = request.get("Expression")
    if expression:
        try:
            pattern = re.compile(re.sub(r"(?<![.\])\\}])\*", ".*", expression))
        except re.error as error:
            raise invalid(f"Invalid expression: {expression}") from error
        tables = [table for table in tables if pattern.fullmatch(table["Name"])]
    shown, rest = page(tables, request, 50)
    return {"TableMetadataList": [_table(table) for table in shown], **rest}


def get_table_metadata(call: Call, request: Document) -> Document:
    """GetTableMetadata."""
    require(request, "CatalogName", "DatabaseName", "TableName")
    _catalog(call, request["CatalogName"])
    found = _glue(call, "GetTable", DatabaseName=request["DatabaseName"], Name=request["TableName"])
    return {"TableMetadata": _table(found["Table"])}


def _table(found: Document) -> Document:
    """A TableMetadata: Hive's way of a table, with the place and the format among the parameters."""
    descriptor = found.get("StorageDescriptor") or {}
    serde = descriptor.get("SerdeInfo") or {}
    parameters = {
        **(found.get("Parameters") or {}),
        **_present("location", descriptor.get("Location")),
        **_present("inputformat", descriptor.get("InputFormat")),
        **_present("outputformat", descriptor.get("OutputFormat")),
        **_present("serde.serialization.lib", serde.get("SerializationLibrary")),
        **{f"serde.param.{key}": value for key, value in (serde.get("Parameters") or {}).items()},
    }
    return {
        "Name": found["Name"],
        "CreateTime": found["CreateTime"],
        "LastAccessTime": found.get("LastAccessTime", 0),
        "TableType": found.get("TableType", ""),
        "Columns": [_column(column) for column in descriptor.get("Columns") or []],
        "PartitionKeys": [_column(column) for column in found.get("PartitionKeys") or []],
        "Parameters": parameters,
    }


def _present(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value else {}


def _column(column: Document) -> Document:
    return {key: column[key] for key in ("Name", "Type", "Comment") if column.get(key) is not None}
