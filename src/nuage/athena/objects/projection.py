"""Partition projection: partitions worked out from table properties, not kept in Glue.

https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html and the pages below it. Ranges are
inclusive, dates are in UTC. Of a large range, only that is worked out which the query's conditions leave;
more than a million partitions are refused, as Athena does.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nuage.athena.errors import QueryError
from nuage.athena.objects import projected_dates
from nuage.athena.objects.conditions import (
    Interval,
    Places,
    comparable,
    intervals,
    keeps,
    only_values,
)
from nuage.athena.objects.partitions import Partition, PartitionFilter, typed_value
from nuage.athena.objects.store import Location, parse_location
from nuage.athena.serdes.model import Column
from nuage.athena.types import NUMBERS, Type

# https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
MAX_PARTITIONS = 1_000_000
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


def is_projected(properties: Mapping[str, str]) -> bool:
    """Whether a table's partitions are projected, which makes Glue's partitions of it meaningless."""
    return properties.get("projection.enabled", "").strip().lower() == "true"


@dataclass(frozen=True)
class _Projected:
    """One column: its values by number, and whether a given text is one of them.

    :param ascends: whether the values ascend with their numbers where they are of a type
    """

    has: Callable[[str], bool]
    text: Callable[[int], str] = str
    length: int = 0
    ascends: Callable[[Type], bool] = lambda _: False
    injected: bool = False

    def within(self, found: Sequence[Interval], kind: Type) -> list[range]:
        """The numbers of the values in some intervals, at least."""
        numbers = range(self.length)
        if not self.ascends(kind):
            return [numbers]
        made = []
        for low, high in found:
            first, after = 0, self.length
            if low is not None:
                first = bisect_left(numbers, low, key=lambda n: comparable(self.text(n), kind))
            if high is not None:
                after = bisect_right(numbers, high, key=lambda n: comparable(self.text(n), kind))
            made.append(range(first, after))
        return made


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

    def partitions(self, wanted: PartitionFilter | None = None, places: Places = ((),)) -> list[Partition]:
        """The partitions that a query needs.

        :param wanted: a filter on typed values
        :param places: what the query says of the partition columns at each place that names the table
        :raises QueryError: CONSTRAINT_VIOLATION when it does not say what values an injected column has
        """
        kinds = {column.name: column.type for column in self._columns}
        axes: list[list[tuple[str, Any]]] = []
        size = 1
        for column in self._columns:
            axis: list[tuple[str, Any]] = []
            for text in self._texts(column, places):
                if keeps(places, {column.name: text}, kinds):
                    axis.append((text, typed_value(column, text)))
                    if size * len(axis) > MAX_PARTITIONS:
                        raise self._too_many()
            size *= len(axis)
            axes.append(axis)
        names = [column.name for column in self._columns]
        return [
            Partition(tuple(text for text, _ in point), self._place([text for text, _ in point]))
            for point in itertools.product(*axes)
            if wanted is None or wanted(dict(zip(names, (value for _, value in point), strict=True)))
        ]

    def _texts(self, column: Column, places: Places) -> Iterator[str]:
        """The values of a column that conditions on it leave, at least."""
        projected = self._projected[column.name]
        # `01` and `1` are one number: of numbers, only injected ones are taken as they are written
        if column.type.is_text or projected.injected:
            only = only_values(places, column.name)
            if only is not None:
                return (text for text in only if projected.has(text))
        if projected.injected:
            raise QueryError(
                "CONSTRAINT_VIOLATION",
                f"For the injected projected partition column {column.name}, the WHERE clause must contain "
                "only static equality conditions, and at least one such condition must be present.",
            )
        numbers = projected.within(intervals(places, column.name, column.type), column.type)
        if sum(map(len, numbers)) > MAX_PARTITIONS:
            raise self._too_many()
        return map(projected.text, itertools.chain.from_iterable(numbers))

    def _too_many(self) -> QueryError:
        return self._error(f"Partition projection gives more than {MAX_PARTITIONS} partitions")

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
            return _Projected(dates.has, dates.text, dates.length, dates.ascends)
        if kind == "injected":
            return _Projected(bool, injected=True)
        raise self._invalid(column, f"Unknown projection type: {own['type']}")

    def _invalid(self, column: Column, reason: str) -> QueryError:
        return QueryError(
            "INVALID_TABLE_PROPERTY",
            f"Partition projection of column {column.name} of table {self._table}: {reason}",
        )

    def _enum(self, column: Column, own: Mapping[str, str]) -> _Projected:
        # white space belongs to a value, the documentation says
        values = [value for value in own.get("values", "").split(",") if value]
        if not values:
            raise self._invalid(column, "projection type enum needs values")
        return _Projected(set(values).__contains__, values.__getitem__, len(values))

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

        numbers = range(low, high + 1, step)

        def ascends(kind: Type) -> bool:
            widths = {len(text(number)) for number in (low, high)}
            return kind.base in NUMBERS or (kind.base == "varchar" and low >= 0 and len(widths) == 1)

        return _Projected(has, lambda n: text(numbers[n]), len(numbers), ascends)
