"""DeleteNamedQuery."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_it_is_gone(account: Account) -> None:
    made = account("CreateNamedQuery", **QUERY)["NamedQueryId"]
    assert account("DeleteNamedQuery", NamedQueryId=made) == {}
    error = account.refusal("DeleteNamedQuery", NamedQueryId=made)
    assert error.message == f"NamedQuery {made} was not found"
