"""ListPreparedStatements."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import NOW, Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_by_name_in_pages(account: Account) -> None:
    for name in ("b", "a"):
        account("CreatePreparedStatement", **STATEMENT | {"StatementName": name}, QueryStatement="SELECT ?")
    first = account("ListPreparedStatements", WorkGroup="primary", MaxResults=1)
    assert first["PreparedStatements"] == [{"StatementName": "a", "LastModifiedTime": NOW}]
    rest = account("ListPreparedStatements", WorkGroup="primary", NextToken=first["NextToken"])
    assert rest == {"PreparedStatements": [{"StatementName": "b", "LastModifiedTime": NOW}]}
    assert account.refusal("ListPreparedStatements", WorkGroup="nope").message == "WorkGroup is not found."
