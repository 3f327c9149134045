"""Partition indexes. Filtering needs none here: they are kept and told, as AWS does.

https://docs.aws.amazon.com/glue/latest/dg/partition-indexes.html
"""

from __future__ import annotations

from typing import Any

from moto.glue.models import FakeTable

from nuage.glue.catalog import Catalog, current
from nuage.glue.errors import GlueError, already_exists, invalid, not_found
from nuage.glue.pages import page

Request = dict[str, Any]
MOST = 3  # indexes of a table


def _indexes(found: FakeTable) -> dict[str, Request]:
    """The indexes of a table; moto has no place of its own for them."""
    if not hasattr(found, "nuage_indexes"):
        found.nuage_indexes = {}
    kept: dict[str, Request] = found.nuage_indexes
    return kept


def set_indexes(found: FakeTable, wanted: list[Request]) -> None:
    """Add indexes to a table.

    :raises GlueError: InvalidInputException, AlreadyExistsException, ResourceNumberLimitExceededException
    """
    columns = {key["Name"]: key.get("Type", "string") for key in current(found).get("PartitionKeys") or []}
    kept = _indexes(found)
    for index in wanted:
        name = index["IndexName"].lower()
        if name in kept:
            raise already_exists("Index")
        if len(kept) >= MOST:
            raise GlueError(
                "ResourceNumberLimitExceededException", f"Number of indexes per table is limited to {MOST}."
            )
        keys = [key.lower() for key in index.get("Keys") or []]
        if not keys or any(key not in columns for key in keys):
            raise invalid("Keys in a partition index must be partition keys of the table.")
        kept[name] = {
            "IndexName": name,
            "Keys": [{"Name": key, "Type": columns[key]} for key in keys],
            "IndexStatus": "ACTIVE",
        }


def create_partition_index(catalog: Catalog, request: Request) -> Request:
    """CreatePartitionIndex: ready at once."""
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        set_indexes(found, [request["PartitionIndex"]])
    return {}


def get_partition_indexes(catalog: Catalog, request: Request) -> Request:
    """GetPartitionIndexes."""
    found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
    shown, rest = page(list(_indexes(found).values()), request, 100)
    return {"PartitionIndexDescriptorList": shown, **rest}


def delete_partition_index(catalog: Catalog, request: Request) -> Request:
    """DeletePartitionIndex."""
    with catalog.lock:
        found = catalog.table(request.get("DatabaseName"), request.get("TableName"))
        if _indexes(found).pop(str(request.get("IndexName")).lower(), None) is None:
            raise not_found("Index", str(request.get("IndexName")))
    return {}
