"""Rows to the lines of the text formats that CTAS, INSERT INTO and UNLOAD write: JSON, TEXTFILE and CSV.

A row is a tuple of the engine's values in the order of the columns: rows and maps as dicts, arrays as
lists. What is written here is read back by the SerDe of the same table. Parquet is written by the engine.
https://docs.aws.amazon.com/athena/latest/ug/ctas-considerations-limitations.html
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.serdes.csv import character
from nuage.athena.serdes.delimited import Style
from nuage.athena.serdes.jsontext import Number, compact
from nuage.athena.serdes.model import Column, TableFormat
from nuage.athena.types import Type, field_name, hive_text
from nuage.athena.values import text_of

Lines = Iterator[bytes]
_HIVE = "org.apache.hadoop.hive.serde2"


def encode_rows(table: TableFormat, rows: Iterable[Sequence[Any]]) -> Lines:
    """The lines of a table's rows, each with its line end.

    :raises QueryError: NOT_SUPPORTED when Athena does not write this SerDe's format either (OpenX JSON,
        Regex)
    """
    writer = _WRITERS.get(table.serde.lower())
    if writer is None:
        raise not_supported(f"Writing to a table with SerDe {table.serde} is not supported")
    return writer(table.columns, table.properties, rows)


# --- JSON ---------------------------------------------------------------------------------------------------


def json_lines(columns: Sequence[Column], _: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Lines:
    """Hive JSON: one object a line with all columns, NULL as null."""
    makers = [(column.name, column.type) for column in columns]
    for row in rows:
        found = {name: _json(value, kind) for (name, kind), value in zip(makers, row, strict=True)}
        yield compact(found).encode("utf-8", "replace") + b"\n"


def _json(value: Any, kind: Type) -> Any:
    if value is None or kind.base == "boolean" or kind.base in ("tinyint", "smallint", "integer", "bigint"):
        return value
    if kind.base == "array":
        return [_json(item, kind.args[0]) for item in value]
    if kind.base == "map":
        return {_text(key, kind.args[0]): _json(item, kind.args[1]) for key, item in value.items()}
    if kind.base == "row":
        names = [field_name(kind, index) for index in range(len(kind.args))]
        return {name: _json(value.get(name), arg) for name, arg in zip(names, kind.args, strict=True)}
    text = _text(value, kind)
    if kind.base == "decimal" or (kind.base in ("double", "real") and math.isfinite(value)):
        return Number(text)
    return text


def _text(value: Any, kind: Type) -> str:
    if kind.base == "varbinary":
        return base64.b64encode(bytes(value)).decode()
    return text_of(value, kind) or ""


# --- delimited text -----------------------------------------------------------------------------------------


def text_lines(
    columns: Sequence[Column], properties: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> Lines:
    r"""LazySimpleSerDe's text: \001 between fields unless told otherwise, \N for NULL."""
    style = Style(properties)
    kinds = [column.type for column in columns]
    for row in rows:
        fields = (_delimited(value, kind, style, 1) for value, kind in zip(row, kinds, strict=True))
        yield style.delimiters[0].join(fields) + b"\n"


def _delimited(value: Any, kind: Type, style: Style, level: int) -> bytes:
    if value is None:
        return style.null
    if level >= len(style.delimiters) - 1 and kind.args:
        raise not_supported(f"Writing {hive_text(kind)}: too many levels for a text table")
    mark = style.delimiters[level]
    if kind.base == "array":
        return mark.join(_delimited(item, kind.args[0], style, level + 1) for item in value)
    if kind.base == "row":
        names = (field_name(kind, index) for index in range(len(kind.args)))
        return mark.join(
            _delimited(value.get(name), arg, style, level + 1)
            for name, arg in zip(names, kind.args, strict=True)
        )
    if kind.base == "map":
        return mark.join(
            _delimited(key, kind.args[0], style, level + 2)
            + style.delimiters[level + 1]
            + _delimited(item, kind.args[1], style, level + 2)
            for key, item in value.items()
        )
    return style.escaped(_text(value, kind).encode("utf-8", "replace"))


# --- CSV ----------------------------------------------------------------------------------------------------


def csv_lines(
    columns: Sequence[Column], properties: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> Lines:
    """OpenCSVSerde's lines: every value in quotes, NULL as nothing; quotes and escapes in a value are
    escaped.

    :raises QueryError: NOT_SUPPORTED for columns that are not text: Athena reads but does not write them
    """
    for column in columns:
        if not column.type.is_text:
            raise not_supported(f"Hive CSV storage format only supports VARCHAR (unbounded): {column.name}")
    separator = character(properties, "separatorChar", ",")
    quote = character(properties, "quoteChar", '"')
    escape = character(properties, "escapeChar", "\\")

    def shown(value: str | None) -> str:
        if value is None:
            return ""
        if "\n" in value or "\r" in value:
            raise QueryError("HIVE_WRITER_DATA_ERROR", "OpenCSVSerde cannot write a value with a line break")
        return quote + value.replace(escape, escape * 2).replace(quote, escape + quote) + quote

    for row in rows:
        yield separator.join(map(shown, row)).encode("utf-8", "replace") + b"\n"


_WRITERS: dict[str, Callable[..., Lines]] = {
    "org.apache.hive.hcatalog.data.jsonserde": json_lines,
    f"{_HIVE}.jsonserde": json_lines,
    f"{_HIVE}.lazy.lazysimpleserde": text_lines,
    f"{_HIVE}.opencsvserde": csv_lines,
}
