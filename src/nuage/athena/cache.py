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
from nuage.athena.objects.scan import Scanner
from nuage.athena.objects.store import ObjectInfo, ObjectStore
from nuage.athena.serdes import Column, TableFormat
from nuage.athena.tables import Part, TableData

PART_OVERHEAD = 500  # bytes that a part takes besides its lines: its objects, its key, its place in tables
WAIT = 0.05  # seconds until a query that waits for another one's reading looks whether it was stopped
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
    """A kept table with one set of columns. `lock` guards all but `bytes`, which the cache's own does."""

    columns: frozenset[str]
    key: str
    lock: threading.RLock = field(default_factory=threading.RLock)
    listing: list[Sequence[ObjectInfo]] | None = None  # what `data` was made of, a list a partition
    # the part of each object, a dictionary a partition
    places: list[dict[ObjectInfo, Part]] = field(default_factory=list)
    unseen: list[Part] = field(default_factory=list)  # read, but not yet in `data`
    shrunk: bool = False  # there are parts in `data` whose objects are gone
    scanned: int = 0
    bytes: int = 0
    data: TableData | None = None

    @property
    def objects(self) -> int:
        """How many objects were read."""
        return sum(map(len, self.places))


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
        while not entry.lock.acquire(timeout=WAIT):
            progress(0)  # another query reads the table; this one may be stopped while it waits
        try:
            locations = [partition.location for partition in scan.partitions]
            listing = [store.list(location.bucket, location.prefix) for location in locations]
            before = entry.objects
            read = 0
            if entry.data is None or listing != entry.listing:
                read = self._read(entry, scan, store, listing, progress)
                self._renew(entry, scan)
            self.counts.hits += min(before, entry.objects)
            progress(entry.scanned)
            data, scanned, objects = entry.data, entry.scanned, entry.objects
            if data is None:
                raise RuntimeError("an entry that was renewed has data")
        finally:
            entry.lock.release()
        if read:
            self._make_room(scan, entry)
        return Scanned(data, scanned, read, objects)

    def _read(
        self,
        entry: _Entry,
        scan: TableScan,
        store: ObjectStore,
        listing: list[Sequence[ObjectInfo]],
        progress: Progress,
    ) -> int:
        """Read the objects that are new since the last time, and forget those that are gone.

        :returns: the bytes that were read
        """
        scanner = Scanner(scan.format, entry.columns, self._folder / entry.key.replace("/", "_"))
        entry.places = entry.places or [{} for _ in scan.partitions]
        entry.listing = None  # until all of it was read
        missed = False
        read = 0
        for partition, place, infos in zip(scan.partitions, entry.places, listing, strict=True):
            unknown = [info for info in infos if info not in place]
            if len(infos) - len(unknown) < len(place):
                _forget_gone(entry, place, infos)
            fresh = data_objects(unknown, partition.location)
            if not fresh:
                continue
            typed = partition.typed(scan.partition_columns)
            constants = {name: value for name, value in typed.items() if name in entry.columns}
            for info in fresh:
                progress(entry.scanned + info.size)
                try:
                    part = scanner.part(store, partition, info, constants)
                except KeyError:
                    missed = True  # deleted since it was listed
                    continue
                place[info] = part
                entry.unseen.append(part)
                entry.scanned += info.size
                read += info.size
                entry.bytes += _size(part)
                self.counts.misses += 1
                if entry.bytes > self._budget:
                    self._make_room(scan, entry)
        entry.listing = None if missed else listing
        return read

    def _renew(self, entry: _Entry, scan: TableScan) -> None:
        """Make the data of an entry anew from its parts; where there are only more, say which."""
        old = entry.data
        columns = tuple((c.name, c.type) for c in _columns(scan) if c.name in entry.columns)
        if old is not None and not entry.shrunk:
            if not entry.unseen:
                return
            entry.data = TableData(
                entry.key,
                columns,
                [*old.parts, *entry.unseen],
                version=old.version + 1,
                base=old.parts,
                added=entry.unseen,
            )
        else:
            parts = [part for place in entry.places for _, part in sorted(place.items(), key=_by_key)]
            version = 1 if old is None else old.version + 1
            entry.data = TableData(entry.key, columns, parts, version=version)
        entry.unseen, entry.shrunk = [], False


def _forget_gone(entry: _Entry, place: dict[ObjectInfo, Part], infos: Sequence[ObjectInfo]) -> None:
    for info in place.keys() - set(infos):
        entry.scanned -= info.size
        entry.bytes -= _size(place.pop(info))
    entry.shrunk = True


def _by_key(item: tuple[ObjectInfo, Part]) -> str:
    return item[0].key


def _columns(scan: TableScan) -> tuple[Column, ...]:
    return (*scan.format.columns, *scan.partition_columns)


def _size(part: Part) -> int:
    """The bytes a part takes in memory; a Parquet file lies on disk, and in the engine once it is loaded."""
    if part.parquet is not None:
        return PART_OVERHEAD + (part.parquet.stat().st_size if part.parquet.exists() else 0)
    return PART_OVERHEAD + len(part.lines or b"")
