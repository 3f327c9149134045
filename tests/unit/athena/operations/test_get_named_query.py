"""GetNamedQuery."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_all_but_the_token(account: Account) -> None:
    made = account("CreateNamedQuery", **QUERY, ClientRequestToken="t" * 32)["NamedQueryId"]
    assert account("GetNamedQuery", NamedQueryId=made) == {
        "NamedQuery": {**QUERY, "NamedQueryId": made, "WorkGroup": "primary"}
    }


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("GetNamedQuery", NamedQueryId="nope")
    assert (error.detail["AthenaErrorCode"], error.message) == (
        "NAMED_QUERY_NOT_FOUND",
        "NamedQuery nope was not found",
    )
