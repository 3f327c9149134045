"""org.apache.hadoop.hive.serde2.RegexSerDe: one group of an expression a column.

https://docs.aws.amazon.com/athena/latest/ug/regex-serde.html: a line that the whole expression does not match
is a row of NULLs. Java's expressions are compiled by the `regex` library, which knows them and can stop.
"""

from __future__ import annotations

from collections.abc import Collection

import regex

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.serdes import scalars
from nuage.athena.serdes.model import BadValueError, Row, TableFormat, cursor_error, flag
from nuage.athena.types import Type

TIMEOUT = 2.0  # seconds for one line: an expression that backtracks without end must not hold up the lab


class RegexSerDe:
    """Reads lines by `input.regex`; what does not fit its column's type is NULL."""

    line_end = b"\n"
    checks_lines = False

    def __init__(self, table: TableFormat, needed: Collection[str]) -> None:
        source = table.properties.get("input.regex")
        if not source:
            raise QueryError(
                "HIVE_INVALID_METADATA", 'This table does not have serde property "input.regex"!'
            )
        flags = regex.DOTALL | regex.VERSION0
        if flag(table.properties, "input.regex.case.insensitive"):
            flags |= regex.IGNORECASE
        try:
            self._pattern = regex.compile(source, flags)
        except regex.error as error:
            raise not_supported(f"input.regex: {error}: {source}") from error
        self._readers = [
            (ordinal + 1, column.name, _reader(column.type))
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        ]

    def row(self, line: bytes) -> Row:
        """The needed columns of one line."""
        try:
            match = self._pattern.fullmatch(line.decode("utf-8", "replace"), timeout=TIMEOUT)
        except TimeoutError as error:
            raise cursor_error("input.regex takes too long for a line") from error
        row: Row = {}
        if match is None:
            return row
        for group, name, read in self._readers:
            text = match[group] if group <= self._pattern.groups else None
            if text is not None:
                try:
                    row[name] = read(text)
                except BadValueError:
                    continue
        return row


def _reader(kind: Type) -> scalars.Reader:
    try:
        return scalars.scalar_reader(kind)
    except KeyError as error:
        raise not_supported(f"RegexSerDe does not support columns of type {kind}") from error
