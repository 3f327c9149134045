"""CreatePreparedStatement."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_a_name_is_given_once_in_a_work_group(account: Account) -> None:
    account("CreateWorkGroup", Name="g")
    account("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?")
    error = account.refusal("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?")
    assert error.message == "PreparedStatement p already exists in workGroup primary"
    assert (
        account("CreatePreparedStatement", **STATEMENT | {"WorkGroup": "g"}, QueryStatement="SELECT ?") == {}
    )
