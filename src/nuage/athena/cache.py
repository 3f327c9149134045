"""Tables kept between queries: what was parsed is not parsed again, what is in the engine is not loaded
again.

A table is kept as its parts, one for each object, told apart by bucket, key, version and ETag. When a query
asks for the table again, its location is listed; objects that are new or changed are read, the others are
not. While nothing has changed, the very same `TableData` is given, so that the engine need not look at
100,000 parts to see that.

Kept tables are bounded by a budget of bytes; the one that was not used for the longest time goes first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nuage.athena.errors import QueryError
from nuage.athena.objects.listing import data_objects
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.scan import Scanner, part_key
from nuage.athena.objects.store import ObjectInfo, ObjectStore
from nuage.athena.serdes import Column, TableFormat
from nuage.athena.tables import Part, TableData

PART_OVERHEAD = 500  # bytes that a part takes besides its lines: its objects, its key, its place in tables
# Called with the bytes scanned so far, once an object; may raise to end the query.
Progress = Callable[[int], None]


@dataclass(frozen=True)
class TableScan:
    """What a query needs of a table.

    :param name: `database.table`
    :param partitions: where its objects lie; one without values where the table has no partition columns
    :param needed: the columns that the query names; none for COUNT(*)
    """

    name: str
    format: TableFormat
    partitions: tuple[Partition, ...]
    needed: frozenset[str]
    partition_columns: tuple[Column, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What is kept together: the table, how it is read, and from where."""
        return (self.name, self.format.key, self.partition_columns, self.partitions)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A table ready for the engine; bytes `scanned` as Athena bills them, and bytes `read` for it now."""

    data: TableData
    scanned: int
    read: int
    objects: int


@dataclass(slots=True)
class _Entry:
    """A kept table with one set of columns."""

    columns: frozenset[str]
    key: str
    lock: threading.RLock = field(default_factory=threading.RLock)
    parts: dict[str, Part] = field(default_factory=dict)
    listing: list[list[ObjectInfo]] = field(default_factory=list)
    scanned: int = 0
    bytes: int = 0
    data: TableData | None = None


@dataclass(slots=True)
class Counts:
    """What the cache did, for tests and for the curious."""

    hits: int = 0  # parts that were there
    misses: int = 0  # objects that had to be read
    evictions: int = 0  # tables that were let go


class TableCache:
    """Keeps tables within a budget of bytes. Safe for queries in many threads.

    :param forget: told the key of a table's data that is let go: `Engine.forget`
    :param folder: where Parquet files are put: a folder of the engine's
    """

    def __init__(self, budget: int, folder: Path, forget: Callable[[str], None] = lambda _: None) -> None:
        self.counts = Counts()
        self._budget = budget
        self._folder = folder
        self._forget = forget
        self._lock = threading.Lock()
        self._entries: OrderedDict[tuple[object, ...], list[_Entry]] = OrderedDict()
        self._made = 0

    @property
    def bytes(self) -> int:
        """How much is kept."""
        with self._lock:
            return self._total()

    def _total(self) -> int:
        return sum(entry.bytes for entries in self._entries.values() for entry in entries)

    def table(self, scan: TableScan, store: ObjectStore, progress: Progress = lambda _: None) -> Scanned:
        """The table's data, with the needed columns at least.

        Columns that earlier queries needed are read along, so that one copy of the table serves them all;
        where they hold bad data, which is none of this query's business, the needed ones are read alone.

        :raises QueryError: what listing, reading and parsing raise
        """
        entry = self._entry(scan, scan.needed | self._kept_columns(scan))
        try:
            return self._filled(entry, scan, store, progress)
        except QueryError as error:
            if error.name != "HIVE_BAD_DATA" or entry.columns == scan.needed:
                raise
        return self._filled(self._entry(scan, scan.needed, alone=True), scan, store, progress)

    def drop(self, name: str) -> None:
        """Let go of a table by its name: it was dropped or altered."""
        with self._lock:
            for key in [key for key in self._entries if key[0] == name]:
                self._let_go(key)

    def clear(self) -> None:
        """Let go of every table."""
        with self._lock:
            for key in list(self._entries):
                self._let_go(key)

    # --- entries --------------------------------------------------------------------------------------------

    def _kept_columns(self, scan: TableScan) -> frozenset[str]:
        with self._lock:
            entries = self._entries.get(scan.key, [])
            return entries[0].columns if entries else frozenset()

    def _entry(self, scan: TableScan, columns: frozenset[str], alone: bool = False) -> _Entry:
        """The entry with just these columns; where there is none, a new one that replaces the others."""
        with self._lock:
            entries = self._entries.setdefault(scan.key, [])
            self._entries.move_to_end(scan.key)
            for entry in entries:
                if entry.columns == columns:
                    return entry
            self._made += 1
            entry = _Entry(columns, f"{scan.name}#{self._made}")
            if alone:
                entries.append(entry)
            else:
                for old in entries:
                    self._release(old)
                entries[:] = [entry]
            return entry

    def _let_go(self, key: tuple[object, ...]) -> None:
        for entry in self._entries.pop(key):
            self._release(entry)
            self.counts.evictions += 1

    def _release(self, entry: _Entry) -> None:
        self._forget(entry.key)
        for part in entry.parts.values():
            _delete_file(part)

    def _make_room(self, scan: TableScan, entry: _Entry) -> None:
        """Let other tables go until the budget is kept.

        :raises QueryError: this table alone is larger than the budget
        """
        with self._lock:
            for key in list(self._entries):
                if self._total() <= self._budget:
                    return
                if key != scan.key:
                    self._let_go(key)
            others = [other for other in self._entries.get(scan.key, []) if other is not entry]
            for other in others if self._total() > self._budget else []:
                self._entries[scan.key].remove(other)
                self._release(other)
                self.counts.evictions += 1
            if self._total() <= self._budget:
                return
            self._let_go(scan.key)
        raise QueryError("EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exhausted resources at this scale factor")

    # --- filling --------------------------------------------------------------------------------------------

    def _filled(self, entry: _Entry, scan: TableScan, store: ObjectStore, progress: Progress) -> Scanned:
        """Bring an entry up to date with the listing of its location."""
        with entry.lock:
            listing = [data_objects(store, partition.location) for partition in scan.partitions]
            count = sum(map(len, listing))
            if entry.data is not None and listing == entry.listing:
                progress(entry.scanned)
                self.counts.hits += count
                return Scanned(entry.data, entry.scanned, 0, count)
            parts, scanned, read = self._parts(entry, scan, store, listing, progress)
            for gone in entry.parts.keys() - parts.keys():
                dropped = entry.parts.pop(gone)
                entry.bytes -= _size(dropped)
                _delete_file(dropped)
            entry.listing, entry.scanned = listing, scanned
            columns = tuple((c.name, c.type) for c in _columns(scan) if c.name in entry.columns)
            entry.data = TableData(entry.key, columns, list(parts.values()))
            data = entry.data
        self._make_room(scan, entry)
        return Scanned(data, scanned, read, count)

    def _parts(
        self,
        entry: _Entry,
        scan: TableScan,
        store: ObjectStore,
        listing: Sequence[Sequence[ObjectInfo]],
        progress: Progress,
    ) -> tuple[dict[str, Part], int, int]:
        """The parts of all objects, kept or read now; bytes scanned and bytes read."""
        scanner = Scanner(scan.format, entry.columns, self._folder / entry.key.replace("/", "_"))
        parts: dict[str, Part] = {}
        scanned = read = 0
        for partition, objects in zip(scan.partitions, listing, strict=True):
            typed = partition.typed(scan.partition_columns)
            constants = {name: value for name, value in typed.items() if name in entry.columns}
            for info in objects:
                key = part_key(partition.location.bucket, info)
                part = entry.parts.get(key)
                scanned += info.size
                if part is None:
                    progress(scanned)
                    try:
                        part = scanner.part(store, partition.location.bucket, info, constants)
                    except KeyError:
                        continue  # deleted since it was listed
                    read += info.size
                    entry.parts[key] = part
                    entry.bytes += _size(part)
                    self.counts.misses += 1
                    if entry.bytes > self._budget:
                        self._make_room(scan, entry)
                else:
                    self.counts.hits += 1
                parts[key] = part
        progress(scanned)
        return parts, scanned, read


def _columns(scan: TableScan) -> tuple[Column, ...]:
    return (*scan.format.columns, *scan.partition_columns)


def _size(part: Part) -> int:
    """The bytes a part takes in memory; a Parquet file lies on disk, and in the engine once it is loaded."""
    if part.parquet is not None:
        return PART_OVERHEAD + (part.parquet.stat().st_size if part.parquet.exists() else 0)
    return PART_OVERHEAD + len(part.lines or b"")


def _delete_file(part: Part) -> None:
    if part.parquet is not None:
        part.parquet.unlink(missing_ok=True)
