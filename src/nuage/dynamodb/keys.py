"""Keys: their checks, and the bytes under which items are stored so that B-tree order is DynamoDB's.

A row's place is partition, sort, tie. The partition begins with a hash of the partition key, so that
a scan meets keys in the scattered order of DynamoDB and can be cut into segments of equal size. The
tie, empty in a table, tells apart the items of one key in an index: it is their place in the table.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple

from nuage.dynamodb import errors, values
from nuage.dynamodb.schema import Index, KeySchema, Table
from nuage.dynamodb.values import Item, Value

MAX_HASH, MAX_RANGE = 2048, 1024  # bytes
HASH_BYTES = 8


class Place(NamedTuple):
    """Where a row is."""

    partition: bytes
    sort: bytes
    tie: bytes = b""


def encode(value: Value) -> bytes:
    """Bytes of a key value that sort as the values do."""
    ordered = values.order(value)
    if ordered is None:
        raise AssertionError(f"{value} cannot be a key")
    return ordered


def partition(value: Value) -> bytes:
    """The first part of a place: all items of one partition key share it."""
    encoded = encode(value)
    return blake2b(encoded, digest_size=HASH_BYTES).digest() + encoded


def place(item: Item, keys: KeySchema) -> Place:
    """Where a table keeps the item."""
    sort = encode(item[keys.range_name]) if keys.range_name else b""
    return Place(partition(item[keys.hash_name]), sort)


def index_place(item: Item, index: Index, own: Place) -> Place:
    """Where an index keeps the item.

    :param own: where its table keeps it
    """
    first = place(item, index.keys)
    # the length keeps two different places from giving the same bytes
    return Place(
        first.partition, first.sort, len(own.partition).to_bytes(4, "big") + own.partition + own.sort
    )


def check_key(key: dict[str, Any], keys: KeySchema) -> Item:
    """The key of a request, checked.

    :raises DynamoDBError: ValidationException, when it is not the key of the table
    """
    if set(key) != set(keys.names):
        raise errors.validation("The provided key element does not match the schema")
    checked = values.check_item(key)
    for name, expected in keys.types.items():
        if values.kind(checked[name]) != expected:
            raise errors.validation("The provided key element does not match the schema")
    _check_contents(checked, keys)
    return checked


def check_keys_of_item(item: Item, table: Table) -> None:
    """Whether an item has the keys of its table, and none that its indexes cannot hold.

    :raises DynamoDBError: ValidationException, when not
    """
    for name, expected in table.keys.types.items():
        if name not in item:
            raise errors.invalid_parameter(f"Missing the key {name} in the item")
        if values.kind(item[name]) != expected:
            raise errors.invalid_parameter(
                f"Type mismatch for key {name} expected: {expected} actual: {values.kind(item[name])}"
            )
    _check_contents(item, table.keys)
    for index in table.indexes:
        check_index_keys(item, index)


def check_index_keys(item: Item, index: Index) -> None:
    """Whether what an item has of an index's keys can be held by the index.

    :raises DynamoDBError: ValidationException, when not
    """
    for name, expected in index.keys.types.items():
        value = item.get(name)
        if value is None:
            continue
        actual = values.kind(value)
        if actual != expected:
            raise errors.invalid_parameter(
                f"Type mismatch for Index Key {name} Expected: {expected} Actual: {actual} "
                f"IndexName: {index.name}"
            )
        if values.content(value) in ("", b""):
            raise errors.validation(
                "One or more parameter values are not valid. A value specified for a secondary index key is "
                "not supported. The AttributeValue for a key attribute cannot contain an empty "
                f"{values.NAMES[actual].lower()} value. IndexName: {index.name}, IndexKey: {name}"
            )
        _check_length(value, name == index.keys.hash_name)


def _check_contents(item: Item, keys: KeySchema) -> None:
    for name in keys.names:
        value = item[name]
        if values.content(value) in ("", b""):
            raise errors.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                f"contain an empty {values.NAMES[values.kind(value)].lower()} value. Key: {name}"
            )
        _check_length(value, name == keys.hash_name)


def _check_length(value: Value, is_hash: bool) -> None:
    most = MAX_HASH if is_hash else MAX_RANGE
    # no character of a string takes more than four bytes
    if "N" in value or len(values.content(value)) * 4 <= most or len(encode(value)) <= most:
        return
    if is_hash:
        raise errors.invalid_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes")
    raise errors.invalid_parameter(
        "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
    )


def after(prefix: bytes) -> bytes | None:
    """The first bytes behind all that begin with `prefix`; None when there are none."""
    trimmed = prefix.rstrip(b"\xff")
    return trimmed[:-1] + bytes([trimmed[-1] + 1]) if trimmed else None


def segment(number: int, total: int) -> tuple[bytes, bytes | None]:
    """The bounds of a parallel scan's segment: partitions from the first (within) to the second (without)."""
    whole = 1 << (8 * HASH_BYTES)
    low, high = (whole * at // total for at in (number, number + 1))
    return (
        low.to_bytes(HASH_BYTES, "big"),
        None if high == whole else high.to_bytes(HASH_BYTES, "big"),
    )
