"""UpdateNamedQuery."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_name_text_and_description_change(account: Account) -> None:
    made = account("CreateNamedQuery", **QUERY)["NamedQueryId"]
    account("UpdateNamedQuery", NamedQueryId=made, Name="r", QueryString="SELECT 2", Description="d")
    found = account("GetNamedQuery", NamedQueryId=made)["NamedQuery"]
    assert (found["Name"], found["QueryString"], found["Description"], found["Database"]) == (
        "r", "SELECT 2", "d", "lab"
    )  # fmt: skip


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("UpdateNamedQuery", NamedQueryId="nope", Name="r", QueryString="SELECT 2")
    assert error.message == "NamedQuery nope was not found"
