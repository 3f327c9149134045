"""org.apache.hadoop.hive.serde2.OpenCSVSerde: separated values in quotes.

https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html: all is text; BOOLEAN, INT, BIGINT and DOUBLE
are parsed, DATE is days and TIMESTAMP milliseconds since the epoch; a value cannot hold a line break.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from nuage.athena.errors import not_supported
from nuage.athena.serdes import scalars
from nuage.athena.serdes.model import BadValueError, Row, TableFormat
from nuage.athena.types import Type


class OpenCsvSerDe:
    """Reads lines of separated, perhaps quoted values; `separatorChar`, `quoteChar`, `escapeChar`."""

    line_end = b"\n"
    checks_lines = False

    def __init__(self, table: TableFormat, needed: Collection[str]) -> None:
        self._separator = character(table.properties, "separatorChar", ",")
        self._quote = character(table.properties, "quoteChar", '"')
        self._escape = character(table.properties, "escapeChar", "\\")
        self._readers = [
            (ordinal, column.name, _reader(column.type))
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        ]

    def row(self, line: bytes) -> Row:
        """The needed columns of one line."""
        row: Row = {}
        if not line:
            return row
        fields = self.split(line.decode("utf-8", "replace"))
        for ordinal, name, read in self._readers:
            if ordinal < len(fields):
                try:
                    row[name] = read(fields[ordinal])
                except BadValueError as error:
                    raise error.in_column(ordinal) from error
        return row

    def split(self, line: str) -> list[str]:
        """The fields of a line. A field whose quote is never closed is dropped, as opencsv drops it."""
        if self._quote not in line and self._escape not in line:
            return line.split(self._separator)
        fields: list[str] = []
        buffer: list[str] = []
        quoted = inside = False
        at = 0
        while at < len(line):
            character = line[at]
            ahead = line[at + 1] if at + 1 < len(line) else ""
            if character == self._escape:
                if (quoted or inside) and ahead and ahead in (self._quote, self._escape):
                    buffer.append(ahead)
                    at += 1
            elif character == self._quote:
                if (quoted or inside) and ahead == self._quote:
                    buffer.append(ahead)
                    at += 1
                else:
                    self._stray_quote(line, at, buffer)
                    quoted = not quoted
                inside = not inside
            elif character == self._separator and not quoted:
                fields.append("".join(buffer))
                buffer.clear()
                inside = False
            else:
                buffer.append(character)
                inside = True
            at += 1
        return fields if quoted else [*fields, "".join(buffer)]

    def _stray_quote(self, line: str, at: int, buffer: list[str]) -> None:
        """Keep a quote within a value: not among the line's first three signs, nor beside a separator."""
        if at > 2 and line[at - 1] != self._separator and line[at + 1 : at + 2] not in ("", self._separator):
            if buffer and not "".join(buffer).strip():
                buffer.clear()
            else:
                buffer.append(line[at])


def character(properties: Mapping[str, str], name: str, default: str) -> str:
    """One of the SerDe's signs; an empty one is the default."""
    text = properties.get(name, default)
    return {"\\t": "\t", "\\\\": "\\", "\\0": "\0", "": default}.get(text, text[:1])


def _reader(kind: Type) -> Callable[[str], Any]:
    if kind.is_text or kind.base in ("boolean", "integer", "bigint", "double", "smallint", "tinyint", "real"):
        return scalars.scalar_reader(kind)
    if kind.base == "decimal":
        return scalars.scalar_reader(kind)
    if kind.base in ("date", "timestamp"):
        whole = scalars.integer_reader("bigint")
        unit = 86_400_000_000 if kind.base == "date" else 1_000
        return lambda text: (
            scalars.from_epoch(whole(text) * unit, text).date()
            if kind.base == "date"
            else scalars.from_epoch(whole(text) * unit, text)
        )
    raise not_supported(f"OpenCSVSerde does not support columns of type {kind}")
