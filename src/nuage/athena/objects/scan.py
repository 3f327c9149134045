"""One object to one part of a table: read, decompressed, split, read by the SerDe, written for the engine."""

from __future__ import annotations

import base64
import itertools
import math
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from weakref import finalize

import orjson

from nuage.athena.objects.compression import decompressed
from nuage.athena.objects.lines import split_lines
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.store import ObjectInfo, ObjectStore
from nuage.athena.serdes import Row, TableFormat, is_parquet, serde_for
from nuage.athena.tables import Part
from nuage.athena.types import Type

# A key that no table can have. It keeps a row of NULLs from being `{}`, which the engine's seam cannot take.
_EMPTY_ROW = b'{"\\u0000":0}'
_ODD_KEYS = ("decimal", "varbinary", "timestamp")
_FILES = itertools.count(1)
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE


class Scanner:
    """Turns objects of one table into parts, with the columns that queries need.

    :param folder: where Parquet files may be put for the engine
    """

    def __init__(self, table: TableFormat, needed: Collection[str], folder: Path) -> None:
        self._format = table
        self._folder = folder
        self._parquet = is_parquet(table.serde)
        self._serde = None if self._parquet else serde_for(table, needed)
        used = [column.type for column in table.columns if column.name in needed]
        self._odd = any(map(_is_odd, used))
        # COUNT(*) over lines that need no check: they are counted, not parsed
        self._count_only = self._serde is not None and not self._serde.checks_lines and not used

    def part(
        self, store: ObjectStore, partition: Partition, info: ObjectInfo, constants: Mapping[str, Any]
    ) -> Part:
        """The rows of an object of a partition.

        :raises QueryError: HIVE_CURSOR_ERROR or HIVE_BAD_DATA
        :raises KeyError: the object is gone
        """
        bucket = partition.location.bucket
        key, path = part_key(partition, info), f"s3://{bucket}/{info.key}"
        data = store.read(bucket, info.key)
        if not self._parquet:
            return Part(key, path, self.lines(decompressed(info.key, data), constants))
        file = self._file(data)
        part = Part(key, path, parquet=file, constants=dict(constants))
        # a query may hold the part longer than the cache does
        finalize(part, file.unlink, missing_ok=True)
        return part

    def _file(self, data: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{next(_FILES)}.parquet"
        target.write_bytes(data)
        return target

    def lines(self, content: bytes, constants: Mapping[str, Any]) -> bytes:
        """An object's content as JSON lines of the needed columns, and of the constants."""
        serde = self._serde
        if serde is None:
            raise ValueError("a Parquet table has no lines")
        lines = split_lines(content, serde.line_end, self._format.header_lines)
        if self._count_only:
            return encoded(dict(constants)) * len(lines)
        rows: Iterable[Row] = map(serde.row, lines)
        if self._odd:
            rows = ({name: _even(value) for name, value in row.items()} for row in rows)
        made = [encoded({**row, **constants}) for row in rows] if constants else list(map(encoded, rows))
        # with something to join, the text is copied: orjson's own is cut from a larger piece of memory, and
        # what is left of that, between texts that are kept, is of no more use
        return b"".join([*made, b""])


def part_key(partition: Partition, info: ObjectInfo) -> str:
    """What tells rows apart: bucket, key, version and ETag of their object, and the partition's values."""
    values = "".join(f"\0{value}" for value in partition.values)
    return f"{partition.location.bucket}/{info.key}\0{info.version}\0{info.etag}{values}"


def encoded(row: Row) -> bytes:
    """A row as a JSON line of the engine's seam: the columns that are NULL are left out."""
    if not row:
        return _EMPTY_ROW + b"\n"
    return orjson.dumps(row, _plain, _OPTIONS)


def _is_odd(kind: Type) -> bool:
    """Whether a type may hold what orjson does not write rightly: NaN, infinities, odd keys of maps."""
    return kind.base in ("double", "real") or any(arg.base in _ODD_KEYS or _is_odd(arg) for arg in kind.args)


def _even(value: Any) -> Any:
    """The value with NaN, the infinities and keys of maps as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {_plain(key): _even(item) for key, item in value.items()}
    return [_even(item) for item in value] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    """What JSON has no word for, as the engine reads it."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "milliseconds")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, float):
        return _even(value)
    return value if isinstance(value, str | int) else str(value)
