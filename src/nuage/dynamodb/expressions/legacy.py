"""The parameters from before expressions, turned into the same trees.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from nuage.dynamodb import errors, values
from nuage.dynamodb.expressions.key_conditions import KeyTerm
from nuage.dynamodb.expressions.syntax import (
    Between,
    Both,
    Call,
    Change,
    Compare,
    Either,
    In,
    Literal,
    Node,
    Not,
    Path,
)
from nuage.dynamodb.values import Value

_COMPARISONS = {"EQ": "=", "NE": "<>", "LT": "<", "LE": "<=", "GT": ">", "GE": ">="}
_ORDERED = {"LT", "LE", "GT", "GE", "BETWEEN", "BEGINS_WITH"}
_ARGUMENTS = {"NULL": 0, "NOT_NULL": 0, "BETWEEN": 2}
_SCALARS = {"S", "N", "B"}


def condition(conditions: Mapping[str, Any], operator: str | None) -> Node | None:
    """The tree of a ScanFilter or QueryFilter.

    :param operator: ConditionalOperator: AND (the default) or OR
    :raises DynamoDBError: ValidationException
    """
    _check_operator(conditions, operator)
    return _joined([_one(name, each) for name, each in conditions.items()], operator)


def expectation(expected: Mapping[str, Any], operator: str | None) -> Node | None:
    """The tree of Expected.

    :raises DynamoDBError: ValidationException
    """
    _check_operator(expected, operator)
    return _joined([_expected(name, each) for name, each in expected.items()], operator)


def key_terms(conditions: Mapping[str, Any]) -> list[KeyTerm]:
    """The terms of KeyConditions.

    :raises DynamoDBError: ValidationException
    """
    if not 1 <= len(conditions) <= 2:
        raise errors.validation("Conditions can be of length 1 or 2 only")
    terms = []
    for name, each in conditions.items():
        operator, operands = _checked(each)
        sign = {**_COMPARISONS, "BEGINS_WITH": "begins_with", "BETWEEN": "BETWEEN"}.get(operator)
        if sign is None or sign == "<>":
            raise errors.validation("Attempted conditional constraint is not an indexable operation")
        terms.append(KeyTerm(name, sign, operands))
    return terms


def changes(updates: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes of AttributeUpdates.

    :raises DynamoDBError: ValidationException
    """
    return tuple(_change(name, each) for name, each in updates.items())


def _change(name: str, update: Mapping[str, Any]) -> Change:
    action, path = update.get("Action", "PUT"), Path((name,))
    if "Value" not in update:
        if action != "DELETE":
            raise errors.invalid_parameter(
                "Only DELETE action is allowed when no attribute value is specified"
            )
        return Change("REMOVE", path)
    value = values.check(update["Value"])
    letter = values.kind(value)
    if action == "DELETE" and letter not in values.SETS:
        raise errors.invalid_parameter(
            f"DELETE action with value is not supported for the type {values.NAMES[letter]}"
        )
    if action == "ADD" and letter not in {"N", "L", *values.SETS}:
        raise errors.invalid_parameter(f"ADD action is not supported for the type {values.NAMES[letter]}")
    return Change("SET" if action == "PUT" else action, path, Literal(value))


def _check_operator(conditions: Mapping[str, Any], operator: str | None) -> None:
    if operator is not None and len(conditions) < 2:
        raise errors.validation(
            "ConditionalOperator can only be used when Filter or Expected has two or more elements"
        )


def _joined(nodes: list[Node], operator: str | None) -> Node | None:
    if not nodes:
        return None
    join = Either if operator == "OR" else Both
    return reduce(join, nodes)


def _expected(name: str, expected: Mapping[str, Any]) -> Node:
    if "ComparisonOperator" in expected:
        return _one(name, expected)
    exists = expected.get("Exists", True)
    if exists and "Value" not in expected:
        raise errors.invalid_parameter(
            f"Value must be provided when Exists is {str(exists).lower()} for Attribute: {name}"
        )
    if not exists and "Value" in expected:
        raise errors.invalid_parameter(f"Value cannot be used when Exists is false for Attribute: {name}")
    if not exists:
        return Call("attribute_not_exists", (Path((name,)),))
    return Compare("=", Path((name,)), Literal(values.check(expected["Value"])))


def _checked(given: Mapping[str, Any]) -> tuple[str, tuple[Value, ...]]:
    """The operator of a condition and its values, once they go together."""
    operator: str = given["ComparisonOperator"]
    operands = tuple(values.check(each) for each in given.get("AttributeValueList", []))
    wanted = _ARGUMENTS.get(operator, 1)
    if len(operands) != wanted and not (operator == "IN" and operands):
        raise errors.invalid_parameter(f"Invalid number of argument(s) for the {operator} ComparisonOperator")
    for each in operands:
        letter = values.kind(each)
        if operator in _ORDERED and (letter not in _SCALARS or (operator == "BEGINS_WITH" and letter == "N")):
            raise errors.invalid_parameter(
                f"ComparisonOperator {operator} is not valid for {letter} AttributeValue type"
            )
    return operator, operands


def _one(name: str, given: Mapping[str, Any]) -> Node:
    operator, operands = _checked(given)
    path, literals = Path((name,)), tuple(Literal(each) for each in operands)
    match operator:
        case "NULL":
            return Call("attribute_not_exists", (path,))
        case "NOT_NULL":
            return Call("attribute_exists", (path,))
        case "BETWEEN":
            return Between(path, *literals)
        case "IN":
            return In(path, literals)
        case "BEGINS_WITH":
            return Call("begins_with", (path, *literals))
        case "CONTAINS":
            return Call("contains", (path, *literals))
        case "NOT_CONTAINS":
            # as on AWS: false for an item that does not have the attribute
            return Both(Call("attribute_exists", (path,)), Not(Call("contains", (path, *literals))))
    return Compare(_COMPARISONS[operator], path, *literals)
