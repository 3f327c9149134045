"""Date formats: MySQL's of date_format and date_parse, Joda's of format_datetime, in the engine's strftime words.

https://trino.io/docs/current/functions/datetime.html#mysql-date-functions
"""

from __future__ import annotations

import re


class UnknownFormatError(ValueError):
    """A specifier that Trino does not have."""


class NotOfEngineError(ValueError):
    """A specifier that Trino has and the engine cannot print."""


# MySQL specifier -> (to print, to read)
_MYSQL = {
    "a": ("%a", "%a"),
    "b": ("%b", "%b"),
    "c": ("%-m", "%-m"),
    "d": ("%d", "%d"),
    "e": ("%-d", "%-d"),
    "f": ("%g000", "%f"),
    "H": ("%H", "%H"),
    "h": ("%I", "%I"),
    "I": ("%I", "%I"),
    "i": ("%M", "%M"),
    "j": ("%j", "%j"),
    "k": ("%-H", "%-H"),
    "l": ("%-I", "%-I"),
    "M": ("%B", "%B"),
    "m": ("%m", "%m"),
    "p": ("%p", "%p"),
    "r": ("%I:%M:%S %p", "%I:%M:%S %p"),
    "S": ("%S", "%S"),
    "s": ("%S", "%S"),
    "T": ("%H:%M:%S", "%H:%M:%S"),
    "v": ("%V", "%V"),
    "W": ("%A", "%A"),
    "x": ("%G", "%G"),
    "Y": ("%Y", "%Y"),
    "y": ("%y", "%y"),
    "%": ("%%", "%%"),
}
_MYSQL_REFUSED = "DUuVwX"


def _mysql(pattern: str, column: int) -> str:
    out = []
    index = 0
    while index < len(pattern):
        char = pattern[index]
        if char != "%":
            out.append(char)
            index += 1
            continue
        if index + 1 == len(pattern):
            raise UnknownFormatError("Invalid format: %")
        specifier = pattern[index + 1]
        if specifier in _MYSQL_REFUSED:
            raise UnknownFormatError(f"%{specifier} not supported in date format string")
        # an unknown specifier stands for itself, as in MySQL
        out.append(_MYSQL[specifier][column] if specifier in _MYSQL else specifier)
        index += 2
    return "".join(out)


def mysql_to_print(pattern: str) -> str:
    """`%Y-%m-%d %H:%i:%s` → `%Y-%m-%d %H:%M:%S`."""
    return _mysql(pattern, 0)


def mysql_to_read(pattern: str) -> str:
    """The same, for parsing."""
    return _mysql(pattern, 1)


# Joda letter -> lengths and what prints them
_JODA = {
    "y": {2: "%y", 4: "%Y", 1: "%Y"},
    "Y": {2: "%y", 4: "%Y", 1: "%Y"},
    "x": {4: "%G", 1: "%G"},
    "M": {1: "%-m", 2: "%m", 3: "%b", 4: "%B"},
    "d": {1: "%-d", 2: "%d"},
    "D": {1: "%-j", 3: "%j"},
    "H": {1: "%-H", 2: "%H"},
    "h": {1: "%-I", 2: "%I"},
    "m": {1: "%-M", 2: "%M"},
    "s": {1: "%-S", 2: "%S"},
    "S": {3: "%g", 6: "%g000"},
    "a": {1: "%p", 2: "%p"},
    "E": {1: "%a", 2: "%a", 3: "%a", 4: "%A"},
    "e": {1: "%u"},
    "w": {2: "%V"},
}


def joda_to_print(pattern: str) -> str:
    """`yyyy-MM-dd'T'HH:mm` → `%Y-%m-%dT%H:%M`."""
    out = []
    for match in re.finditer(r"''|'((?:[^']|'')*)'|([A-Za-z])\2*|.", pattern, re.DOTALL):
        text = match.group()
        if text == "''":
            out.append("'")
        elif text.startswith("'"):
            out.append(match[1].replace("''", "'").replace("%", "%%"))
        elif text[0].isalpha():
            known = _JODA.get(text[0], {}).get(len(text))
            if known is None:
                raise NotOfEngineError(text)
            out.append(known)
        else:
            out.append(text.replace("%", "%%"))
    return "".join(out)
