"""Tables: CreateTable, GetTable, GetTables, UpdateTable, DeleteTable, BatchDeleteTable, SearchTables."""

from __future__ import annotations

import re
from typing import Any

from nuage.glue.catalog import Catalog, current, folded
from nuage.glue.errors import GlueError, as_detail, invalid, not_found
from nuage.glue.operations.indexes import set_indexes
from nuage.glue.operations.tags import forget_tags
from nuage.glue.pages import page

Request = dict[str, Any]


def create_table(catalog: Catalog, request: Request) -> Request:
    """CreateTable, with its partition indexes."""
    wanted = request.get("TableInput") or {}
    with catalog.lock:
        catalog.put_table(request.get("DatabaseName"), wanted)
        found = catalog.table(request.get("DatabaseName"), wanted.get("Name"))
        set_indexes(found, request.get("PartitionIndexes") or [])
    return {}


def get_table(catalog: Catalog, request: Request) -> Request:
    """GetTable."""
    return {"Table": current(catalog.table(request.get("DatabaseName"), request.get("Name")))}


def get_tables(catalog: Catalog, request: Request) -> Request:
    """GetTables: those whose whole name matches Expression, by name, 100 a page at most."""
    with catalog.lock:
        found = sorted(catalog.database(request.get("DatabaseName")).tables.items())
    tables = [current(table) for name, table in found if _matches(request.get("Expression"), name)]
    shown, rest = page(tables, request, 100)
    return {"TableList": shown, **rest}


def _matches(expression: str | None, name: str) -> bool:
    """Whether a regular expression covers a name; `*` alone stands for anything, as clients write it.

    :raises GlueError: InvalidInputException when the expression is none
    """
    if not expression:
        return True
    # `tweets*` and `*` are written by people who mean a wildcard; after a letter AWS reads it so, too
    pattern = re.sub(r"(?<![.\])\\}])\*", ".*", expression)
    try:
        return re.fullmatch(pattern, name, re.IGNORECASE) is not None
    except re.error as error:
        raise invalid(f"Invalid pattern: {expression}: {error}") from error


def update_table(catalog: Catalog, request: Request) -> Request:
    """UpdateTable: the whole input is replaced, and the version before is kept unless SkipArchive."""
    wanted = request.get("TableInput") or {}
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), wanted.get("Name") or request.get("Name"))
        asked = request.get("VersionId")
        if asked is not None and asked != str(found._current_version):
            raise GlueError(
                "ConcurrentModificationException", "Update table failed due to concurrent updates."
            )
        catalog.change_table(found, wanted, archive=not request.get("SkipArchive"))
    return {}


def delete_table(catalog: Catalog, request: Request) -> Request:
    """DeleteTable: its partitions and versions go with it."""
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("Name"))
        del catalog.database(request.get("DatabaseName")).tables[found.name]
    forget_tags(catalog, catalog.arn(f"table/{found.database_name}/{found.name}"))
    return {}


def batch_delete_table(catalog: Catalog, request: Request) -> Request:
    """BatchDeleteTable: what is not there is an error of its own."""
    catalog.database(request.get("DatabaseName"))
    errors = []
    for name in request.get("TablesToDelete") or []:
        try:
            delete_table(catalog, {"DatabaseName": request["DatabaseName"], "Name": name})
        except GlueError as error:
            errors.append({"TableName": name, "ErrorDetail": as_detail(error)})
    return {"Errors": errors}


def search_tables(catalog: Catalog, request: Request) -> Request:
    """SearchTables: by a text in name, description or columns, and by filters; 1000 a page at most."""
    with catalog.lock:
        tables = [
            current(table)
            for _, database in sorted(catalog.backend.databases.items())
            for _, table in sorted(database.tables.items())
        ]
    text = (request.get("SearchText") or "").strip('"').lower()
    wanted = [
        table
        for table in tables
        if (not text or text in _words(table))
        and all(_passes(table, f) for f in request.get("Filters") or [])
    ]
    for criterion in reversed(request.get("SortCriteria") or []):
        key = criterion.get("FieldName") or "Name"
        wanted.sort(key=lambda table: str(table.get(key, "")), reverse=criterion.get("Sort") == "DESC")
    shown, rest = page(wanted, request, 1000)
    return {"TableList": shown, **rest}


def _words(table: Request) -> str:
    columns = (table.get("StorageDescriptor") or {}).get("Columns") or []
    texts = [table["Name"], table.get("Description") or "", *(table.get("Parameters") or {}).values()]
    texts += [f"{column.get('Name', '')} {column.get('Comment', '')}" for column in columns]
    return "\n".join(map(str, texts)).lower()


def _passes(table: Request, wanted: Request) -> bool:
    key, value = wanted.get("Key") or "", str(wanted.get("Value") or "")
    found = (table.get("Parameters") or {}).get(key, table.get(key[:1].upper() + key[1:]))
    if found is None:
        return False
    comparator = wanted.get("Comparator") or "EQUALS"
    if comparator == "EQUALS":
        return str(found).lower() == value.lower()
    try:
        left, right = float(found), float(value)
    except ValueError:
        raise invalid(f"Comparator {comparator} needs numbers") from None
    return {
        "GREATER_THAN": left > right,
        "LESS_THAN": left < right,
        "GREATER_THAN_EQUALS": left >= right,
        "LESS_THAN_EQUALS": left <= right,
    }[comparator]


def get_table_version(catalog: Catalog, request: Request) -> Request:
    """GetTableVersion: the newest without a VersionId."""
    found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
    version = request.get("VersionId") or str(found._current_version)
    if version not in found.versions:
        raise not_found("Table version", version)
    return {"TableVersion": {"Table": found.versions[version], "VersionId": version}}


def get_table_versions(catalog: Catalog, request: Request) -> Request:
    """GetTableVersions: the newest first, 100 a page at most."""
    found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
    with catalog.lock:
        versions = sorted(found.versions.items(), key=lambda item: int(item[0]), reverse=True)
    shown, rest = page([{"Table": table, "VersionId": v} for v, table in versions], request, 100)
    return {"TableVersions": shown, **rest}


def delete_table_version(catalog: Catalog, request: Request) -> Request:
    """DeleteTableVersion: any but the newest."""
    version = str(request.get("VersionId"))
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        if version not in found.versions:
            raise not_found("Table version", version)
        if version == str(found._current_version):
            raise invalid("Cannot delete the latest version of a table.")
        del found.versions[version]
    return {}


def batch_delete_table_version(catalog: Catalog, request: Request) -> Request:
    """BatchDeleteTableVersion: what cannot be deleted is an error of its own."""
    name = folded(request.get("TableName"))
    catalog.table(request.get("DatabaseName"), name)
    errors = []
    for version in request.get("VersionIds") or []:
        try:
            delete_table_version(catalog, {**request, "VersionId": version})
        except GlueError as error:
            errors.append({"TableName": name, "VersionId": version, "ErrorDetail": as_detail(error)})
    return {"Errors": errors}
