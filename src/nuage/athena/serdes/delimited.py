"""org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe: values between delimiters, the SerDe of plain text
tables.

https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html: fields end at \\001 unless told
otherwise, what cannot be parsed is NULL, `\\N` is NULL. Inside a field, collections, map keys and each
level of nesting have a delimiter of their own: \\002, \\003, \\004 and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from nuage.athena.errors import not_supported
from nuage.athena.serdes import scalars
from nuage.athena.serdes.model import BadValueError, Row, TableFormat, flag
from nuage.athena.types import Type

Read = Callable[[bytes], Any]
# the levels that Hive has delimiters for
_LEVELS = (*range(1, 9), 11, *range(14, 27), *range(28, 32), 127)


class LazySimpleSerDe:
    """Reads delimited lines."""

    checks_lines = False

    def __init__(self, table: TableFormat, needed: Collection[str]) -> None:
        self._style = Style(table.properties)
        self.line_end = delimiter(table.properties.get("line.delim"), b"\n")
        self._rest = flag(table.properties, "serialization.last.column.takes.rest")
        self._count = len(table.columns)
        self._readers = [
            (ordinal, column.name, self._style.reader(column.type, 1))
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        ]

    def row(self, line: bytes) -> Row:
        """The needed columns of one line; fields that are missing are NULL, too many are dropped."""
        fields = self._style.split(line, 0, self._count if self._rest else 0)
        row: Row = {}
        for ordinal, name, read in self._readers:
            if ordinal < len(fields):
                value = read(fields[ordinal])
                if value is not None:
                    row[name] = value
        return row


class Style:
    """The delimiters of a table, its escape sign and what stands for NULL."""

    def __init__(self, properties: Mapping[str, str]) -> None:
        first = properties.get("field.delim", properties.get("serialization.format"))
        self.delimiters = [bytes([level]) for level in _LEVELS]
        self.delimiters[0] = delimiter(first, b"\x01")
        self.delimiters[1] = delimiter(
            properties.get("colelction.delim", properties.get("collection.delim")), b"\x02"
        )
        self.delimiters[2] = delimiter(properties.get("mapkey.delim"), b"\x03")
        self.escape = delimiter(properties.get("escape.delim"), b"")[:1]
        self.null = properties.get("serialization.null.format", "\\N").encode()

    def split(self, field: bytes, level: int, limit: int = 0) -> list[bytes]:
        """The parts of a field at a level's delimiter; one after the escape sign does not count."""
        if level >= len(self.delimiters):
            raise not_supported(f"text tables nest {len(self.delimiters)} levels at most")
        mark = self.delimiters[level]
        if not self.escape or self.escape not in field:
            return field.split(mark, limit - 1 if limit else -1)
        parts: list[bytes] = []
        start = at = 0
        while at < len(field):
            if field.startswith(self.escape, at):
                at += 1
            elif field.startswith(mark, at) and len(parts) + 1 != limit:
                parts.append(field[start:at])
                start = at + len(mark)
            at += 1
        return [*parts, field[start:]]

    def reader(self, kind: Type, level: int) -> Read:
        """The function that reads a field of a type; None stands for NULL."""
        made = self._container(kind, level) if kind.args else self._scalar(kind)
        return lambda field: None if field == self.null else made(field)

    def _scalar(self, kind: Type) -> Read:
        if kind.base == "boolean":
            return lambda field: _BOOLEANS.get(field.lower())
        read = scalars.scalar_reader(kind)
        is_text = kind.is_text

        def scalar(field: bytes) -> Any:
            if self.escape and self.escape in field:
                field = self.unescaped(field)
            text = field.decode("utf-8", "replace")
            try:
                return read(text if is_text else text.strip())
            except BadValueError:
                return None

        return scalar

    def unescaped(self, field: bytes) -> bytes:
        """A field without its escape signs; after one, r and n stand for line ends."""
        result, at = bytearray(), 0
        while at < len(field):
            byte = field[at : at + 1]
            if byte == self.escape and at + 1 < len(field):
                at += 1
                byte = {b"r": b"\r", b"n": b"\n"}.get(field[at : at + 1], field[at : at + 1])
            result += byte
            at += 1
        return bytes(result)

    def escaped(self, field: bytes) -> bytes:
        """A value with the escape sign before each delimiter and escape sign, where the table has one."""
        if not self.escape:
            return field
        result = field.replace(self.escape, self.escape * 2)
        for mark in self.delimiters[:3]:
            result = result.replace(mark, self.escape + mark)
        return result.replace(b"\n", self.escape + b"n").replace(b"\r", self.escape + b"r")

    def _container(self, kind: Type, level: int) -> Read:
        if kind.base == "array":
            element = self.reader(kind.args[0], level + 1)
            return lambda field: [element(part) for part in self.split(field, level)] if field else []
        if kind.base == "map":
            return self._map(kind, level)
        fields = [
            (name or "", self.reader(arg, level + 1)) for name, arg in zip(kind.names, kind.args, strict=True)
        ]
        return lambda field: {
            name: value
            for (name, read), part in zip(fields, self.split(field, level), strict=False)
            if (value := read(part)) is not None
        }

    def _map(self, kind: Type, level: int) -> Read:
        key_of, item_of = self.reader(kind.args[0], level + 2), self.reader(kind.args[1], level + 2)

        def mapping(field: bytes) -> dict[Any, Any]:
            result: dict[Any, Any] = {}
            for entry in self.split(field, level) if field else []:
                key, *item = self.split(entry, level + 1, 2)
                found = key_of(key)
                # the first of several equal keys counts; a key that is NULL is dropped
                if found is not None:
                    result.setdefault(found, item_of(item[0]) if item else None)
            return result

        return mapping


_BOOLEANS = {b"true": True, b"false": False, b"t": True, b"f": False, b"1": True, b"0": False}


def delimiter(text: str | None, default: bytes) -> bytes:
    r"""A delimiter as DDL and Glue write it: a sign, a number (`9`, `\001`), or an escape such as `\t`."""
    if not text:
        return default
    known = {"\\t": b"\t", "\\n": b"\n", "\\r": b"\r", "\\\\": b"\\"}.get(text)
    if known:
        return known
    number = text.removeprefix("\\u").removeprefix("\\")
    if len(number) > 1 and number.isdigit():
        base = (
            8
            if text.startswith("\\") and not text.startswith("\\u")
            else 16
            if text.startswith("\\u")
            else 10
        )
        code = int(number, base) if base != 8 or set(number) <= set("01234567") else int(number)
        return bytes([code % 256])
    if number.isdigit() and text != number:
        return bytes([int(number)])
    # a plain digit is a byte's number, as Hive's LazyUtils.getByte reads it
    return bytes([int(text)]) if text.isdigit() else text.encode()[:1]
