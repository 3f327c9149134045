"""Updates: checked once, then applied to an item.

Every operand is taken from the item as it was; only then does anything change.
"""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors, numbers, values
from nuage.dynamodb.expressions import paths
from nuage.dynamodb.expressions.checking import FUNCTIONS, UPDATE_FUNCTIONS, wrong_type
from nuage.dynamodb.expressions.syntax import Arithmetic, Call, Change, Literal, Node, Part, Path
from nuage.dynamodb.values import Item, Value

LABEL = "Invalid UpdateExpression"
_TYPES_FOR = {"ADD": ("N", "SS", "NS", "BS", "L"), "DELETE": ("SS", "NS", "BS")}
_ORDER = ("SET", "ADD", "DELETE", "REMOVE")


def check_update(changes: tuple[Change, ...], lists: bool = False) -> None:
    """Check bound changes.

    :param lists: whether ADD takes lists, as the legacy AttributeUpdates does
    :raises DynamoDBError: ValidationException
    """
    paths.check_apart([change.path for change in changes], LABEL)
    for change in changes:
        if change.action == "SET" and change.operand is not None:
            _check_operand(change.operand)
        elif isinstance(change.operand, Literal):
            letter = values.kind(change.operand.value)
            if letter not in _TYPES_FOR[change.action] or (letter == "L" and not lists):
                raise errors.validation(
                    f"{LABEL}: Incorrect operand type for operator or function; operator: {change.action}, "
                    f"operand type: {values.NAMES[letter]}, typeSet: ALLOWED_FOR_{change.action}_OPERAND"
                )


def _check_operand(node: Node) -> None:
    match node:
        case Arithmetic(operator, left, right):
            for each in (left, right):
                _check_operand(each)
                if isinstance(each, Literal) and "N" not in each.value:
                    raise wrong_type(LABEL, operator, values.kind(each.value))
                if isinstance(each, Call) and each.function == "list_append":
                    raise wrong_type(LABEL, operator, "L")
        case Call(function, operands):
            _check_call(function, operands)


def _check_call(function: str, operands: tuple[Node, ...]) -> None:
    if function in FUNCTIONS:
        raise errors.validation(
            f"{LABEL}: The function is not allowed in an update expression; function: {function}"
        )
    if function not in UPDATE_FUNCTIONS:
        raise errors.validation(f"{LABEL}: Invalid function name; function: {function}")
    if len(operands) != UPDATE_FUNCTIONS[function]:
        raise errors.validation(
            f"{LABEL}: Incorrect number of operands for operator or function; "
            f"operator or function: {function}, number of operands: {len(operands)}"
        )
    if function == "if_not_exists" and not isinstance(operands[0], Path):
        raise errors.validation(
            f"{LABEL}: Operator or function requires a document path; operator or function: if_not_exists"
        )
    for each in operands:
        if isinstance(each, Call):
            if function == "if_not_exists" and each.function == "list_append":
                raise errors.validation(
                    f"{LABEL}: The function is not allowed to be used this way in an expression; "
                    "function: list_append"
                )
            _check_operand(each)
        if function == "list_append" and isinstance(each, Literal) and "L" not in each.value:
            raise wrong_type(LABEL, function, values.kind(each.value))


def apply(changes: tuple[Change, ...], item: Item) -> Item:
    """The item after the changes; `item` itself is left alone.

    :raises DynamoDBError: ValidationException, when the item does not have what a change needs
    """
    found = []
    for change in changes:
        _holder(item, change.path)  # AWS looks at the path before the operand
        found.append((change, None if change.operand is None else evaluate(change.operand, item)))
    updated: Item = _copy({"M": item})["M"]
    # elements behind the end of a list are appended in the order of their positions
    found.sort(key=lambda pair: (_ORDER.index(pair[0].action), _positions(pair[0].path)))
    removed: list[tuple[Value, int]] = []
    for change, operand in found:
        _apply(change, operand, updated, removed)
    # elements go last and from behind, so that the positions of the others still hold
    for value, position in sorted(removed, key=lambda pair: -pair[1]):
        del value["L"][position]
    return updated


