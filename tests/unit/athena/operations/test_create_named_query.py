"""CreateNamedQuery."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_the_same_token_gives_the_same_query(account: Account) -> None:
    token = {"ClientRequestToken": "t" * 32}
    made = account("CreateNamedQuery", **QUERY, **token)
    assert account("CreateNamedQuery", **QUERY, **token) == made
    assert account("CreateNamedQuery", **QUERY) != made
    error = account.refusal("CreateNamedQuery", **QUERY | {"Name": "other"}, **token)
    assert error.detail["AthenaErrorCode"] == "IDEMPOTENT_PARAMETER_MISMATCH"


def test_its_work_group_must_be_there(account: Account) -> None:
    assert account.refusal("CreateNamedQuery", **QUERY, WorkGroup="nope").message == "WorkGroup is not found."
