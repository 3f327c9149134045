from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nuage.dynamodb.errors import DynamoDBError

KEY = {"PK": {"S": "USER#a"}, "SK": {"S": "#METADATA#a"}}


OVERLAP = (
    "Invalid UpdateExpression: Two document paths overlap with each other; "
    "must remove or rewrite one of these paths; path one: [a], path two: [a]"
)
OPERAND = (
    "Invalid UpdateExpression: Incorrect operand type for operator or function; "
    "operator or function: list_append, operand type: M"
)


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("SET a = list_append(a, :map) REMOVE a", OVERLAP),
        ("SET a = list_append(a, :map) REMOVE b", OPERAND),
    ],
)
def test_paths_are_checked_before_operands(
    run: Callable[..., dict[str, Any]], table: str, update: str, message: str
) -> None:
    # the order of DynamoDB Local 2.6.1
    with pytest.raises(DynamoDBError) as caught:
        run(
            "UpdateItem",
            TableName=table,
            Key=KEY,
            UpdateExpression=update,
            ExpressionAttributeValues={":map": {"M": {}}},
        )
    assert str(caught.value) == message
