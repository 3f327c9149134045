"""What statements are made of: names, columns, row formats, partitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nuage.athena.types import Type


@dataclass(frozen=True, slots=True)
class Name:
    """A table or view as the statement names it, lower-cased; no database means the current one."""

    table: str
    database: str | None = None
    catalog: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column."""

    name: str
    kind: Type
    comment: str | None = None


# a partition's values by key, and where it lies
PartitionSpec = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowFormat:
    """ROW FORMAT: a SerDe class, or the characters of DELIMITED as SerDe properties."""

    serde: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
