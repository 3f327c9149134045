"""BatchGetNamedQuery."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_those_there_are_and_those_there_are_not(account: Account) -> None:
    made = account("CreateNamedQuery", **QUERY)["NamedQueryId"]
    found = account("BatchGetNamedQuery", NamedQueryIds=[made, "nope"])
    assert [query["Name"] for query in found["NamedQueries"]] == ["q"]
    assert found["UnprocessedNamedQueryIds"] == [
        {
            "NamedQueryId": "nope",
            "ErrorCode": "NAMED_QUERY_NOT_FOUND",
            "ErrorMessage": "NamedQuery nope was not found",
        }
    ]
