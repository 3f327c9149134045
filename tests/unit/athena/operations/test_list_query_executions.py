"""ListQueryExecutions."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_the_newest_first_in_pages(account: Account) -> None:
    made = [account.start() for _ in range(3)]
    first = account("ListQueryExecutions", MaxResults=2)
    assert first["QueryExecutionIds"] == [made[2], made[1]]
    rest = account("ListQueryExecutions", MaxResults=2, NextToken=first["NextToken"])
    assert rest == {"QueryExecutionIds": [made[0]]}


def test_those_of_one_work_group(account: Account) -> None:
    account("CreateWorkGroup", Name="group")
    account.start()
    assert account("ListQueryExecutions", WorkGroup="group") == {"QueryExecutionIds": []}
    assert account.refusal("ListQueryExecutions", WorkGroup="nope").message == "WorkGroup is not found."


def test_a_token_that_is_not_ours(account: Account) -> None:
    error = account.refusal("ListQueryExecutions", NextToken="x")
    assert error.message == "The nextPageToken is malformed: x"
