"""What can be told to be wrong with a condition before any item is read."""

from __future__ import annotations

from nuage.dynamodb import errors, values
from nuage.dynamodb.expressions.conditions import compare, not_distinct, show
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

# how many operands a function takes
FUNCTIONS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
}
UPDATE_FUNCTIONS = {"if_not_exists": 2, "list_append": 2}
_NEED_PATH = {"attribute_exists", "attribute_not_exists"}
_ORDERED = {"S", "N", "B"}
_VALID_TYPES = "{N,BS,L,B,NULL,M,S,SS,NS,BOOL}"
MAX_IN = 100


def check_condition(node: Node, label: str) -> None:
    """Check a bound condition.

    :param label: what errors begin with, such as `Invalid FilterExpression`
    :raises DynamoDBError: ValidationException
    """
    match node:
        case Both(left, right) | Either(left, right):
            check_condition(left, label)
            check_condition(right, label)
        case Not(condition):
            check_condition(condition, label)
        case Compare(operator, left, right):
            _check_operands(operator, (left, right), label)
            if operator not in {"=", "<>"}:
                _check_ordered(operator, (left, right), label)
        case Between(operand, low, high):
            _check_operands("BETWEEN", (operand, low, high), label)
            _check_ordered("BETWEEN", (operand, low, high), label)
            _check_bounds(low, high, label)
        case In(operand, options):
            if len(options) > MAX_IN:
                raise errors.validation(
                    f"{label}: The IN operator is provided with too many operands; "
                    f"number of operands: {len(options)}"
                )
            _check_operands("IN", (operand, *options), label)
        case Call(function, operands):
            if function == "size":
                raise errors.validation(
                    f"{label}: The function is not allowed to be used this way in an expression; "
                    "function: size"
                )
            _check_call(node, label)
            _check_operands(function, operands, label)


def _check_operands(operator: str, operands: tuple[Node, ...], label: str) -> None:
    """Operands one by one, and the first against the others."""
    for operand in operands:
        if isinstance(operand, Call):
            _check_nested(operand, label)
    first = operands[0]
    if isinstance(first, Path) and first in operands[1:]:
        mistake = not_distinct(operator, first)
        raise errors.validation(f"{label}: {mistake.message}")


def _check_nested(call: Call, label: str) -> None:
    """A function as an operand: only `size` gives a value."""
    _check_call(call, label)
    if call.function != "size":
        raise errors.validation(
            f"{label}: The function is not allowed to be used this way in an expression; "
            f"function: {call.function}"
        )
    (sized,) = call.operands
    if isinstance(sized, Call):
        _check_nested(sized, label)
        raise wrong_type(label, "size", "N")  # what size gives
    if isinstance(sized, Literal) and values.kind(sized.value) in {"N", "BOOL", "NULL"}:
        raise wrong_type(label, "size", values.kind(sized.value))


def _check_call(call: Call, label: str) -> None:
    """The function's name, and the number and types of its operands."""
    function, operands = call.function, call.operands
    if function in UPDATE_FUNCTIONS:
        raise errors.validation(
            f"{label}: The function is not allowed in a condition expression; function: {function}"
        )
    if function not in FUNCTIONS:
        raise errors.validation(f"{label}: Invalid function name; function: {function}")
    if len(operands) != FUNCTIONS[function]:
        raise errors.validation(
            f"{label}: Incorrect number of operands for operator or function; "
            f"operator or function: {function}, number of operands: {len(operands)}"
        )
    if function in _NEED_PATH and not isinstance(operands[0], Path):
        raise errors.validation(
            f"{label}: Operator or function requires a document path; operator or function: {function}"
        )
    if function == "attribute_type":
        _check_type_name(operands[1], label)
    if function == "begins_with":
        for operand in operands:
            if isinstance(operand, Call):
                raise wrong_type(label, function, "N")  # what size gives
            if isinstance(operand, Literal) and values.kind(operand.value) not in {"S", "B"}:
                raise wrong_type(label, function, values.kind(operand.value))


def _check_type_name(operand: Node, label: str) -> None:
    if not isinstance(operand, Literal):
        raise wrong_type(label, "attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")
    letter = values.kind(operand.value)
    if letter != "S":
        raise wrong_type(label, "attribute_type", letter)
    if operand.value["S"] not in values.TYPES:
        raise errors.validation(
            f"{label}: Invalid attribute type name found; type: {operand.value['S']}, "
            f"valid types: {_VALID_TYPES}"
        )


def _check_ordered(operator: str, operands: tuple[Node, ...], label: str) -> None:
    for operand in operands:
        if isinstance(operand, Literal) and values.kind(operand.value) not in _ORDERED:
            raise wrong_type(label, operator, values.kind(operand.value))


def _check_bounds(low: Node, high: Node, label: str) -> None:
    if not (isinstance(low, Literal) and isinstance(high, Literal)):
        return
    shown = f"lower bound operand: {show(low.value)}, upper bound operand: {show(high.value)}"
    if values.kind(low.value) != values.kind(high.value):
        raise errors.validation(
            f"{label}: The BETWEEN operator requires same data type for lower and upper bounds; {shown}"
        )
    if not compare("<=", low.value, high.value):
        raise errors.validation(
            f"{label}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
            f"{shown}"
        )


def wrong_type(label: str, operator: str, letter: str) -> errors.DynamoDBError:
    """The error for an operand of a type that an operator or function cannot take."""
    return errors.validation(
        f"{label}: Incorrect operand type for operator or function; operator or function: {operator}, "
        f"operand type: {letter}"
    )
