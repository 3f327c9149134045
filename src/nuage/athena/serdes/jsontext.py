"""Strict JSON, read two ways: fast, or with every digit kept; and written back as compact text.

Most lines are strict JSON with lower-case keys. `read_fast` reads those with orjson and tells when it
cannot vouch for the result; `read_exact` keeps numbers as they were written and brings keys into lower
case. Neither is lenient: what they refuse goes to the lenient parser (orgjson.py), which also words the
errors.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson


class Number(str):
    """A number as it was written, so that no digit is lost on the way to a string or a decimal."""

    __slots__ = ()


class NotPlainError(Exception):
    """The text is no strict JSON, or has something in it that needs the slower way."""


# --- the fast way -------------------------------------------------------------------------------------------

# the keys of objects seen before that are all in lower case; bounded, as data may hold any keys
_lower_shapes: set[tuple[str, ...]] = set()
_MAX_SHAPES = 10_000
_SPACED_KEY = re.compile(rb'" +:')
_CONTAINERS = frozenset((dict, list))


def read_fast(line: bytes, lower_keys: bool) -> Any:
    """The value of a line of strict JSON.

    orjson keeps the last of several equal keys, where the SerDe refuses them. So keys are counted: each
    stands before `":`, which may also occur within strings; as many `":` as keys in the result means that
    no key was dropped.

    :raises NotPlainError: not strict JSON, or a key with capitals, or perhaps a repeated key
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotPlainError from error
    # where a colon does not follow its key at once, or a quote hides in an escape, keys cannot be counted
    if b"\t" in line or b"\r" in line or b"u0022" in line or (b" :" in line and _SPACED_KEY.search(line)):
        raise NotPlainError
    if _count_keys(value, lower_keys) != line.count(b'":'):
        raise NotPlainError
    return value


def _count_keys(value: Any, lower_keys: bool) -> int:
    """How many keys a value holds at all levels."""
    count = 0
    pending = [value]
    for item in pending:
        if type(item) is dict:
            keys = tuple(item)
            count += len(keys)
            if lower_keys and keys not in _lower_shapes:
                _learn(keys)
            pending += [part for part in item.values() if part and type(part) in _CONTAINERS]
        else:
            pending += [part for part in item if part and type(part) in _CONTAINERS]
    return count


def _learn(keys: tuple[str, ...]) -> None:
    if any(key != key.lower() for key in keys):
        raise NotPlainError
    if len(_lower_shapes) < _MAX_SHAPES:
        _lower_shapes.add(keys)


# --- the exact way ------------------------------------------------------------------------------------------

_LONG = 4_000  # digits; int() refuses longer ones
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _integer(text: str) -> Any:
    return Number(text) if len(text) > _LONG or text == "-0" else int(text)


def _no_constant(name: str) -> Any:
    raise NotPlainError(name)  # NaN and Infinity are no JSON


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise NotPlainError
    return result


def _lower_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return _pairs([(key.lower(), value) for key, value in pairs])


_EXACT = {
    lower: json.JSONDecoder(
        object_pairs_hook=hook, parse_float=Number, parse_int=_integer, parse_constant=_no_constant
    )
    for lower, hook in ((True, _lower_pairs), (False, _pairs))
}


def read_exact(text: str, lower_keys: bool) -> Any:
    """The value with which a text of strict JSON begins; what follows it is ignored.

    :raises NotPlainError: not strict JSON, or a repeated key
    """
    try:
        value, _ = _EXACT[lower_keys].raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise NotPlainError from error
    return value


def mended(value: Any) -> Any:
    """The value with `?` for halves of surrogate pairs, as Java writes those in UTF-8."""
    if isinstance(value, str):
        if not _LONE_SURROGATE.search(value):
            return value
        return _LONE_SURROGATE.sub(
            "?", value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        )
    if isinstance(value, dict):
        return {mended(key): mended(item) for key, item in value.items()}
    return [mended(item) for item in value] if isinstance(value, list) else value


# --- writing ------------------------------------------------------------------------------------------------


def number_text(number: Number) -> str:
    """A number of the lenient parser as JSON has it: no hexadecimal, no sign +, no missing digit."""
    text = str(number)
    if text[:2] in ("0x", "0X"):
        return str(int(text, 16))
    sign = "-" if text[0] == "-" else ""
    whole, exponent_mark, exponent = text.lstrip("+-").partition("E" if "E" in text else "e")
    before, point, after = whole.partition(".")
    before = before.lstrip("0") or "0"
    after = after or ("0" if point else "")
    return f"{sign}{before}{point}{after}{exponent_mark}{exponent}"


def compact(value: Any) -> str:
    """A value as JSON text without spaces; numbers as they were written."""
    if isinstance(value, Number):
        return number_text(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quoted(str(key))}:{compact(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    return json.dumps(value)


_quoted = json.JSONEncoder(ensure_ascii=False).encode
