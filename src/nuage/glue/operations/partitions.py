"""Partitions: CreatePartition, GetPartition, GetPartitions, UpdatePartition, DeletePartition."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from moto.glue.models import FakePartition, FakeTable

from nuage import clock
from nuage.glue.catalog import Catalog, current
from nuage.glue.errors import GlueError, already_exists, invalid
from nuage.glue.expressions import parse, typed
from nuage.glue.pages import page

Request = dict[str, Any]


def key_of(values: Sequence[str]) -> str:
    """What moto keeps a partition under."""
    return str(list(values))


def find(found: FakeTable, values: Sequence[str]) -> FakePartition:
    """moto's record of a partition.

    :raises GlueError: EntityNotFoundException
    """
    partition = found.partitions.get(key_of(values))
    if partition is None:
        raise GlueError("EntityNotFoundException", "Cannot find partition.")
    return partition


def add(found: FakeTable, wanted: Request) -> None:
    """Add a partition of a PartitionInput; the caller holds the lock.

    :raises GlueError: AlreadyExistsException, InvalidInputException
    """
    values = wanted.get("Values") or []
    keys = current(found).get("PartitionKeys") or []
    if len(values) != len(keys):
        raise invalid("The number of partition keys do not match the number of partition values")
    if key_of(values) in found.partitions:
        raise already_exists("Partition")
    made = FakePartition(found.database_name, found.name, wanted)
    made.creation_time = clock.wall()
    found.partitions[key_of(values)] = made


def replace(found: FakeTable, old: Sequence[str], wanted: Request) -> None:
    """Put a partition in the place of another; the caller holds the lock.

    :raises GlueError: EntityNotFoundException, AlreadyExistsException
    """
    before = find(found, old)
    values = wanted.get("Values") or list(old)
    if key_of(values) != key_of(old) and key_of(values) in found.partitions:
        raise already_exists("Partition")
    made = FakePartition(found.database_name, found.name, {**wanted, "Values": list(values)})
    made.creation_time = before.creation_time
    found.partitions = {
        key_of(values) if key == key_of(old) else key: made if key == key_of(old) else partition
        for key, partition in found.partitions.items()
    }


def remove(found: FakeTable, values: Sequence[str]) -> None:
    """Take a partition away; the caller holds the lock.

    :raises GlueError: EntityNotFoundException
    """
    find(found, values)
    del found.partitions[key_of(values)]


def _table(catalog: Catalog, request: Request) -> FakeTable:
    return catalog.table(request.get("DatabaseName"), request.get("TableName"))


def create_partition(catalog: Catalog, request: Request) -> Request:
    """CreatePartition."""
    with catalog.lock:
        add(_table(catalog, request), request.get("PartitionInput") or {})
    return {}


def get_partition(catalog: Catalog, request: Request) -> Request:
    """GetPartition."""
    found = find(_table(catalog, request), request.get("PartitionValues") or [])
    return {"Partition": catalog.describe_partition(found)}


def get_partitions(catalog: Catalog, request: Request) -> Request:
    """GetPartitions: those that Expression and Segment let through, by values, 1000 a page at most."""
    found = _table(catalog, request)
    with catalog.lock:
        partitions = sorted(found.partitions.values(), key=lambda partition: list(partition.values))
    chosen = list(_filtered(found, partitions, request.get("Expression") or ""))
    segment = request.get("Segment")
    if segment:
        number, total = int(segment["SegmentNumber"]), int(segment["TotalSegments"])
        if not 0 <= number < total:
            raise invalid("SegmentNumber must be less than TotalSegments")
        chosen = [p for p in chosen if zlib.crc32(key_of(p.values).encode()) % total == number]
    shown, rest = page(chosen, request, 1000)
    described = [catalog.describe_partition(partition) for partition in shown]
    if request.get("ExcludeColumnSchema"):
        described = [_without_columns(partition) for partition in described]
    return {"Partitions": described, **rest}


def _without_columns(partition: Request) -> Request:
    descriptor = partition.get("StorageDescriptor")
    if not descriptor:
        return partition
    kept = {key: value for key, value in descriptor.items() if key != "Columns"}
    return {**partition, "StorageDescriptor": kept}


def _filtered(
    found: FakeTable, partitions: Sequence[FakePartition], expression: str
) -> Iterator[FakePartition]:
    if not expression.strip():
        yield from partitions
        return
    keys = [(key["Name"].lower(), key.get("Type", "string")) for key in current(found)["PartitionKeys"]]
    predicate = parse(expression, dict(keys))
    for partition in partitions:
        row = {name: typed(kind, text) for (name, kind), text in zip(keys, partition.values, strict=True)}
        if predicate(row):
            yield partition


def update_partition(catalog: Catalog, request: Request) -> Request:
    """UpdatePartition."""
    with catalog.lock:
        replace(
            _table(catalog, request),
            request.get("PartitionValueList") or [],
            request.get("PartitionInput") or {},
        )
    return {}


def delete_partition(catalog: Catalog, request: Request) -> Request:
    """DeletePartition."""
    with catalog.lock:
        remove(_table(catalog, request), request.get("PartitionValues") or [])
    return {}
