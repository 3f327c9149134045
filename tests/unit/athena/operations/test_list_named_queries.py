"""ListNamedQueries."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

QUERY = {"Name": "q", "Database": "lab", "QueryString": "SELECT 1"}


def test_those_of_one_work_group_in_pages(account: Account) -> None:
    account("CreateWorkGroup", Name="g")
    made = [account("CreateNamedQuery", **QUERY)["NamedQueryId"] for _ in range(2)]
    other = account("CreateNamedQuery", **QUERY, WorkGroup="g")["NamedQueryId"]
    first = account("ListNamedQueries", MaxResults=1)
    assert first["NamedQueryIds"] == made[:1]
    assert account("ListNamedQueries", NextToken=first["NextToken"]) == {"NamedQueryIds": made[1:]}
    assert account("ListNamedQueries", WorkGroup="g") == {"NamedQueryIds": [other]}
