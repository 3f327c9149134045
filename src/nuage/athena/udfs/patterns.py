"""Regular expressions that RE2 cannot run: Java's, through the `regex` library, with a limit of time a
value.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import regex

from nuage.athena.udfs.function import FunctionError, of

# seconds for one value: a pattern that backtracks without end must not hold up the lab
TIMEOUT = 2.0


_CLASSES = {"w": "0-9A-Za-z_", "d": "0-9", "s": r" \t\n\x0b\f\r"}
_TOKENS = re.compile(
    r"\\Q(?P<literal>.*?)(?:\\E|$)|\\k<(?P<name>\w+)>|\\(?P<letter>.)|(?P<set>[\[\]])", re.DOTALL
)


def to_regex(pattern: str) -> str:
    """A pattern of Java in the words of the library.

    `\\w`, `\\d` and `\\s` are ASCII; `\\Q…\\E` and `\\k<name>` are rewritten.
    """
    depth = 0

    def one(match: re.Match[str]) -> str:
        nonlocal depth
        if match["literal"] is not None:
            return str(regex.escape(match["literal"]))
        if match["name"]:
            return f"(?P={match['name']})"
        if match["set"]:
            depth = max(0, depth + (1 if match["set"] == "[" else -1))
            return match[0]
        letter = match["letter"]
        if letter.lower() not in _CLASSES:
            return match[0]
        inner = _CLASSES[letter.lower()]
        if letter.islower():
            return inner if depth else f"[{inner}]"
        return f"[^{inner}]"

    return _TOKENS.sub(one, pattern)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    try:
        return regex.compile(to_regex(pattern), regex.VERSION1)
    except regex.error as error:
        raise FunctionError(f"Invalid regular expression: {error}") from error


def _matches(text: str, pattern: str) -> list[Any]:
    try:
        return list(_compiled(pattern).finditer(text, timeout=TIMEOUT, concurrent=True))
    except TimeoutError as error:
        raise FunctionError("Regexp matching exceeded the time limit") from error


def _group(match: Any, pattern: str, group: int) -> str | None:
    count = _compiled(pattern).groups
    if group < 0 or group > count:
        raise FunctionError(f"Pattern has {count} groups. Cannot access group {group}")
    found: str | None = match.group(group)
    return found


def regexp_like(text: str, pattern: str) -> bool:
    """Whether the pattern is found."""
    try:
        return _compiled(pattern).search(text, timeout=TIMEOUT, concurrent=True) is not None
    except TimeoutError as error:
        raise FunctionError("Regexp matching exceeded the time limit") from error


def regexp_count(text: str, pattern: str) -> int:
    """The number of matches."""
    return len(_matches(text, pattern))


def regexp_extract(text: str, pattern: str, group: int) -> str | None:
    """A group of the first match."""
    found = _matches(text, pattern)
    return _group(found[0], pattern, group) if found else None


def regexp_extract_all(text: str, pattern: str, group: int) -> list[str | None]:
    """A group of every match."""
    return [_group(m, pattern, group) for m in _matches(text, pattern)]


def regexp_position(text: str, pattern: str, start: int, occurrence: int) -> int:
    """The place of the n-th match from a place on; -1 if there is none."""
    if start < 1 or occurrence < 1:
        raise FunctionError("start position and occurrence must be positive integers")
    found = [m for m in _matches(text, pattern) if m.start() >= start - 1]
    return found[occurrence - 1].start() + 1 if len(found) >= occurrence else -1


def regexp_split(text: str, pattern: str) -> list[str]:
    """The text between the matches."""
    parts, at = [], 0
    for match in _matches(text, pattern):
        parts.append(text[at : match.start()])
        at = match.end()
    return [*parts, text[at:]]


def regexp_groups(text: str, pattern: str) -> list[list[str | None]]:
    """The groups of every match."""
    return [list(match.groups()) for match in _matches(text, pattern)]


def _known_group(match: Any, number: str) -> tuple[int, str]:
    """The group that `$12` names, and the digits left: Java takes them as long as there is such a group."""
    count = match.re.groups
    end = 1
    while end < len(number) and int(number[: end + 1]) <= count:
        end += 1
    return int(number[:end]), number[end:]


def regexp_replace(text: str, pattern: str, replacement: str) -> str:
    """Every match replaced; `$1` and `${name}` are groups, a backslash takes the next character as it is."""
    pieces = re.findall(r"\\(.)|\$(\d+)|\$\{(\w+)\}|([^\\$]+)|(.)", replacement, re.DOTALL)
    out, at = [], 0
    for match in _matches(text, pattern):
        out.append(text[at : match.start()])
        for escaped, number, name, plain, wrong in pieces:
            if wrong:
                raise FunctionError(f"Illegal replacement sequence: {replacement}")
            if number:
                group, rest = _known_group(match, number)
                out.append((_group(match, pattern, group) or "") + rest)
            elif name:
                if name not in match.groupdict():
                    raise FunctionError(f"Illegal replacement sequence: unknown group {{ {name} }}")
                out.append(match.group(name) or "")
            else:
                out.append(escaped or plain)
        at = match.end()
    return "".join([*out, text[at:]])


FUNCTIONS = {
    "regexp_like": of(regexp_like, "VARCHAR", "VARCHAR", "BOOLEAN"),
    "regexp_count": of(regexp_count, "VARCHAR", "VARCHAR", "BIGINT"),
    "regexp_extract": of(regexp_extract, "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"),
    "regexp_extract_all": of(regexp_extract_all, "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR[]"),
    "regexp_position": of(regexp_position, "VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "BIGINT"),
    "regexp_groups": of(regexp_groups, "VARCHAR", "VARCHAR", "VARCHAR[][]"),
    "regexp_split": of(regexp_split, "VARCHAR", "VARCHAR", "VARCHAR[]"),
    "regexp_replace": of(regexp_replace, "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"),
}
