"""Many partitions at once. What fails becomes an entry of Errors; the others are done.

BatchCreatePartition, BatchGetPartition, BatchUpdatePartition, BatchDeletePartition.
"""

from __future__ import annotations

from typing import Any

from nuage.glue.catalog import Catalog
from nuage.glue.errors import GlueError, as_detail, invalid
from nuage.glue.operations import partitions

Request = dict[str, Any]
MOST = {"create": 100, "update": 100, "delete": 25, "get": 1000}


def _checked(kind: str, entries: list[Any]) -> list[Any]:
    if len(entries) > MOST[kind]:
        raise invalid(f"Too many partitions: {len(entries)}, {MOST[kind]} at most")
    return entries


def batch_create_partition(catalog: Catalog, request: Request) -> Request:
    """BatchCreatePartition: 100 at most."""
    errors = []
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        for wanted in _checked("create", request.get("PartitionInputList") or []):
            try:
                partitions.add(found, wanted)
            except GlueError as error:
                errors.append({"PartitionValues": wanted.get("Values"), "ErrorDetail": as_detail(error)})
    return {"Errors": errors}


def batch_get_partition(catalog: Catalog, request: Request) -> Request:
    """BatchGetPartition: 1000 at most; those that are not there are left out."""
    found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
    shown = []
    for entry in _checked("get", request.get("PartitionsToGet") or []):
        try:
            shown.append(catalog.describe_partition(partitions.find(found, entry.get("Values") or [])))
        except GlueError:
            continue  # AWS says nothing of them either
    return {"Partitions": shown, "UnprocessedKeys": []}


def batch_update_partition(catalog: Catalog, request: Request) -> Request:
    """BatchUpdatePartition: 100 at most."""
    errors = []
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        for entry in _checked("update", request.get("Entries") or []):
            old = entry.get("PartitionValueList") or []
            try:
                partitions.replace(found, old, entry.get("PartitionInput") or {})
            except GlueError as error:
                errors.append({"PartitionValueList": old, "ErrorDetail": as_detail(error)})
    return {"Errors": errors}


def batch_delete_partition(catalog: Catalog, request: Request) -> Request:
    """BatchDeletePartition: 25 at most."""
    errors = []
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        for entry in _checked("delete", request.get("PartitionsToDelete") or []):
            values = entry.get("Values") or []
            try:
                partitions.remove(found, values)
            except GlueError as error:
                errors.append({"PartitionValues": values, "ErrorDetail": as_detail(error)})
    return {"Errors": errors}
