"""Partitions of a table: where each lies, which of them a query needs, and which MSCK REPAIR TABLE finds.

https://docs.aws.amazon.com/athena/latest/ug/partitions.html and msck-repair-table.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from nuage.athena.errors import QueryError
from nuage.athena.objects.listing import is_visible
from nuage.athena.objects.store import Location, ObjectStore
from nuage.athena.serdes.model import BadValueError, Column
from nuage.athena.serdes.scalars import scalar_reader

NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__"
# what Hive writes as %XX in the name of a partition's folder
_ESCAPED = re.compile(r"[\x00-\x1f\"#%'*/:=?\\\x7f{\[\]^]")


@dataclass(frozen=True)
class Partition:
    """The values of the partition columns, as text and in their order, and where the objects lie."""

    values: tuple[str, ...]
    location: Location

    def typed(self, columns: Sequence[Column]) -> dict[str, Any]:
        """The values by column, in the columns' types; NULL for Hive's default partition.

        :raises QueryError: HIVE_INVALID_PARTITION_VALUE when one does not fit its type
        """
        return {
            column.name: typed_value(column, text) for column, text in zip(columns, self.values, strict=True)
        }


# Says whether a partition may hold rows that the query wants. None: it wants all of them.
PartitionFilter = Callable[[dict[str, Any]], bool]


def typed_value(column: Column, text: str) -> Any:
    """A partition value in its column's type.

    :raises QueryError: HIVE_INVALID_PARTITION_VALUE
    """
    if text == NULL_PARTITION:
        return None
    try:
        return scalar_reader(column.type)(text)
    except BadValueError as error:
        raise QueryError(
            "HIVE_INVALID_PARTITION_VALUE",
            f"Invalid partition value '{text}' for {column.type} partition key: {column.name}",
        ) from error


def pruned(
    partitions: Iterable[Partition], columns: Sequence[Column], wanted: PartitionFilter | None
) -> list[Partition]:
    """The partitions whose values the filter lets through."""
    return [p for p in partitions if wanted is None or wanted(p.typed(columns))]


def folder(columns: Sequence[Column], values: Sequence[str]) -> str:
    """The folder of a partition as Hive names it: `year=2026/city=Saint%2FDenis/`."""
    return "".join(
        f"{column.name}={_ESCAPED.sub(_percent, value) or NULL_PARTITION}/"
        for column, value in zip(columns, values, strict=True)
    )


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def discover(store: ObjectStore, location: Location, columns: Sequence[Column]) -> list[Partition]:
    """The partitions whose folders lie below a table's location, by key: what MSCK REPAIR TABLE adds.

    Folders must be named `column=value`, with the columns in their order and in lower case; others are
    passed over.
    """
    found: dict[tuple[str, ...], Location] = {}
    skip = len(location.prefix)
    for entry in store.list(location.bucket, location.prefix):
        names = entry.key[skip:].split("/")
        # a folder marker makes a partition, too
        if len(names) <= len(columns) or not is_visible("/".join(names[: len(columns)])):
            continue
        values = _values(names, columns)
        if values is not None and values not in found:
            path = "".join(f"{name}/" for name in names[: len(columns)])
            found[values] = Location(location.bucket, location.prefix + path)
    return [Partition(values, where) for values, where in found.items()]


def _values(names: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...] | None:
    values: list[str] = []
    for column, name in zip(columns, names, strict=False):
        key, equals, value = name.partition("=")
        if not equals or not value or unquote(key) != column.name:
            return None
        values.append(unquote(value))
    return tuple(values)
