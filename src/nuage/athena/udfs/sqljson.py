"""json_exists, json_value and json_query: SQL/JSON paths over JSON text, in Python.

json_value and json_query answer with a letter first: V and the value, E for nothing found, X for an error, N
for null.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from nuage.athena import sqljsonpath
from nuage.athena.sqljsonpath import Node
from nuage.athena.udfs.function import FunctionError, of
from nuage.athena.values import java_double


class PathError(Exception):
    """A path cannot be evaluated; in a predicate that is unknown, elsewhere what ON ERROR says."""


class _Evaluation:
    """A path over one document."""

    def __init__(self, root: Any, *, lax: bool) -> None:
        self.root, self.lax = root, lax

    def items(self, node: Node, current: Any = None, last: int = -1) -> list[Any]:
        """The sequence of items that a path gives."""
        return list(_EVALUATED[node[0]](self, node, current, last))

    def unwrapped(self, items: list[Any]) -> list[Any]:
        """In lax mode, arrays are replaced by their elements."""
        if not self.lax:
            return items
        return [x for item in items for x in (item if isinstance(item, list) else [item])]

    def _root(self, node: Node, current: Any, last: int) -> list[Any]:
        return [self.root]

    def _current(self, node: Node, current: Any, last: int) -> list[Any]:
        return [current]

    def _last(self, node: Node, current: Any, last: int) -> list[Any]:
        return [last]

    def _literal(self, node: Node, current: Any, last: int) -> list[Any]:
        return [node[1]]

    def _member(self, node: Node, current: Any, last: int) -> list[Any]:
        found = []
        for item in self.unwrapped(self.items(node[1], current, last)):
            if isinstance(item, dict) and node[2] in item:
                found.append(item[node[2]])
            elif not self.lax:
                what = (
                    f"missing member '{node[2]}' in JSON object"
                    if isinstance(item, dict)
                    else "no JSON object"
                )
                raise PathError(f"structural error: {what}")
        return found

    def _members(self, node: Node, current: Any, last: int) -> list[Any]:
        found: list[Any] = []
        for item in self.unwrapped(self.items(node[1], current, last)):
            if isinstance(item, dict):
                found.extend(item.values())
            elif not self.lax:
                raise PathError("structural error: no JSON object")
        return found

    def _descendants(self, node: Node, current: Any, last: int) -> list[Any]:
        found: list[Any] = []

        def walk(item: Any) -> None:
            if isinstance(item, dict):
                if node[2] in item:
                    found.append(item[node[2]])
                for each in item.values():
                    walk(each)
            elif isinstance(item, list):
                for each in item:
                    walk(each)

        for item in self.items(node[1], current, last):
            walk(item)
        return found

    def _elements(self, node: Node, current: Any, last: int) -> list[Any]:
        found: list[Any] = []
        for item in self.items(node[1], current, last):
            if not isinstance(item, list) and not self.lax:
                raise PathError("structural error: no JSON array")
            array = item if isinstance(item, list) else [item]
            if node[2] is None:
                found.extend(array)
                continue
            for first, end in node[2]:
                low = self._index(first, current, len(array))
                high = self._index(end, current, len(array)) if end is not None else low
                if not self.lax and not 0 <= low <= high < len(array):
                    raise PathError("structural error: invalid array subscript")
                found.extend(array[max(low, 0) : high + 1])
        return found

    def _index(self, node: Node, current: Any, length: int) -> int:
        return int(_number(self._one(node, current, length - 1)))

    def _one(self, node: Node, current: Any, last: int) -> Any:
        items = self.unwrapped(self.items(node, current, last))
        if len(items) != 1:
            raise PathError("operand of an operator must be one item")
        return items[0]

    def _filter(self, node: Node, current: Any, last: int) -> list[Any]:
        return [
            x for x in self.unwrapped(self.items(node[1], current, last)) if self.holds(node[2], x) is True
        ]

    def _sign(self, node: Node, current: Any, last: int) -> list[Any]:
        items = self.unwrapped(self.items(node[2], current, last))
        return [_number(x) if node[1] == "+" else -_number(x) for x in items]

    def _arithmetic(self, node: Node, current: Any, last: int) -> list[Any]:
        left, right = (_number(self._one(n, current, last)) for n in node[2:])
        if node[1] in "/%" and right == 0:
            raise PathError("division by zero")
        whole = isinstance(left, int) and isinstance(right, int)
        if node[1] == "/":
            return [int(left / right) if whole else left / right]
        if node[1] == "%":
            return [int(math.fmod(left, right)) if whole else math.fmod(left, right)]
        return [{"+": left + right, "-": left - right, "*": left * right}[node[1]]]

    def _method(self, node: Node, current: Any, last: int) -> list[Any]:
        items = self.items(node[2], current, last)
        if node[1] == "type":
            return [_type_of(x) for x in items]
        if node[1] == "size":
            if not self.lax and any(not isinstance(x, list) for x in items):
                raise PathError("structural error: no JSON array")
            return [len(x) if isinstance(x, list) else 1 for x in items]
        if node[1] == "keyvalue":
            found = self.unwrapped(items)
            if any(not isinstance(x, dict) for x in found):
                raise PathError("structural error: no JSON object")
            return [{"name": k, "value": v, "id": i} for i, x in enumerate(found) for k, v in x.items()]
        try:
            return [_changed(node[1], x) for x in self.unwrapped(items)]
        except ValueError as error:
            raise PathError(str(error)) from error

    # --- predicates: True, False, or None for unknown

    def holds(self, node: Node, current: Any) -> bool | None:
        """Whether a predicate holds for an item."""
        if node[0] in ("and", "or"):
            left, right = self.holds(node[1], current), self.holds(node[2], current)
            decided = bool(node[0] == "or")
            if decided in (left, right):
                return decided
            return None if None in (left, right) else not decided
        if node[0] == "not":
            inner = self.holds(node[1], current)
            return None if inner is None else not inner
        if node[0] == "unknown":
            return self.holds(node[1], current) is None
        try:
            if node[0] == "exists":
                return bool(self.items(node[1], current))
            left_items = self.unwrapped(self.items(node[-2], current))
            right_items = self.unwrapped(self.items(node[-1], current))
        except PathError:
            return None
        symbol = node[1] if node[0] == "compare" else "starts"
        answers = [_compare(symbol, a, b) for a in left_items for b in right_items]
        if True in answers and (self.lax or None not in answers):
            return True
        return None if None in answers else False


_EVALUATED: dict[str, Callable[..., Any]] = {
    name: getattr(_Evaluation, f"_{name}")
    for name in (
        *("root", "current", "last", "literal", "member", "members", "descendants", "elements", "filter"),
        *("sign", "arithmetic", "method"),
    )
}


def _changed(method: str, value: Any) -> Any:
    if method == "double":
        return float(value)
    number = _number(value)
    if method == "abs":
        return abs(number)
    if isinstance(number, int):
        return number
    return float(math.ceil(number) if method == "ceiling" else math.floor(number))


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PathError("invalid item type")
    return value


def _type_of(value: Any) -> str:
    for kind, name in (
        (bool, "boolean"),
        (str, "string"),
        (dict, "object"),
        (list, "array"),
        (type(None), "null"),
    ):
        if isinstance(value, kind):
            return name
    return "number"


def _compare(symbol: str, left: Any, right: Any) -> bool | None:
    if symbol == "starts":
        return left.startswith(right) if isinstance(left, str) and isinstance(right, str) else None
    kinds = {_type_of(left), _type_of(right)}
    if kinds & {"object", "array"}:
        return None
    if "null" in kinds:
        same = left is None and right is None
        return {"==": same, "<>": not same, "!=": not same}.get(symbol, same if "=" in symbol else False)
    if len(kinds) > 1:
        return None
    answers: dict[str, bool] = {
        "==": left == right,
        "<>": left != right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }
    return answers[symbol]


# --- the functions ------------------------------------------------------------------------------------------


def _found(text: str, path: str) -> list[Any]:
    """The items at a path. :raises PathError: for text that is no JSON, too."""
    try:
        root = json.loads(text)
    except ValueError as error:
        raise PathError("JSON_INPUT_CONVERSION_ERROR|conversion to JSON failed: ") from error
    try:
        lax, tree = sqljsonpath.read(path)
    except sqljsonpath.PathSyntaxError as error:
        raise FunctionError(str(error), "SYNTAX_ERROR") from error
    return _Evaluation(root, lax=lax).items(tree)


def _failed(error: PathError) -> FunctionError:
    name, _, text = str(error).rpartition("|")
    if name:
        return FunctionError(text, name)
    return FunctionError(f"path evaluation failed: {text}", "PATH_EVALUATION_ERROR")


def json_exists(text: str, path: str, on_error: str) -> bool | None:
    """Whether a path finds anything; `on_error` is TRUE, FALSE, UNKNOWN or ERROR."""
    try:
        return bool(_found(text, path))
    except PathError as error:
        if on_error == "ERROR":
            raise _failed(error) from error
        return {"TRUE": True, "FALSE": False}.get(on_error)


def json_value(text: str, path: str, kind: str, on_empty: str, on_error: str) -> str:
    """The one scalar that a path finds, as a text that casts to `kind`."""
    try:
        items = _found(text, path)
        if len(items) > 1:
            raise PathError(
                "JSON_VALUE_RESULT_ERROR|cannot extract SQL scalar from JSON: JSON path found multiple items"
            )
        if items and isinstance(items[0], dict | list):
            raise PathError(
                "JSON_VALUE_RESULT_ERROR|cannot extract SQL scalar from JSON: JSON path found an "
                "item that cannot be converted to an SQL value"
            )
    except PathError as error:
        if on_error == "ERROR":
            raise _failed(error) from error
        return "X"
    if not items:
        if on_empty == "ERROR":
            raise FunctionError(
                "cannot extract SQL scalar from JSON: JSON path found no items", "JSON_VALUE_RESULT_ERROR"
            )
        return "E"
    value = items[0]
    if value is None:
        return "N"
    if isinstance(value, bool):
        return "V" + str(value).lower()
    if isinstance(value, float):
        return "V" + (_scientific(value) if kind == "varchar" else java_double(value))
    return f"V{value}"


def _scientific(value: float) -> str:
    """A double as CAST(… AS VARCHAR) writes it."""
    if not math.isfinite(value):
        return java_double(value)
    digits = ""
    for places in range(1, 18):
        digits = f"{value:.{places}e}"
        if float(digits) == value:
            break
    mantissa, _, exponent = digits.partition("e")
    return f"{mantissa}E{int(exponent)}" if value else "0E0"


def json_query(text: str, path: str, wrapper: str, quotes: str, on_empty: str, on_error: str) -> str:
    """The JSON that a path finds, as text; `wrapper` NONE, ALWAYS or CONDITIONAL, `quotes` KEEP or OMIT."""
    try:
        items = _found(text, path)
        if wrapper == "NONE" and len(items) > 1:
            raise PathError(
                "JSON_OUTPUT_CONVERSION_ERROR|conversion from JSON failed: JSON path found multiple items"
            )
    except PathError as error:
        if on_error == "ERROR":
            raise _failed(error) from error
        return "X"
    if not items:
        if on_empty == "ERROR":
            raise FunctionError(
                "conversion from JSON failed: JSON path found no items", "JSON_OUTPUT_CONVERSION_ERROR"
            )
        return "E"
    single = len(items) == 1 and isinstance(items[0], dict | list)
    if wrapper == "NONE" or (wrapper == "CONDITIONAL" and single):
        if quotes == "OMIT" and isinstance(items[0], str):
            return "V" + items[0]
        return "V" + _text(items[0])
    return "V" + _text(items)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


FUNCTIONS = {
    "json_exists": of(json_exists, "VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN"),
    "json_value": of(json_value, *("VARCHAR",) * 6),
    "json_query": of(json_query, *("VARCHAR",) * 7),
}
