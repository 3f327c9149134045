"""DeletePreparedStatement."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_it_is_gone(account: Account) -> None:
    account("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?")
    assert account("DeletePreparedStatement", **STATEMENT) == {}
    error = account.refusal("DeletePreparedStatement", **STATEMENT)
    assert error.message == "PreparedStatement p was not found in workGroup primary"
