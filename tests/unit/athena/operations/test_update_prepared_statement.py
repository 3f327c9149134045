"""UpdatePreparedStatement."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_the_statement_is_replaced(account: Account) -> None:
    account("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?", Description="d")
    account("UpdatePreparedStatement", **STATEMENT, QueryStatement="SELECT ? + 1")
    found = account("GetPreparedStatement", **STATEMENT)["PreparedStatement"]
    assert found["QueryStatement"] == "SELECT ? + 1"


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("UpdatePreparedStatement", **STATEMENT, QueryStatement="SELECT 1")
    assert error.message == "PreparedStatement p was not found in workGroup primary"
