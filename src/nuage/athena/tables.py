"""The seam between the SerDes, which read objects, and the engine, which runs queries over them.

A table is a set of parts, one an object in S3 (or a split of one). A part carries its data in one of
three forms:

* `lines`: JSON lines as the engine reads them fast. One object a line, with exactly the declared
columns as keys,
  in lower case, and values of the declared types: numbers as numbers (decimals as strings), booleans, dates
  `2026-01-31`, timestamps `2026-01-31 12:00:00.123`, varbinary as base64, char padded, nested rows and
  maps as
  objects, arrays as arrays. A malformed line that becomes a row of NULLs is an object whose values are null.
* `rows`: tuples of Python values in the order of the columns (rows as dicts, maps as dicts).
* `parquet`: a file, which must lie in the engine's folder. Columns that it lacks are NULL; `constants`
  gives the values of partition columns.

Parts are told apart by `key`: the caller makes it from bucket, key, version or ETag, and partition. A table
that only gained parts since it was last used is completed, not loaded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from nuage.athena.types import VARCHAR, Type

# the hidden column that every table has: the full s3:// URI of the object that a row is from
PATH = ("$path", VARCHAR)


_NO_CONSTANTS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Part:
    """The rows of one object; exactly one of `lines`, `rows` and `parquet` is given."""

    key: str
    path: str
    lines: bytes | None = None
    rows: Iterable[Sequence[object]] | None = None
    parquet: Path | None = None
    constants: Mapping[str, object] = field(default_factory=lambda: _NO_CONSTANTS)


@dataclass(frozen=True, slots=True)
class TableData:
    """A table for the engine. `key` names it in the engine's memory: the table's name, SerDe and schema.

    Where it differs from an older one of the same key only by parts that were `added` to those of `base`,
    saying so spares the engine the comparison of all parts.

    :param version: later data of a key has a higher one; 0 where the caller keeps no count
    """

    key: str
    columns: tuple[tuple[str, Type], ...]
    parts: Sequence[Part]
    version: int = 0
    base: Sequence[Part] | None = None
    added: Sequence[Part] = ()
