"""What a request's parameters make of ARNs, where they need help from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.iam.calls import Call
from nuage.iam.parameters import work_group_arns

KNOWN = {"execution-a": "a", "execution-b": "b", "query-a": "a"}


@pytest.mark.parametrize(
    ("operation", "parameters", "groups"),
    [
        ("StartQueryExecution", {}, ["primary"]),
        ("StartQueryExecution", {"WorkGroup": "a"}, ["a"]),
        ("ListQueryExecutions", {}, ["primary"]),
        ("CreateWorkGroup", {"Name": "new"}, ["new"]),
        ("CreateNamedQuery", {"Name": "a", "Database": "d", "QueryString": "SELECT 1"}, ["primary"]),
        ("UpdateNamedQuery", {"NamedQueryId": "query-a", "Name": "b"}, ["a"]),
        ("GetQueryExecution", {"QueryExecutionId": "execution-b"}, ["b"]),
        ("GetQueryResults", {"QueryExecutionId": "unknown"}, ["primary"]),
        ("BatchGetQueryExecution", {"QueryExecutionIds": ["execution-b", "execution-a"]}, ["b", "a"]),
        ("BatchGetQueryExecution", {"QueryExecutionIds": ["execution-a", "execution-a"]}, ["a"]),
        ("BatchGetNamedQuery", {"NamedQueryIds": ["query-a", "unknown"]}, ["a", "primary"]),
        ("GetPreparedStatement", {"StatementName": "s", "WorkGroup": "b"}, ["b"]),
    ],
)
def test_the_work_group_is_the_one_an_id_belongs_to(
    operation: str, parameters: dict[str, Any], groups: list[str]
) -> None:
    call = Call(
        "athena",
        operation,
        parameters,
        "000000000000",
        "us-east-1",
        work_group=lambda made: KNOWN.get(made, ""),
    )
    assert work_group_arns(call) == [
        f"arn:aws:athena:us-east-1:000000000000:workgroup/{group}" for group in groups
    ]
