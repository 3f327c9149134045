"""ListWorkGroups."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_by_name_in_pages(account: Account) -> None:
    account("CreateWorkGroup", Name="a")
    account("CreateWorkGroup", Name="z")
    first = account("ListWorkGroups", MaxResults=2)
    assert [group["Name"] for group in first["WorkGroups"]] == ["a", "primary"]
    rest = account("ListWorkGroups", MaxResults=2, NextToken=first["NextToken"])
    assert [group["Name"] for group in rest["WorkGroups"]] == ["z"]
    assert set(rest["WorkGroups"][0]) == {"Name", "State", "Description", "CreationTime", "EngineVersion"}
