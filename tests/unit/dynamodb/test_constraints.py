from __future__ import annotations

from typing import Any

import pytest

from nuage.dynamodb import constraints
from nuage.dynamodb.dispatch import input_shape
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.operations import OPERATIONS


@pytest.mark.parametrize(
    ("operation", "request_", "message"),
    [
        (
            "PutItem",
            {"TableName": "t", "Item": {}, "ReturnValues": "NOPE"},
            (
                "1 validation error detected: Value 'NOPE' at 'returnValues' failed to satisfy constraint: "
                "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
            ),
        ),
        (
            "Scan",
            {"TableName": "t", "Limit": 0, "TotalSegments": 0},
            (
                "2 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: "
                "Member must have value greater than or equal to 1; "
                "Value '0' at 'totalSegments' failed to satisfy "
                "constraint: Member must have value greater than or equal to 1"
            ),
        ),
        (
            "GetItem",
            {"TableName": "t"},
            (
                "1 validation error detected: Value 'null' at 'key' failed to satisfy constraint: "
                "Member must not be null"
            ),
        ),
    ],
)
def test_every_violation_is_listed(operation: str, request_: dict[str, Any], message: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        constraints.check(input_shape(operation), request_)
    assert caught.value.message == message


def test_every_operation_is_one_of_dynamodb() -> None:
    for operation in OPERATIONS:
        assert input_shape(operation) is not None
