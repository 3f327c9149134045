"""The .metadata file beside a result: a protobuf message that drivers read to learn the columns.

Fields (reference, section 3.5): 1 query id, 2 update type, 3 update count, 4 columns, each with 1 catalog,
2 schema, 3 table, 4 name, 5 label, 6 type, 7 precision, 8 scale, 9 nullable (3 = UNKNOWN), 10 case sensitive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NULLABLE = {"NOT_NULL": 1, "NULLABLE": 2, "UNKNOWN": 3}


def encode(
    query_id: str, columns: Iterable[Mapping[str, Any]], update_type: str = "", count: int | None = None
) -> bytes:
    """The message for the ColumnInfo of a result."""
    body = _text(1, query_id)
    if update_type:
        body += _text(2, update_type)
    if count is not None:
        body += _number(3, count)
    return body + b"".join(_bytes(4, _column(column)) for column in columns)


def _column(column: Mapping[str, Any]) -> bytes:
    body = b"".join(
        _text(number, column[key])
        for number, key in enumerate(("CatalogName", "SchemaName", "TableName", "Name", "Label", "Type"), 1)
        if column[key]
    )
    if column["Precision"]:
        body += _number(7, column["Precision"])
    if column["Scale"]:
        body += _number(8, column["Scale"])
    body += _number(9, NULLABLE[column["Nullable"]])
    return body + (_number(10, 1) if column["CaseSensitive"] else b"")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def decode(data: bytes) -> list[tuple[int, int | bytes]]:
    """The fields of a message, in order: for tests, and for a reader of the file."""
    return list(_fields(data))


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        value, at = _read_varint(data, at)
        if key & 7 == 2:
            yield key >> 3, data[at : at + value]
            at += value
        else:
            yield key >> 3, value


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
