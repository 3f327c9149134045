"""Key conditions: which partition, and which range of its sort keys, a Query reads."""

from __future__ import annotations

from dataclasses import dataclass

from nuage.dynamodb import errors, keys, values
from nuage.dynamodb.expressions.syntax import Between, Both, Call, Compare, In, Literal, Node, Path
from nuage.dynamodb.schema import KeySchema
from nuage.dynamodb.storage.rows import Range
from nuage.dynamodb.values import Value

NAME = "KeyConditionExpression"
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@dataclass(frozen=True)
class KeyTerm:
    """One condition on one key: an operator (`=`, `<` …, BETWEEN, begins_with) and its values."""

    name: str
    operator: str
    operands: tuple[Value, ...]


def terms_of(node: Node) -> list[KeyTerm]:
    """The terms of a bound and checked key condition.

    :raises DynamoDBError: ValidationException, for what a key condition may not be
    """
    match node:
        case Both(left, right):
            return terms_of(left) + terms_of(right)
        case Compare(operator, Path() as path, Literal(value)) if operator in _TURNED:
            return [KeyTerm(_name(path), operator, (value,))]
        case Compare(operator, Literal(value), Path() as path) if operator in _TURNED:
            return [KeyTerm(_name(path), _TURNED[operator], (value,))]
        case Between(Path() as path, Literal(low), Literal(high)):
            return [KeyTerm(_name(path), "BETWEEN", (low, high))]
        case Call("begins_with", (Path() as path, Literal(value))):
            return [KeyTerm(_name(path), "begins_with", (value,))]
        case Compare("<>"):
            raise _invalid("<>")
        case Compare(_, left, right):
            if isinstance(left, Call) or isinstance(right, Call):
                raise errors.validation(f"{NAME}s cannot contain nested operations")
            raise errors.validation(
                f"Invalid condition in {NAME}: Multiple attribute names used in one condition"
            )
        case Call(function):
            raise _invalid(function)
        case In():
            raise _invalid("IN")
        case Between():
            raise errors.validation(f"Invalid condition in {NAME}: No key attribute specified")
    raise _invalid({"Either": "OR", "Not": "NOT"}[type(node).__name__])


def _name(path: Path) -> str:
    if len(path.parts) > 1:
        raise errors.validation(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
            f"Key: {path.parts[0]}"
        )
    return str(path.parts[0])


def _invalid(operator: str) -> errors.DynamoDBError:
    return errors.validation(f"Invalid operator used in {NAME}: {operator}")


def range_of(terms: list[KeyTerm], schema: KeySchema, forward: bool) -> Range:
    """The rows that satisfy the terms.

    :raises DynamoDBError: ValidationException, when the terms are not a condition on these keys
    """
    by_name: dict[str, KeyTerm] = {}
    for term in terms:
        if term.name in by_name:
            raise errors.validation(f"{NAME}s must only contain one condition per key")
        by_name[term.name] = term
    if len(terms) > 2:
        raise errors.validation("Conditions can be of length 1 or 2 only")
    hashed = by_name.pop(schema.hash_name, None)
    if hashed is None:
        raise errors.validation(f"Query condition missed key schema element: {schema.hash_name}")
    if hashed.operator != "=":
        raise errors.validation("Query key condition not supported")
    _check_types(hashed, schema)
    if by_name and schema.range_name not in by_name:
        missed = schema.range_name
        raise errors.validation(
            f"Query condition missed key schema element: {missed}"
            if missed
            else "Query key condition not supported"
        )
    partition = keys.partition(hashed.operands[0])
    if not by_name:
        return Range(partition=partition, forward=forward)
    (ranged,) = by_name.values()
    _check_types(ranged, schema)
    return _sort_range(ranged, partition, forward)


def _sort_range(term: KeyTerm, partition: bytes, forward: bool) -> Range:
    bounds = [keys.encode(value) for value in term.operands]
    first = bounds[0]
    match term.operator:
        case "=":
            return Range(partition, first, True, first, True, forward=forward)
        case "<" | "<=":
            return Range(partition, high=first, high_included=term.operator == "<=", forward=forward)
        case ">" | ">=":
            return Range(partition, first, term.operator == ">=", forward=forward)
        case "BETWEEN":
            return Range(partition, first, True, bounds[1], True, forward=forward)
    return Range(partition, first, True, keys.after(first), False, forward=forward)


def _check_types(term: KeyTerm, schema: KeySchema) -> None:
    expected = schema.types[term.name]
    for value in term.operands:
        if values.kind(value) != expected:
            raise errors.invalid_parameter("Condition parameter type does not match schema type")
        if values.content(value) in ("", b"") and term.operator != "begins_with":
            raise errors.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                f"contain an empty {values.NAMES[expected].lower()} value. Key: {term.name}"
            )
    if term.operator == "begins_with" and expected == "N":
        raise errors.invalid_parameter("Condition parameter type does not match schema type")
