"""Java's Formatter, as far as format() of Trino needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nuage.athena.udfs.function import FunctionError

_SPECIFIER = re.compile(
    r"%(?:(?P<index>\d+)\$)?(?P<flags>[-#+ 0,(]*)(?P<width>\d+)?(?:\.(?P<precision>\d+))?(?P<kind>[a-zA-Z%])"
)
_INTEGERS = ("tinyint", "smallint", "integer", "bigint")


def java_format(pattern: str, values: Sequence[Any], kinds: Sequence[str]) -> str:
    """`%s`, `%d`, `%,d`, `%05d`, `%.2f`, `%e`, `%x`, `%c`, `%b`, `%1$s`; any other conversion is an error."""
    position = iter(range(len(values)))

    def one(match: re.Match[str]) -> str:
        kind = match["kind"]
        if kind == "%":
            return _padded("%", match)
        if kind == "n":
            return "\n"
        index = int(match["index"]) - 1 if match["index"] else next(position, len(values))
        if index >= len(values):
            raise FunctionError(
                f"Invalid format string: {pattern} (IllegalFormat: Format specifier '{match.group()}')"
            )
        return _padded(_converted(match, values[index], kinds[index], pattern), match)

    return _SPECIFIER.sub(one, pattern)


def _converted(match: re.Match[str], value: Any, type_name: str, pattern: str) -> str:
    kind, flags = match["kind"], match["flags"]
    precision = int(match["precision"]) if match["precision"] else None
    if value is None:
        return "null"
    if kind in "sS":
        text = _text(value)[:precision] if precision is not None else _text(value)
        return text.upper() if kind == "S" else text
    if kind in "bB":
        return "true" if value is not False else "false"
    if kind in "dxXo" and type_name in _INTEGERS:
        text = format(abs(int(value)), {"d": ",d" if "," in flags else "d"}.get(kind, kind))
        return _signed(text, int(value) < 0, match)
    if kind in "feE" and type_name in ("double", "real", "decimal"):
        spec = f"{',' if ',' in flags else ''}.{6 if precision is None else precision}{kind}"
        return _signed(format(abs(float(value)), spec), float(value) < 0, match)
    if kind == "c" and isinstance(value, str | int):
        return chr(value) if isinstance(value, int) else value[:1]
    raise FunctionError(f"Invalid format string: {pattern} (IllegalFormatConversion: {kind} != {type_name})")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _signed(text: str, negative: bool, match: re.Match[str]) -> str:
    flags = match["flags"]
    if negative and "(" in flags:
        return f"({text})"
    sign = "-" if negative else "+" if "+" in flags else " " if " " in flags else ""
    if "0" in flags and match["width"]:
        text = text.rjust(int(match["width"]) - len(sign), "0")
    return sign + text


def _padded(text: str, match: re.Match[str]) -> str:
    width = int(match["width"] or 0)
    return text.ljust(width) if "-" in match["flags"] else text.rjust(width)
