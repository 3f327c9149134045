"""Partition projection: partitions worked out from table properties, not kept in Glue.

https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html and the pages below it. Ranges are
inclusive, dates are in UTC. A query names wanted values where it can (`column = 'x'`, `IN`), so that large
ranges are not walked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nuage.athena.errors import QueryError
from nuage.athena.objects import projected_dates
from nuage.athena.objects.partitions import Partition, PartitionFilter, typed_value
from nuage.athena.objects.store import Location, parse_location
from nuage.athena.serdes.model import Column

MAX_PARTITIONS = 1_000_000
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


def is_projected(properties: Mapping[str, str]) -> bool:
    """Whether a table's partitions are projected, which makes Glue's partitions of it meaningless."""
    return properties.get("projection.enabled", "").strip().lower() == "true"


@dataclass(frozen=True)
class _Projected:
    """One column: all its values, and whether a given text is one of them."""

    values: Callable[[], Iterator[str]]
    has: Callable[[str], bool]


class Projection:
    """The projected partitions of a table.

    :raises QueryError: HIVE_METASTORE_ERROR, INVALID_TABLE_PROPERTY where the properties are not in order
    """

    def __init__(
        self,
        table: str,
        columns: Sequence[Column],
        properties: Mapping[str, str],
        location: Location,
        now: datetime,
    ) -> None:
        self._table = table
        self._columns = columns
        self._location = location
        self._template = properties.get("storage.location.template")
        missing = [column.name for column in columns if not properties.get(f"projection.{column.name}.type")]
        if missing:
            raise self._error(
                f"Table {table} is configured for partition projection, but the following partition "
                f"columns are missing projection configuration: [{', '.join(missing)}]"
            )
        self._projected = {column.name: self._column(column, properties, now) for column in columns}

    def _error(self, message: str) -> QueryError:
        return QueryError("HIVE_METASTORE_ERROR", f"{message} (table {self._table})")

    def partitions(
        self, wanted: PartitionFilter | None = None, equal_to: Mapping[str, Sequence[str]] | None = None
    ) -> list[Partition]:
        """The partitions that a query needs.

        :param wanted: the filter on partition columns
        :param equal_to: by column, the texts of the only values that may match, where the query says so
        :raises QueryError: CONSTRAINT_VIOLATION when an injected column has no such values
        """
        given = equal_to or {}
        axes: list[list[tuple[str, Any]]] = []
        size = 1
        for column in self._columns:
            projected = self._projected[column.name]
            texts = (
                (text for text in dict.fromkeys(given[column.name]) if projected.has(text))
                if column.name in given
                else projected.values()
            )
            axis = [(text, typed_value(column, text)) for text in itertools.islice(texts, MAX_PARTITIONS + 1)]
            size *= len(axis)
            if size > MAX_PARTITIONS:
                raise self._error(f"Partition projection gives more than {MAX_PARTITIONS} partitions")
            axes.append(axis)
        names = [column.name for column in self._columns]
        return [
            Partition(tuple(text for text, _ in point), self._place([text for text, _ in point]))
            for point in itertools.product(*axes)
            if wanted is None or wanted(dict(zip(names, (value for _, value in point), strict=True)))
        ]

    def _place(self, texts: Sequence[str]) -> Location:
        values = {column.name: text for column, text in zip(self._columns, texts, strict=True)}
        if self._template is None:
            path = "".join(f"{name}={text}/" for name, text in values.items())
            return Location(self._location.bucket, self._location.prefix + path)

        def replaced(match: re.Match[str]) -> str:
            name = match[1].strip().lower()
            if name not in values:
                raise self._error(f"storage.location.template names {name}, which is no partition column")
            return values[name]

        return parse_location(_PLACEHOLDER.sub(replaced, self._template))

    # --- the four types -------------------------------------------------------------------------------------

    def _column(self, column: Column, properties: Mapping[str, str], now: datetime) -> _Projected:
        prefix = f"projection.{column.name}."
        own = {key.removeprefix(prefix): value for key, value in properties.items() if key.startswith(prefix)}
        kind = own["type"].strip().lower()
        if kind == "enum":
            return self._enum(column, own)
        if kind == "integer":
            return self._integer(column, own)
        if kind == "date":
            try:
                dates = projected_dates.ProjectedDates(own, now)
            except ValueError as error:
                raise self._invalid(column, str(error)) from error
            return _Projected(dates.values, dates.has)
        if kind == "injected":
            return _Projected(lambda: self._injected(column), bool)
        raise self._invalid(column, f"Unknown projection type: {own['type']}")

    def _invalid(self, column: Column, reason: str) -> QueryError:
        return QueryError(
            "INVALID_TABLE_PROPERTY",
            f"Partition projection of column {column.name} of table {self._table}: {reason}",
        )

    def _injected(self, column: Column) -> Iterator[str]:
        raise QueryError(
            "CONSTRAINT_VIOLATION",
            f"For the injected projected partition column {column.name}, the WHERE clause must contain only "
            f"static equality conditions, and at least one such condition must be present.",
        )

    def _enum(self, column: Column, own: Mapping[str, str]) -> _Projected:
        values = [value.strip() for value in own.get("values", "").split(",") if value.strip()]
        if not values:
            raise self._invalid(column, "projection type enum needs values")
        return _Projected(lambda: iter(values), set(values).__contains__)

    def _integer(self, column: Column, own: Mapping[str, str]) -> _Projected:
        try:
            low, high = (int(part) for part in own.get("range", "").split(","))
            step, digits = int(own.get("interval", "1")), int(own.get("digits", "0"))
        except ValueError as error:
            raise self._invalid(column, f"range, interval and digits must be numbers: {error}") from error
        if step < 1:
            raise self._invalid(column, "interval must be 1 at least")

        def text(number: int) -> str:
            return f"{number:0{digits}d}"

        def has(shown: str) -> bool:
            if not re.fullmatch(r"-?\d{1,30}", shown):
                return False
            number = int(shown)
            return low <= number <= high and (number - low) % step == 0 and text(number) == shown

        return _Projected(lambda: (text(number) for number in range(low, high + 1, step)), has)
