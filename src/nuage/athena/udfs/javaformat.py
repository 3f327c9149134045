"""Java's Formatter, as far as format() of Trino needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from nuage.athena.udfs.function import FunctionError
from nuage.athena.values import java_double

_SPECIFIER = re.compile(
    r"%(?:(?P<index>\d+)\$)?(?P<flags>[-#+ 0,(]*)(?P<width>\d+)?(?:\.(?P<precision>\d+))?"
    r"(?P<kind>[tT](?P<moment>[a-zA-Z])|[a-zA-Z%])"
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
    kind, flags = match["kind"][:1], match["flags"]
    precision = int(match["precision"]) if match["precision"] else None
    if value is None:
        return "null"
    if kind in "sS":
        text = _text(value, type_name)[:precision] if precision is not None else _text(value, type_name)
        return text.upper() if kind == "S" else text
    if kind in "bB":
        return "true" if value is not False else "false"
    if kind in "dxXo" and type_name in _INTEGERS:
        text = format(abs(int(value)), {"d": ",d" if "," in flags else "d"}.get(kind, kind))
        return _signed(text, int(value) < 0, match)
    if kind in "feEg" and type_name in ("double", "real", "decimal"):
        return _signed(_floating(kind, value, precision, flags), Decimal(str(value)) < 0, match)
    if kind in "tT" and type_name in ("date", "time", "timestamp"):
        return _moment(str(value), match["moment"], pattern)
    if kind == "c" and isinstance(value, int) and not isinstance(value, bool):
        return chr(value)
    raise FunctionError(
        f"Invalid format string: {pattern} (IllegalFormatConversion: {kind} != {_java(type_name)})"
    )


def _java(type_name: str) -> str:
    names = {"varchar": "java.lang.String", "boolean": "java.lang.Boolean", "double": "java.lang.Double"}
    return names.get(type_name, "java.lang.Long" if type_name in _INTEGERS else type_name)


def _floating(kind: str, value: Any, precision: int | None, flags: str) -> str:
    """The digits of a number without its sign, rounded half up as Java does."""
    number = abs(Decimal(repr(value) if isinstance(value, float) else str(value)))
    places = 6 if precision is None else precision
    if kind == "g":
        exponent = number.adjusted() if number else 0
        if number and not -4 <= exponent < max(places, 1):
            return f"{_rounded(number.scaleb(-exponent), max(places, 1) - 1):f}e{exponent:+03d}"
        return f"{_rounded(number, max(places, 1) - 1 - exponent):f}"
    if kind in "eE":
        exponent = number.adjusted() if number else 0
        mantissa = _rounded(number.scaleb(-exponent), places)
        return f"{mantissa:f}{kind}{exponent:+03d}"
    return format(_rounded(number, places), ",f" if "," in flags else "f")


def _rounded(number: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 400
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


_MOMENTS = {
    "Y": "%Y",
    "y": "%y",
    "m": "%m",
    "d": "%d",
    "e": "%-d",
    "B": "%B",
    "b": "%b",
    "h": "%b",
    "A": "%A",
    "a": "%a",
    "H": "%H",
    "I": "%I",
    "M": "%M",
    "S": "%S",
    "j": "%j",
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "R": "%H:%M",
    "D": "%m/%d/%y",
}


def _moment(text: str, letter: str | None, pattern: str) -> str:
    moment = datetime.fromisoformat(f"1970-01-01 {text}" if text[2:3] == ":" else text)
    if letter not in _MOMENTS:
        raise FunctionError(f"Invalid format string: {pattern} (UnknownFormatConversion: t{letter})")
    if letter == "e":
        return str(moment.day)
    return moment.strftime(_MOMENTS[letter])


def _text(value: Any, type_name: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if type_name == "timestamp":  # LocalDateTime.toString() leaves out what is zero at the end
        day, _, clock = str(value).partition(" ")
        return f"{day}T{clock.removesuffix(':00') if clock.count(':') == 2 else clock}"
    if type_name in ("double", "real"):
        return java_double(float(value))
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
