"""GetWorkGroup."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_primary_is_always_there(account: Account) -> None:
    found = account("GetWorkGroup", WorkGroup="primary")["WorkGroup"]
    assert found["Configuration"]["EnforceWorkGroupConfiguration"] is False


def test_an_unknown_one(account: Account) -> None:
    assert account.refusal("GetWorkGroup", WorkGroup="nope").message == "WorkGroup nope is not found."
