"""BatchGetQueryExecution."""

from __future__ import annotations

import pytest

from tests.unit.athena.operations.conftest import Account


def test_those_there_are_and_those_there_are_not(account: Account) -> None:
    made = [account.start(), account.start()]
    found = account("BatchGetQueryExecution", QueryExecutionIds=[*made, "nope"])
    assert [each["QueryExecutionId"] for each in found["QueryExecutions"]] == made
    assert found["UnprocessedQueryExecutionIds"] == [
        {
            "QueryExecutionId": "nope",
            "ErrorCode": "QUERY_EXECUTION_NOT_FOUND",
            "ErrorMessage": "QueryExecution nope was not found",
        }
    ]


@pytest.mark.parametrize(
    ("count", "bound"), [(0, "greater than or equal to 1"), (51, "less than or equal to 50")]
)
def test_fifty_at_most(account: Account, count: int, bound: str) -> None:
    error = account.refusal("BatchGetQueryExecution", QueryExecutionIds=["x"] * count)
    assert error.message == (
        "1 validation error detected: Value at 'queryExecutionIds' failed to satisfy constraint: Member "
        f"must have length {bound}"
    )
