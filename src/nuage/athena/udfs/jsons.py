"""JSON functions for paths that are not constant, and for texts that Trino rewrites."""

from __future__ import annotations

import json
import math
from typing import Any

from nuage.athena.jsonpath import read_path
from nuage.athena.udfs.function import FunctionError, of
from nuage.athena.values import java_double

_MISSING = object()


def _read(text: str) -> Any:
    """The value of JSON text, numbers as they are written; _MISSING for invalid text."""
    try:
        return json.loads(text, parse_float=_Number, parse_int=_Number)
    except ValueError:
        return _MISSING


class _Number(float):
    """A number that remembers its text."""

    def __new__(cls, text: str) -> _Number:
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str


def _write(value: Any, *, sort: bool = False, canonical: bool = False) -> str:
    if isinstance(value, dict):
        items = sorted(value.items()) if sort else value.items()
        return (
            "{"
            + ",".join(
                f"{json.dumps(k, ensure_ascii=False)}:{_write(v, sort=sort, canonical=canonical)}"
                for k, v in items
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(_write(v, sort=sort, canonical=canonical) for v in value) + "]"
    if not isinstance(value, _Number):
        return json.dumps(value, ensure_ascii=False)
    if canonical and not value.text.lstrip("-").isdigit():
        return java_double(float(value)) if math.isfinite(value) else f'"{java_double(float(value))}"'
    return value.text


def _at(text: str, path: str) -> Any:
    steps = read_path(path)
    if steps is None:
        raise FunctionError(f"Invalid JSON path: '{path}'")
    value = _read(text)
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else _MISSING
        elif isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else _MISSING
        else:
            value = value.get(step, _MISSING) if isinstance(value, dict) else _MISSING
    return value


def json_extract(text: str, path: str) -> str | None:
    """The JSON at a path."""
    value = _at(text, path)
    return None if value is _MISSING else _write(value, canonical=True)


def json_extract_scalar(text: str, path: str) -> str | None:
    """The scalar at a path as text; NULL for an object, an array or null."""
    value = _at(text, path)
    if value is _MISSING or value is None or isinstance(value, dict | list):
        return None
    return value if isinstance(value, str) else _write(value)


def json_size(text: str, path: str) -> int | None:
    """The number of members at a path; 0 for a scalar."""
    value = _at(text, path)
    if value is _MISSING:
        return None
    return len(value) if isinstance(value, dict | list) else 0


def json_parse(text: str) -> str:
    """JSON text in its canonical form: no white space, keys sorted."""
    value = _read(text)
    if value is _MISSING:
        raise FunctionError(f"Cannot convert value to JSON: '{text}'")
    return _write(value, sort=True, canonical=True)


def json_array_contains(text: str, wanted: str) -> bool | None:
    """Whether a JSON array has a scalar."""
    value, item = _read(text), _read(wanted)
    if not isinstance(value, list):
        return None
    return any(type(v) is type(item) and v == item for v in value)


def json_array_get(text: str, index: int) -> str | None:
    """An element of a JSON array, from the end if the index is negative."""
    value = _read(text)
    if not isinstance(value, list) or not -len(value) <= index < len(value):
        return None
    found = value[index]
    if found is None:
        return None
    # Trino gives a text without its quotes (https://github.com/trinodb/trino, JsonFunctions.jsonArrayGet)
    return found if isinstance(found, str) else _write(found)


FUNCTIONS = {
    "json_extract": of(json_extract, "VARCHAR", "VARCHAR", "VARCHAR"),
    "json_extract_scalar": of(json_extract_scalar, "VARCHAR", "VARCHAR", "VARCHAR"),
    "json_size": of(json_size, "VARCHAR", "VARCHAR", "BIGINT"),
    "json_parse": of(json_parse, "VARCHAR", "VARCHAR"),
    "json_array_contains": of(json_array_contains, "VARCHAR", "VARCHAR", "BOOLEAN"),
    "json_array_get": of(json_array_get, "VARCHAR", "BIGINT", "VARCHAR"),
}
