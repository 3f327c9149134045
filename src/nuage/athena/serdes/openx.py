"""org.openx.data.jsonserde.JsonSerDe: the SerDe of the lab sheet.

One line is one row. A line that does not begin with `{` or `[` is a row of NULLs; one that does, and cannot
be parsed, fails the query, or is a row of NULLs where ignore.malformed.json is on.
https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nuage.athena.serdes import orgjson
from nuage.athena.serdes.jsontext import NotPlainError, mended, read_exact, read_fast
from nuage.athena.serdes.model import BadValueError, Row, TableFormat, cursor_error, flag
from nuage.athena.serdes.openx_types import Binding, Coerce, InexactError, coercer

_BLANK = bytes(range(33))  # what Java's trim() takes off
_BRACKETS = (ord("{"), ord("["))
# (name, key, place among the table's columns, coercer)
_Bound = tuple[str, str, int, Coerce]


class OpenXJsonSerDe:
    """Reads JSON lines as leniently as the real one."""

    line_end = b"\n"

    def __init__(self, table: TableFormat, needed: Collection[str]) -> None:
        properties = table.properties
        self.ignore_malformed = flag(properties, "ignore.malformed.json")
        self.lower_keys = flag(properties, "case.insensitive", default=True)
        self.checks_lines = not self.ignore_malformed
        self._binding = Binding(
            mapping={
                key.removeprefix("mapping.").lower(): value.lower() if self.lower_keys else value
                for key, value in properties.items()
                if key.startswith("mapping.")
            },
            dots=flag(properties, "dots.in.keys") or flag(properties, "ConvertDotsInJsonKeysToUnderscores"),
            null_for_invalid=flag(properties, "use.null.for.invalid.data"),
        )
        self._fast = self._bind(table, needed, exact=False)
        self._exact = self._bind(table, needed, exact=True)

    def _bind(self, table: TableFormat, needed: Collection[str], exact: bool) -> list[_Bound]:
        return [
            (
                column.name,
                self._binding.mapping.get(column.name, column.name),
                ordinal,
                coercer(column.type, self._binding, exact),
            )
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        ]

    def row(self, line: bytes) -> Row:
        """The needed columns of one line."""
        text = line.strip(_BLANK)
        if not text or text[0] not in _BRACKETS:
            return {}
        try:
            return self._columns(read_fast(text, self.lower_keys), self._fast)
        except (NotPlainError, InexactError):
            return self._slow_row(text.decode("utf-8", "replace"))

    def _slow_row(self, text: str) -> Row:
        try:
            value = read_exact(text, self.lower_keys)
        except NotPlainError:
            try:
                value = orgjson.parse(text, self.lower_keys)
            except orgjson.JSONException as error:
                if self.ignore_malformed:
                    return {}
                raise cursor_error(f"Row is not a valid JSON Object - JSONException: {error}") from error
        if "\\u" in text:
            value = mended(value)
        return self._columns(value, self._exact)

    def _columns(self, value: Any, bound: list[_Bound]) -> Row:
        row: Row = {}
        ordinal = 0
        by_position = type(value) is list
        try:
            for name, key, ordinal, coerce in bound:
                if by_position:
                    item = value[ordinal] if ordinal < len(value) else None
                else:
                    item = value.get(key)
                    if item is None and self._binding.dots:
                        item = self._binding.find(name, value)
                if item is not None:
                    row[name] = coerce(item)
        except BadValueError as error:
            raise error.in_column(ordinal) from error
        return row
