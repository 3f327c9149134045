"""Conditions and filters: checked once, then true or false of an item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nuage.dynamodb import errors, values
from nuage.dynamodb.expressions import paths
from nuage.dynamodb.expressions.syntax import (
    Between,
    Both,
    Call,
    Compare,
    Either,
    In,
    Literal,
    Node,
    Not,
    Path,
)
from nuage.dynamodb.values import Item, Value

_ORDERS: dict[str, Callable[[bytes, bytes], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def evaluate(node: Node, item: Item) -> bool:
    """Whether a checked condition holds for an item."""
    match node:
        case Both(left, right):
            return evaluate(left, item) and evaluate(right, item)
        case Either(left, right):
            return evaluate(left, item) or evaluate(right, item)
        case Not(condition):
            return not evaluate(condition, item)
        case Compare(operator, left, right):
            return compare(operator, operand(left, item), operand(right, item))
        case Between(tested, low, high):
            value = operand(tested, item)
            return compare("<=", operand(low, item), value) and compare("<=", value, operand(high, item))
        case In(tested, options):
            value = operand(tested, item)
            return value is not None and any(value == operand(option, item) for option in options)
        case Call(function, operands):
            return _FUNCTIONS[function](item, *operands)
    raise AssertionError(f"{node} is no condition")


def operand(node: Node, item: Item) -> Value | None:
    """The value of an operand; None when the item does not have it."""
    match node:
        case Literal(value):
            return value
        case Path():
            return paths.find(item, node)
        case Call("size", (sized,)):
            return _size(operand(sized, item))
    raise AssertionError(f"{node} is no operand")


def compare(operator: str, left: Value | None, right: Value | None) -> bool:
    """A comparison; with something that is not there, only `<>` is true."""
    if operator == "<>":
        return left is None or right is None or left != right
    if left is None or right is None:
        return False
    if operator == "=":
        return left == right
    if values.kind(left) != values.kind(right):
        return False
    one, two = values.order(left), values.order(right)
    return one is not None and two is not None and _ORDERS[operator](one, two)


def _size(value: Value | None) -> Value | None:
    if value is None:
        return None
    letter = values.kind(value)
    if letter in {"N", "BOOL", "NULL"}:
        return None
    held = values.content(value)
    # characters as Java counts them: one outside the basic plane counts as two
    length = len(held.encode("utf-16-le", "surrogatepass")) // 2 if letter == "S" else len(held)
    return {"N": str(length)}


def _exists(item: Item, path: Node) -> bool:
    return operand(path, item) is not None


def _not_exists(item: Item, path: Node) -> bool:
    return operand(path, item) is None


def _has_type(item: Item, path: Node, wanted: Node) -> bool:
    value, letter = operand(path, item), operand(wanted, item)
    return value is not None and letter is not None and values.kind(value) == letter.get("S")


def _begins_with(item: Item, path: Node, prefix: Node) -> bool:
    value, start = operand(path, item), operand(prefix, item)
    if value is None or start is None or values.kind(value) != values.kind(start):
        return False
    return values.kind(value) in {"S", "B"} and bool(values.content(value).startswith(values.content(start)))


def _contains(item: Item, path: Node, wanted: Node) -> bool:
    return contains(operand(path, item), operand(wanted, item))


def contains(value: Value | None, part: Value | None) -> bool:
    """Whether a string or binary has a part, a set a member, a list an element."""
    if value is None or part is None:
        return False
    letter, held = values.kind(value), values.content(value)
    if letter in {"S", "B"}:
        return letter in part and part[letter] in held
    if letter == "L":
        return part in held
    member = values.SETS.get(letter)
    return member is not None and member in part and part[member] in held


_FUNCTIONS: dict[str, Callable[..., bool]] = {
    "attribute_exists": _exists,
    "attribute_not_exists": _not_exists,
    "attribute_type": _has_type,
    "begins_with": _begins_with,
    "contains": _contains,
}


def filter_of(node: Node | None) -> Callable[[Item], bool] | None:
    """A condition as a function of an item."""
    if node is None:
        return None
    condition = node
    return lambda item: evaluate(condition, item)


def show(value: dict[str, Any]) -> str:
    """A value as AWS writes it in errors: `AttributeValue: {S:x}`."""
    return f"AttributeValue: {{{values.kind(value)}:{values.content(value)}}}"


def not_distinct(operator: str, first: Path) -> errors.DynamoDBError:
    """The error for an operand that is compared with itself."""
    return errors.validation(
        "The first operand must be distinct from the remaining operands for this operator or function; "
        f"operator: {operator}, first operand: {first}"
    )
