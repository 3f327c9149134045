"""DeleteWorkGroup."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_one_that_was_used_needs_the_recursive_option(account: Account) -> None:
    account("CreateWorkGroup", Name="g", Configuration={"EnforceWorkGroupConfiguration": False})
    made = account.start(WorkGroup="g")
    account("CreatePreparedStatement", StatementName="p", WorkGroup="g", QueryStatement="SELECT 1")
    query = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}
    named = account("CreateNamedQuery", **query, WorkGroup="g")["NamedQueryId"]
    assert account.refusal("DeleteWorkGroup", WorkGroup="g").message == "WorkGroup g is not empty"
    account("DeleteWorkGroup", WorkGroup="g", RecursiveDeleteOption=True)
    assert account.refusal("GetWorkGroup", WorkGroup="g").message == "WorkGroup g is not found."
    state = account.call.state
    assert (made in state.executions, named in state.named_queries, state.prepared) == (False, False, {})


def test_primary_stays(account: Account) -> None:
    error = account.refusal("DeleteWorkGroup", WorkGroup="primary", RecursiveDeleteOption=True)
    assert error.message == "The primary workgroup cannot be deleted"
