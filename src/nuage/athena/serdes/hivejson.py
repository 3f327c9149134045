"""org.apache.hive.hcatalog.data.JsonSerDe and org.apache.hadoop.hive.serde2.JsonSerDe: strict JSON, nothing
ignored.

https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from nuage.athena import javatime
from nuage.athena.serdes import scalars
from nuage.athena.serdes.jsontext import Number, mended, number_text
from nuage.athena.serdes.model import BadValueError, Row, TableFormat, cursor_error
from nuage.athena.serdes.openx_types import text_of
from nuage.athena.types import Type

Coerce = Callable[[Any], Any]
_ENDINGS = {"{": "OBJECT", "[": "ARRAY"}


class HiveJsonSerDe:
    """Reads strict JSON lines; keys match in any case, the last of several equal keys counts."""

    line_end = b"\n"
    checks_lines = True

    def __init__(self, table: TableFormat, needed: Collection[str]) -> None:
        patterns = [p for p in table.properties.get("timestamp.formats", "").split(",") if p.strip()]
        timestamp = _timestamp([javatime.Pattern(pattern.strip()) for pattern in patterns])
        self._columns = {
            column.name: (ordinal, _coercer(column.type, timestamp))
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        }
        self._decoder = json.JSONDecoder(object_pairs_hook=_lower, parse_float=Number, parse_int=_number)

    def row(self, line: bytes) -> Row:
        """The needed columns of one line."""
        text = line.decode("utf-8", "replace").strip(" \t\r")
        if not text.startswith("{"):
            raise cursor_error("Start token not found where expected")
        try:
            value, _ = self._decoder.raw_decode(text)
        except (ValueError, RecursionError) as error:
            raise cursor_error(f"JsonParseException: {_jackson(text, error)}") from error
        row: Row = {}
        for name, (ordinal, coerce) in self._columns.items():
            item = value.get(name)
            if item is not None:
                try:
                    row[name] = coerce(mended(item))
                except BadValueError as error:
                    raise error.in_column(ordinal) from error
        return row


def _lower(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key.lower(): value for key, value in pairs}


def _number(text: str) -> Any:
    return Number(text)


def _jackson(text: str, error: Exception) -> str:
    """The fault in the words of Jackson, the JSON library that Hive uses."""
    at = getattr(error, "pos", len(text))
    if at < len(text) and not text[at:].startswith('"'):
        character = text[at]
        return f"Unexpected character ('{character}' (code {ord(character)})) at [line: 1, column: {at + 1}]"
    opened = _open_bracket(text)
    return (
        f"Unexpected end-of-input: expected close marker for {opened} at [line: 1, column: {len(text) + 1}]"
    )


def _open_bracket(text: str) -> str:
    """The kind of the innermost bracket that is not closed."""
    pending, quoted, escaped = ["{"], False, False
    for character in text[1:]:
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{[":
            pending.append(character)
        elif character in "}]" and len(pending) > 1:
            pending.pop()
    return _ENDINGS[pending[-1]]


def _timestamp(patterns: list[javatime.Pattern]) -> Coerce:
    def read(text: str) -> Any:
        for pattern in patterns:
            moment = pattern.parse(text)
            if moment is not None:
                return scalars.milliseconds(moment)
        return scalars.read_timestamp(text)

    return read


def _coercer(kind: Type, timestamp: Coerce) -> Coerce:
    if kind.base == "array":
        element = _coercer(kind.args[0], timestamp)
        return lambda value: [None if v is None else element(v) for v in _expect(value, list)]
    if kind.base == "map":
        key_of, item_of = scalars.scalar_reader(kind.args[0]), _coercer(kind.args[1], timestamp)
        return lambda value: {
            key_of(k): None if v is None else item_of(v) for k, v in _expect(value, dict).items()
        }
    if kind.base == "row":
        fields = [(n or "", _coercer(arg, timestamp)) for n, arg in zip(kind.names, kind.args, strict=True)]
        return lambda value: {
            name: coerce(found)
            for name, coerce in fields
            if (found := _expect(value, dict).get(name)) is not None
        }
    return _scalar(kind, timestamp if kind.base == "timestamp" else scalars.scalar_reader(kind))


def _scalar(kind: Type, read: Coerce) -> Coerce:
    def scalar(value: Any) -> Any:
        if isinstance(value, (dict, list)):
            raise BadValueError(f"Invalid JSON: {kind} value must be a scalar json value")
        return read(number_text(value) if isinstance(value, Number) and kind.is_text else text_of(value))

    return scalar


def _expect(value: Any, shape: type) -> Any:
    if isinstance(value, shape):
        return value
    name = "array" if shape is list else "object"
    raise BadValueError(
        f"Invalid JSON: expected a JSON {name}", None if isinstance(value, (dict, list)) else text_of(value)
    )
