"""The constraints of the service model that clients do not check: enumerations, ranges and lengths.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nuage.dynamodb import errors

# AWS lists the values of an enumeration in an order of its own
_ORDER = {
    "ReturnValue": "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW",
    "ReturnConsumedCapacity": "INDEXES, TOTAL, NONE",
    "ReturnItemCollectionMetrics": "SIZE, NONE",
    "Select": "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES",
    "BillingMode": "PROVISIONED, PAY_PER_REQUEST",
    "ScalarAttributeType": "B, N, S",
    "ComparisonOperator": "IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, "
    "CONTAINS",
    "ConditionalOperator": "OR, AND",
    "AttributeAction": "ADD, DELETE, PUT",
    "StreamViewType": "NEW_AND_OLD_IMAGES, OLD_IMAGE, NEW_IMAGE, KEYS_ONLY",
}
# values of items have sentences of their own (values.py); names of tables as well (engine.py)
_ELSEWHERE = {
    "AttributeValue",
    "TableArn",
    "TableName",
    "IndexName",
    "KeySchema",
    "PartiQLStatement",
    "BatchWriteItemRequestMap",
}


def check(shape: Any, request: dict[str, Any]) -> None:
    """Check a request against the shape that botocore's model gives for it.

    :raises DynamoDBError: ValidationException, that lists every violation
    """
    found = list(_violations(shape, request, ""))
    if found:
        plural = "s" if len(found) > 1 else ""
        raise errors.validation(f"{len(found)} validation error{plural} detected: {'; '.join(found)}")


def _violations(shape: Any, value: Any, path: str) -> Iterator[str]:
    if shape.name in _ELSEWHERE:
        return
    if shape.type_name == "structure":
        yield from _structure(shape, value, path)
    elif shape.type_name in {"list", "map"}:
        yield from _bounds(shape, len(value), value, path, "length")
        member = shape.member if shape.type_name == "list" else shape.value
        pairs = value.items() if shape.type_name == "map" else enumerate(value, 1)
        if member.name not in _ELSEWHERE:
            for name, each in pairs:
                yield from _violations(member, each, f"{path}.{name}.member")
    elif shape.type_name == "string":
        yield from _string(shape, value, path)
    elif shape.type_name in {"integer", "long"}:
        yield from _bounds(shape, value, value, path, "value")


def _structure(shape: Any, value: dict[str, Any], path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        lower = name[0].lower() + name[1:]
        inner = f"{path}.{lower}" if path else lower
        if value.get(name) is not None:
            yield from _violations(member, value[name], inner)
        elif name in shape.required_members:
            yield _sentence("null", inner, "Member must not be null")


def _string(shape: Any, value: str, path: str) -> Iterator[str]:
    if getattr(shape, "enum", None) and value not in shape.enum:
        listed = _ORDER.get(shape.name, ", ".join(shape.enum))
        yield _sentence(value, path, f"Member must satisfy enum value set: [{listed}]")
    elif not getattr(shape, "enum", None):
        yield from _bounds(shape, len(value), value, path, "length")


def _bounds(shape: Any, measure: int, value: Any, path: str, what: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and measure < low:
        yield _sentence(value, path, f"Member must have {what} greater than or equal to {low}")
    if high is not None and measure > high:
        yield _sentence(value, path, f"Member must have {what} less than or equal to {high}")


def _sentence(value: Any, path: str, rule: str) -> str:
    # AWS writes out what a list or map holds; a client cannot match on that
    shown = "" if isinstance(value, list | dict) and value else f" '{value}'"
    return f"Value{shown} at '{path}' failed to satisfy constraint: {rule}"
