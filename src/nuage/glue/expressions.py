"""The predicate language of GetPartitions: `year = '2026' AND month IN ('10', '11')`.

Source: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html. Values are compared in the
type of their partition key. A text that cannot be read raises InvalidInputException.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from nuage.glue.errors import GlueError, invalid

Values = Mapping[str, Any]
Predicate = Callable[[Values], bool]
Operand = Callable[[Values], Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<name>`[^`]+`|\"[^\"]+\"|[A-Za-z_][\w.]*)"
    r"|(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<sign><=|>=|<>|!=|=|<|>|\(|\)|,))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_NUMBERS = ("tinyint", "smallint", "int", "integer", "bigint", "long", "decimal", "float", "double")


def typed(kind: str, text: str) -> Any:
    """A partition value in the type of its key.

    :raises GlueError: InvalidInputException when it does not fit
    """
    base = kind.lower().split("(")[0].strip()
    try:
        if base in _NUMBERS:
            return Decimal(text)
        if base == "date":
            return date.fromisoformat(text)
        if base == "timestamp":
            return datetime.fromisoformat(text)
    except (InvalidOperation, ValueError):
        raise invalid(f"Value {text!r} is not of type {kind}") from None
    return text


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, types: Mapping[str, str]) -> None:
        self._text = text
        self._types = types
        self._tokens: list[tuple[str, str]] = []
        at, end = 0, len(text.rstrip())
        while at < end:
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise self.fail()
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self._at = 0

    def fail(self) -> GlueError:
        """Refuse the text."""
        return invalid(f"Unsupported expression '{self._text}'")

    def parse(self) -> Predicate:
        """The whole text."""
        made = self._or()
        if self._at != len(self._tokens):
            raise self.fail()
        return made

    def _peek(self) -> str:
        if self._at >= len(self._tokens):
            return ""
        kind, text = self._tokens[self._at]
        return "'" if kind == "string" else text.upper()

    def _accept(self, word: str) -> bool:
        if self._peek() != word:
            return False
        self._at += 1
        return True

    def _expect(self, word: str) -> None:
        if not self._accept(word):
            raise self.fail()

    def _or(self) -> Predicate:
        parts = [self._and()]
        while self._accept("OR"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else lambda row: any(part(row) for part in parts)

    def _and(self) -> Predicate:
        parts = [self._not()]
        while self._accept("AND"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)

    def _not(self) -> Predicate:
        if self._accept("NOT"):
            inner = self._not()
            return lambda row: not inner(row)
        if self._accept("("):
            inner = self._or()
            self._expect(")")
            return inner
        return self._condition()

    def _condition(self) -> Predicate:
        kind, text = self._take()
        if kind != "name":
            # a literal on the left, as in '2026' = year
            sign = self._sign()
            name, column_kind = self._column(*self._take())
            wanted = self._literal(kind, text, column_kind)
            return lambda row: sign(wanted, row[name])
        name, column_kind = self._column(kind, text)
        if self._accept("IS"):
            negated = self._accept("NOT")
            self._expect("NULL")
            return lambda row: (row[name] is None) != negated
        negated = self._accept("NOT")
        made = self._tail(name, column_kind, negated)
        return (lambda row: not made(row)) if negated else made

    def _tail(self, name: str, kind: str, negated: bool) -> Predicate:
        if self._accept("IN"):
            self._expect("(")
            values = {self._literal(*self._take(), kind)}
            while self._accept(","):
                values.add(self._literal(*self._take(), kind))
            self._expect(")")
            return lambda row: row[name] in values
        if self._accept("BETWEEN"):
            low = self._literal(*self._take(), kind)
            self._expect("AND")
            high = self._literal(*self._take(), kind)
            return lambda row: bool(low <= row[name] <= high)
        if self._accept("LIKE"):
            sort, text = self._take()
            if sort != "string":
                raise self.fail()
            pattern = _like(_unquoted(text))
            return lambda row: pattern.fullmatch(str(row[name])) is not None
        if negated:
            raise self.fail()
        sign = self._sign()
        wanted = self._literal(*self._take(), kind)
        return lambda row: sign(row[name], wanted)

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise self.fail()
        self._at += 1
        return self._tokens[self._at - 1]

    def _sign(self) -> Callable[[Any, Any], bool]:
        found = _COMPARE.get(self._take()[1])
        if found is None:
            raise self.fail()
        return found

    def _column(self, kind: str, text: str) -> tuple[str, str]:
        name = text.strip('`"').lower()
        if kind != "name" or name not in self._types:
            raise self.fail()
        return name, self._types[name]

    def _literal(self, sort: str, text: str, kind: str) -> Any:
        if sort == "string":
            return typed(kind, _unquoted(text))
        if sort == "number":
            return typed(kind, text)
        if sort == "name" and text.upper() in ("DATE", "TIMESTAMP") and self._peek() == "'":
            return typed(kind, _unquoted(self._take()[1]))
        raise self.fail()


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'")


def _like(pattern: str) -> re.Pattern[str]:
    wild = {"%": ".*", "_": "."}
    return re.compile("".join(wild.get(letter, re.escape(letter)) for letter in pattern), re.DOTALL)


def parse(text: str, types: Mapping[str, str]) -> Predicate:
    """Read an expression over partition keys with these types.

    :raises GlueError: InvalidInputException
    """
    return _Parser(text, {name.lower(): kind for name, kind in types.items()}).parse()