def evaluate(node: Node, item: Item) -> Value:
    """The value of an operand of SET.

    :raises DynamoDBError: ValidationException, when it has none
    """
    match node:
        case Literal(value):
            return value
        case Path():
            found = paths.find(item, node)
            if found is None:
                raise errors.validation(
                    "The provided expression refers to an attribute that does not exist in the item"
                )
            return found
        case Arithmetic(operator, left, right):
            one, two = evaluate(left, item), evaluate(right, item)
            if "N" not in one or "N" not in two:
                raise _wrong_operand()
            combine = numbers.add if operator == "+" else numbers.subtract
            return {"N": combine(one["N"], two["N"])}
        case Call("if_not_exists", (Path() as path, other)):
            existing = paths.find(item, path)
            return evaluate(other, item) if existing is None else existing
        case Call("list_append", (left, right)):
            one, two = evaluate(left, item), evaluate(right, item)
            if "L" not in one or "L" not in two:
                raise _wrong_operand()
            return {"L": one["L"] + two["L"]}
    raise AssertionError(f"{node} is no operand")


def _apply(change: Change, operand: Value | None, item: Item, removed: list[tuple[Value, int]]) -> None:
    holder = _holder(item, change.path)
    last = change.path.parts[-1]
    if change.action == "REMOVE":
        if isinstance(last, str):
            holder["M"].pop(last, None)
        elif last < len(holder["L"]):
            removed.append((holder, last))
        return
    if operand is None:
        raise AssertionError(f"{change} has no operand")
    if change.action == "SET":
        _put(holder, last, operand)
        return
    current = paths.step(holder, last)
    combined = _added(current, operand) if change.action == "ADD" else _deleted(current, operand)
    if combined is not None:
        _put(holder, last, combined)
    elif current is not None and isinstance(last, str):
        del holder["M"][last]  # a set without members does not exist
    elif current is not None and isinstance(last, int):
        removed.append((holder, last))


def _holder(item: Item, path: Path) -> Value:
    """The map or list that holds the end of a path."""
    holder: Value = {"M": item}
    for part in path.parts[:-1]:
        found = paths.step(holder, part)
        if found is None:
            raise _invalid_path()
        holder = found
    if ("L" if isinstance(path.parts[-1], int) else "M") not in holder:
        raise _invalid_path()
    return holder


def _put(holder: Value, last: Part, value: Value) -> None:
    # a copy: the same operand may be put in two places
    if isinstance(last, str):
        holder["M"][last] = _copy(value)
    elif last < len(holder["L"]):
        holder["L"][last] = _copy(value)
    else:
        holder["L"].append(_copy(value))


def _added(current: Value | None, operand: Value) -> Value:
    if current is None:
        return operand
    letter = values.kind(operand)
    if letter not in current:
        raise _wrong_operand()
    if letter == "N":
        return {"N": numbers.add(current["N"], operand["N"])}
    if letter == "L":
        return {"L": current["L"] + operand["L"]}
    new = [member for member in operand[letter] if member not in current[letter]]
    return values.check({letter: current[letter] + new})


def _deleted(current: Value | None, operand: Value) -> Value | None:
    if current is None:
        return None
    letter = values.kind(operand)
    if letter not in current:
        raise _wrong_operand()
    kept = [member for member in current[letter] if member not in operand[letter]]
    return {letter: kept} if kept else None


def _positions(path: Path) -> tuple[int, ...]:
    return tuple(part for part in path.parts if isinstance(part, int))


def _copy(value: Value) -> Value:
    """A value whose maps and lists can be changed without changing the first one's."""
    letter, held = next(iter(value.items()))
    copied: Any = held
    if letter == "M":
        copied = {name: _copy(each) for name, each in held.items()}
    elif letter == "L":
        copied = [_copy(each) for each in held]
    return {letter: copied}


def _wrong_operand() -> errors.DynamoDBError:
    return errors.validation("An operand in the update expression has an incorrect data type")


def _invalid_path() -> errors.DynamoDBError:
    return errors.validation("The document path provided in the update expression is invalid for update")
