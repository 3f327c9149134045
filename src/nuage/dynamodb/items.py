"""The items of one table: read by key, written with their indexes, expiry and stream records."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from nuage.dynamodb import errors, keys, sizes
from nuage.dynamodb.capacity import Consumed, write_units
from nuage.dynamodb.keys import Place
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.storage import expiry
from nuage.dynamodb.storage.database import Database
from nuage.dynamodb.storage.rows import Row, Rows
from nuage.dynamodb.streams import log
from nuage.dynamodb.values import Item

# DynamoDB ignores times that are more than five years back
TTL_HORIZON = 5 * 365 * 86400


class Items:
    """Reads and writes within a transaction of the database."""

    def __init__(self, database: Database, table: Table, now: Callable[[], float]) -> None:
        self._database = database
        self._table = table
        self._now = now
        self._rows = Rows(database, table.rows)

    def get(self, key: Item) -> Row | None:
        """The row of a checked key."""
        return self.at(self.place(key))

    def place(self, key: Item) -> Place:
        """Where the item of a checked key is kept."""
        return keys.place(key, self._table.keys)

    def at(self, place: Place) -> Row | None:
        """The row at a place."""
        return self._rows.get(place)

    def put(self, place: Place, item: Item, old: Row | None, size: int | None = None) -> Consumed:
        """Write a checked item at its place, over `old`, and say what it consumed.

        :param size: bytes of the item, where they are known
        """
        if size is None:
            size = sizes.item_size(item)
        self._rows.put(place, item, size)
        return self._after(place, old, item, size)

    def delete(self, place: Place, old: Row | None, by_expiry: bool = False) -> Consumed:
        """Delete the item at a place, and say what it consumed."""
        if old is not None:
            self._rows.delete(place)
        return self._after(place, old, None, 0, by_expiry)

    def collection_size(self, item: Item) -> int:
        """Bytes of all items of a partition key, in the table and its local indexes."""
        partition = keys.partition(item[self._table.keys.hash_name])
        total = self._rows.partition_size(partition)
        for index in self._table.indexes:
            if not index.is_global:
                total += Rows(self._database, index.rows).partition_size(partition)
        return total

    def unchanged(self, old: Row | None) -> Consumed:
        """What a write consumes whose condition failed."""
        return self._consumed(write_units(old.size if old else 0))

    def _consumed(self, units: float) -> Consumed:
        return Consumed(self._table.name, self._table.local_names, units)

    def _after(
        self, place: Place, old: Row | None, new: Item | None, size: int, by_expiry: bool = False
    ) -> Consumed:
        """What follows from a write: indexes, expiry, stream; and its cost."""
        consumed = self._consumed(write_units(max(size, old.size if old else 0)))
        table = self._table
        old_item = old.item if old and (table.indexes or table.stream_view) else None
        for index in table.indexes:
            units = write_to_index(Rows(self._database, index.rows), index, table, place, old_item, new, size)
            if units:
                consumed.on_indexes[index.name] += units
        if table.ttl_attribute:
            expiry.note(self._database, table.rows, place, expires(new, table.ttl_attribute))
        if table.stream_view and old_item != new:
            log.append(self._database, table, old_item, new, self._now(), by_expiry)
        return consumed


def write_to_index(
    rows: Rows, index: Index, table: Table, place: Place, old: Item | None, new: Item | None, size: int
) -> float:
    """Bring an index up to date with a write, and return its write units.

    An entry that stays where it is costs one write, one that moves costs two; an entry that does not
    change costs nothing.

    :param place: of the item in its table
    :param size: bytes of the new item
    """
    before = index.project(old, table.keys) if old else None
    after = index.project(new, table.keys) if new else None
    if before == after:
        return 0.0
    before_size = sizes.item_size(before) if before else 0
    after_size = (size if after is new else sizes.item_size(after)) if after else 0
    before_place = keys.index_place(before, index, place) if before else None
    after_place = keys.index_place(after, index, place) if after else None
    if before_place and before_place != after_place:
        rows.delete(before_place)
    if after and after_place:
        rows.put(after_place, after, after_size)
    if before_place is None or after_place is None or before_place == after_place:
        return write_units(max(before_size, after_size))
    return write_units(before_size) + write_units(after_size)


def check_size(item: Item, sentence: str) -> int:
    """The bytes of an item, which may be 400 KB at most.

    :param sentence: how AWS begins to say so
    :raises DynamoDBError: ValidationException
    """
    size = sizes.item_size(item)
    if size > sizes.MAX_ITEM:
        raise errors.validation(f"{sentence} the maximum allowed size")
    return size


def expires(item: Item | None, attribute: str) -> float | None:
    """When an item expires, in epoch seconds; None when it does not."""
    text = item.get(attribute, {}).get("N") if item else None
    return float(Decimal(text)) if text is not None else None
