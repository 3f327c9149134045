"""What a SerDe is given and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from nuage.athena.errors import QueryError
from nuage.athena.types import Type

# A row: the needed columns that are not NULL, by name. Values are bool, int, float, Decimal, str, bytes,
# date, naive UTC datetime, list (array), dict (map by key, row by field name).
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in lower case and its type."""

    name: str
    type: Type


@dataclass(frozen=True)
class TableFormat:
    """How a table's objects are to be read: SerDe class, data columns in order, SERDEPROPERTIES, header
    lines.

    `header_lines` is the table property skip.header.line.count; partition columns are not listed here.
    """

    serde: str
    columns: tuple[Column, ...]
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    header_lines: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What parsed objects depend on, hashable."""
        return (self.serde, self.columns, tuple(sorted(self.properties.items())), self.header_lines)


class SerDe(Protocol):
    """Reads the lines of a table, for the columns that a query needs."""

    # False where a line can be counted without being read: COUNT(*) then parses nothing
    checks_lines: bool
    # what ends a line
    line_end: bytes

    def row(self, line: bytes) -> Row:
        """The needed columns of one line, without its line end; a column that is NULL is left out.

        :raises QueryError: HIVE_CURSOR_ERROR (the line) or HIVE_BAD_DATA (a value)
        """


class BadValueError(Exception):
    """A value that does not fit its column: why, in Java's words, and its text where the message shows it."""

    def __init__(self, reason: str, shown: str | None = None) -> None:
        self.reason = reason
        self.shown = shown
        super().__init__(reason)

    def in_column(self, ordinal: int) -> QueryError:
        """HIVE_BAD_DATA, as Athena words it: columns are counted from 0."""
        shown = "" if self.shown is None else f" '{self.shown}'"
        return QueryError(
            "HIVE_BAD_DATA", f"Error parsing field value{shown} for field {ordinal}: {self.reason}"
        )


class BadScaleError(BadValueError):
    """A decimal with more digits after the point than its column has."""

    def in_column(self, ordinal: int) -> QueryError:
        """HIVE_BAD_DATA, in words of its own."""
        return QueryError("HIVE_BAD_DATA", f"Error parsing column '{ordinal}': {self.reason}")


def cursor_error(reason: str) -> QueryError:
    """HIVE_CURSOR_ERROR: a line or an object that cannot be read at all."""
    return QueryError("HIVE_CURSOR_ERROR", reason)


def flag(properties: Mapping[str, str], name: str, default: bool = False) -> bool:
    """A property that is on when its text is "true" in any case, as Java's Boolean.parseBoolean has it."""
    text = properties.get(name)
    return default if text is None else text.strip().lower() == "true"
