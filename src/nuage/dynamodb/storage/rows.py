"""The rows of one table or index, kept in the order of their places.

A B-tree over (partition, sort, tie): reading a key or a range of keys costs the same however many
other rows there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import msgpack

from nuage.dynamodb.keys import Place
from nuage.dynamodb.storage.database import Database
from nuage.dynamodb.values import Item


class Row(NamedTuple):
    """A stored item: its bytes are decoded when they are asked for."""

    place: Place
    size: int  # bytes, by AWS's rules
    data: bytes

    @property
    def item(self) -> Item:
        """The item."""
        item: Item = msgpack.decode(self.data)
        return item


@dataclass(frozen=True)
class Range:
    """Which rows to read, and in which order."""

    partition: bytes | None = None  # one partition, or all of them
    low: bytes | None = None  # sort keys from here …
    low_included: bool = True
    high: bytes | None = None  # … to here
    high_included: bool = True
    partitions_from: bytes | None = None  # a segment: partitions from here …
    partitions_before: bytes | None = None  # … to before here
    forward: bool = True
    start: Place | None = None  # continue behind this place


class Rows:
    """One SQL table. Its methods run inside `database.reading` or `database.transaction`."""

    def __init__(self, database: Database, number: int) -> None:
        self._database = database
        self._name = f"rows_{number:d}"

    def create(self) -> None:
        """Make the SQL table."""
        self._database.execute(
            f"CREATE TABLE {self._name} (partition BLOB, sort BLOB, tie BLOB, size INTEGER, item BLOB, "
            "PRIMARY KEY (partition, sort, tie)) WITHOUT ROWID"
        )

    def drop(self) -> None:
        """Delete the SQL table and all that is in it."""
        self._database.execute(f"DROP TABLE {self._name}")

    def get(self, place: Place) -> Row | None:
        """The row at a place."""
        found = self._database.execute(
            f"SELECT size, item FROM {self._name} WHERE partition = ? AND sort = ? AND tie = ?",  # noqa: S608 - our name
            *place,
        ).fetchone()
        return Row(place, *found) if found else None

    def put(self, place: Place, item: Item, size: int) -> None:
        """Write a row, over what was there."""
        self._database.execute(
            f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - our name
            *place,
            size,
            msgpack.encode(item),
        )

    def delete(self, place: Place) -> None:
        """Delete a row, if it is there."""
        self._database.execute(
            f"DELETE FROM {self._name} WHERE partition = ? AND sort = ? AND tie = ?",  # noqa: S608 - our name
            *place,
        )

    def read(self, wanted: Range) -> Iterator[Row]:
        """The rows of a range, in its order, one after the other."""
        terms, parameters = _terms(wanted)
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        direction = "ASC" if wanted.forward else "DESC"
        cursor = self._database.execute(
            f"SELECT partition, sort, tie, size, item FROM {self._name}{where} "  # noqa: S608 - our name
            f"ORDER BY partition {direction}, sort {direction}, tie {direction}",
            *parameters,
        )
        for partition, sort, tie, size, data in cursor:
            yield Row(Place(partition, sort, tie), size, data)

    def totals(self) -> tuple[int, int]:
        """How many rows there are, and their bytes."""
        count, size = self._database.execute(
            f"SELECT COUNT(*), COALESCE(SUM(size), 0) FROM {self._name}"  # noqa: S608 - our name
        ).fetchone()
        return count, size

    def partition_size(self, partition: bytes) -> int:
        """Bytes of the rows of one partition."""
        found = self._database.execute(
            f"SELECT COALESCE(SUM(size), 0) FROM {self._name} WHERE partition = ?",  # noqa: S608 - our name
            partition,
        ).fetchone()
        return int(found[0])


def _terms(wanted: Range) -> tuple[list[str], list[bytes]]:
    """The terms of a WHERE that SQLite answers from the B-tree."""
    # a start key lies within the range: it takes the place of the bound that it has passed
    low = None if wanted.start and wanted.forward else wanted.low
    high = None if wanted.start and not wanted.forward else wanted.high
    pairs: list[tuple[str, bytes | None]] = [
        ("partition = ?", wanted.partition),
        ("sort >= ?" if wanted.low_included else "sort > ?", low),
        ("sort <= ?" if wanted.high_included else "sort < ?", high),
        ("partition >= ?", None if wanted.start else wanted.partitions_from),
        ("partition < ?", wanted.partitions_before),
    ]
    terms = [term for term, bound in pairs if bound is not None]
    parameters = [bound for _, bound in pairs if bound is not None]
    if wanted.start is not None:
        sign = ">" if wanted.forward else "<"
        if wanted.partition is not None:
            # within a partition SQLite seeks by (sort, tie), which a term with the partition would hide
            terms.append(f"(sort, tie) {sign} (?, ?)")
            parameters += wanted.start[1:]
        else:
            terms.append(f"(partition, sort, tie) {sign} (?, ?, ?)")
            parameters += wanted.start
    return terms, parameters
