"""AttributeValues: `{"S": "x"}`, `{"N": "1"}` …, checked and put into the one form that is stored.

Numbers are normalized and sets sorted, so that two values are equal when their dictionaries are.
"""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors, numbers

Value = dict[str, Any]
Item = dict[str, Value]

TYPES = ("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL")
SETS = {"SS": "S", "NS": "N", "BS": "B"}
NAMES = {"S": "STRING", "N": "NUMBER", "B": "BINARY", "SS": "STRING_SET", "NS": "NUMBER_SET",
         "BS": "BINARY_SET", "M": "MAP", "L": "LIST", "NULL": "NULL", "BOOL": "BOOLEAN"}  # fmt: skip
MAX_DEPTH = 32


def kind(value: Value) -> str:
    """The type letter of a checked value."""
    (letter,) = value
    return letter


def content(value: Value) -> Any:
    """What a checked value holds."""
    (held,) = value.values()
    return held


def check_item(item: dict[str, Any]) -> Item:
    """The item in the form that is stored.

    :raises DynamoDBError: ValidationException, with the first mistake found
    """
    checked = {name: check(value) for name, value in item.items()}
    if "" in item:
        raise errors.invalid_parameter("Empty attribute name")
    return checked


def check(value: dict[str, Any], depth: int = 0) -> Value:
    """The value in the form that is stored.

    :raises DynamoDBError: ValidationException, when it is not a value of DynamoDB
    """
    if depth > MAX_DEPTH - 1:
        raise errors.validation(
            "Nesting Levels have exceeded supported limits: "
            "Attributes in the item have nested levels beyond supported limit"
        )
    if len(value) != 1:
        raise errors.validation(
            "Supplied AttributeValue has more than one datatypes set, "
            "must contain exactly one of the supported datatypes"
            if value
            else "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        )
    ((letter, held),) = value.items()
    match letter:
        case "S" | "B" | "BOOL":
            return {letter: held}
        case "N":
            return {"N": numbers.normalize(held)}
        case "NULL":
            if not held:
                raise errors.invalid_parameter("Null attribute value types must have the value of true")
            return {"NULL": True}
        case "L":
            return {"L": [check(each, depth + 1) for each in held]}
        case "M":
            return {"M": _check_map(held, depth)}
    return {letter: _check_set(letter, held)}


def _check_map(held: dict[str, Any], depth: int) -> Item:
    if "" in held:
        raise errors.invalid_parameter("Empty attribute name")
    return {name: check(each, depth + 1) for name, each in held.items()}


def _check_set(letter: str, held: list[Any]) -> list[Any]:
    if not held:
        words = {"SS": "An string set  may not be empty", "NS": "An number set  may not be empty",
                 "BS": "Binary sets should not be empty"}  # fmt: skip
        raise errors.invalid_parameter(words[letter])
    if letter == "NS":
        members = [numbers.normalize(each) for each in held]
        if len(set(members)) < len(members):
            raise errors.validation("Input collection contains duplicates")
        return sorted(members, key=numbers.encode)
    if len(set(held)) < len(held):
        shown = ", ".join(map(str, held))
        raise errors.invalid_parameter(f"Input collection [{shown}] contains duplicates." if letter == "SS"
                                       else "Input collection of type BS contains duplicates.")  # fmt: skip
    return sorted(held, key=lambda each: each.encode() if isinstance(each, str) else each)


def order(value: Value) -> bytes | None:
    """Bytes by which values of one type compare; None for a type without an order."""
    letter = kind(value)
    if letter == "S":
        encoded: bytes = value["S"].encode("utf-8", "surrogatepass")
        return encoded
    if letter == "N":
        return numbers.encode(value["N"])
    if letter == "B":
        raw: bytes = value["B"]
        return raw
    return None
