"""The words of a statement. A small scanner of our own: sqlglot's joins words (`PARTITIONED BY`) and
swallows SHOW whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuage.athena.errors import MalformedQueryError

_SCAN = re.compile(
    r"""(?P<space>\s+|--[^\n]*(?:\n|$)|/\*.*?\*/)
    |(?P<single>'(?:[^'\\]|\\.|'')*')
    |(?P<double>"(?:[^"\\]|\\.|"")*")
    |(?P<backtick>`(?:[^`]|``)*`)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w))
    |(?P<word>[\w$@]+)
    |(?P<symbol><>|!=|<=|>=|->|\|\||[^\w\s'"`])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "0": "\0", "b": "\b", "Z": "\x1a"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, string, number or symbol; `text` is without its quotes, `start` and `end` are offsets."""

    kind: str
    text: str
    start: int
    end: int


def scan(sql: str, *, hive: bool) -> list[Token]:
    """The tokens of a statement. In Hive both quotes make strings, with escapes; in Trino double quotes
    make names.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(sql):
        match = _SCAN.match(sql, at)
        if match is None:
            before = sql[:at]
            column = at - (before.rfind("\n") + 1) + 1
            raise MalformedQueryError(
                f"line {before.count(chr(10)) + 1}:{column}: token recognition error at: '{sql[at:]}'"
            )
        kind, text = str(match.lastgroup), match.group()
        if kind != "space":
            tokens.append(Token(*_token(kind, text, hive=hive), match.start(), match.end()))
        at = match.end()
    return tokens


def _token(kind: str, text: str, *, hive: bool) -> tuple[str, str]:
    if kind == "backtick":
        return "name", text[1:-1].replace("``", "`")
    if kind == "double" and not hive:
        return "name", text[1:-1].replace('""', '"')
    if kind in ("single", "double"):
        inner = text[1:-1].replace(text[0] * 2, text[0])
        return "string", unescape(inner) if hive else inner
    return kind, text


def unescape(text: str) -> str:
    r"""Hive's escapes: `\001` and `\u0001` by code, `\t`, `\n`, `\'`; `\%` and `\_` keep their backslash."""

    def one(match: re.Match[str]) -> str:
        body = match[1]
        if body[0] == "u" and len(body) == 5:
            return chr(int(body[1:], 16))
        if len(body) == 3:
            return chr(int(body, 8))
        return match.group() if body in "%_" else _ESCAPES.get(body, body)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|[0-7]{3}|.)", one, text, flags=re.DOTALL)
