"""GetPreparedStatement."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import NOW, Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_it_is_described(account: Account) -> None:
    account("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?", Description="d")
    assert account("GetPreparedStatement", **STATEMENT)["PreparedStatement"] == {
        "StatementName": "p",
        "QueryStatement": "SELECT ?",
        "WorkGroupName": "primary",
        "LastModifiedTime": NOW,
        "Description": "d",
    }


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("GetPreparedStatement", **STATEMENT)
    assert (error.code, error.message) == (
        "ResourceNotFoundException",
        "PreparedStatement p was not found in workGroup primary",
    )
