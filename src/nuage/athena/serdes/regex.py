"""org.apache.hadoop.hive.serde2.RegexSerDe: one group of an expression a column.

https://docs.aws.amazon.com/athena/latest/ug/regex-serde.html: a line that the whole expression does not
match is a row of NULLs. Java's expressions are compiled by Python's `re`; what it does not know is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.serdes import scalars
from nuage.athena.serdes.model import BadValueError, Row, TableFormat, flag
from nuage.athena.types import Type

_POSIX = {
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Upper": "A-Z",
    "Lower": "a-z",
    "Punct": r"!-/:-@\[-`{-~",
    "Space": r"\s",
    "XDigit": "0-9a-fA-F",
    "L": r"^\W\d_",
}
# Java writes (?<name>…) and \p{Alpha}
_JAVA = re.compile(r"\(\?<([A-Za-z][A-Za-z0-9]*)>|\\p\{(\w+)\}|\\(.)", re.DOTALL)


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
        ignore_case = flag(table.properties, "input.regex.case.insensitive")
        try:
            self._pattern = re.compile(
                python_regex(source), re.DOTALL | (re.IGNORECASE if ignore_case else 0)
            )
        except re.error as error:
            raise not_supported(f"input.regex: {error}: {source}") from error
        self._readers = [
            (ordinal + 1, column.name, _reader(column.type))
            for ordinal, column in enumerate(table.columns)
            if column.name in needed
        ]

    def row(self, line: bytes) -> Row:
        """The needed columns of one line."""
        match = self._pattern.fullmatch(line.decode("utf-8", "replace"))
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


def python_regex(source: str) -> str:
    r"""A Java expression in Python's words: named groups, \p{Alpha} and its kin."""

    def replaced(match: re.Match[str]) -> str:
        if match[1]:
            return f"(?P<{match[1]}>"
        if match[2]:
            if match[2] not in _POSIX or (match[2] == "L" and _inside_class(source, match.start())):
                raise not_supported(f"input.regex: \\p{{{match[2]}}}")
            body = _POSIX[match[2]]
            return body if _inside_class(source, match.start()) else f"[{body}]"
        return {"z": r"\Z", "h": r"[ \t]"}.get(match[3], match[0])

    return _JAVA.sub(replaced, source)


def _inside_class(source: str, at: int) -> bool:
    before = re.sub(r"\\.", "", source[:at], flags=re.DOTALL)
    return before.rfind("[") > before.rfind("]")
