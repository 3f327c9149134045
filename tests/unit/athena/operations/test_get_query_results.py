"""GetQueryResults."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.athena.operations.conftest import COLUMN, Account

ROWS = [{"Data": [{"VarCharValue": "n"}]}, {"Data": [{"VarCharValue": "1"}]}]


def test_rows_with_their_columns(account: Account) -> None:
    assert account("GetQueryResults", QueryExecutionId=account.start()) == {
        "ResultSet": {"Rows": ROWS, "ResultSetMetadata": {"ColumnInfo": [COLUMN]}},
        "UpdateCount": 0,
    }


def test_a_full_page_has_a_token_even_when_nothing_is_left(account: Account) -> None:
    made = account.start()
    first = account("GetQueryResults", QueryExecutionId=made, MaxResults=1)
    second = account("GetQueryResults", QueryExecutionId=made, MaxResults=1, NextToken=first["NextToken"])
    assert [first["ResultSet"]["Rows"], second["ResultSet"]["Rows"]] == [[ROWS[0]], [ROWS[1]]]
    last = account("GetQueryResults", QueryExecutionId=made, MaxResults=1, NextToken=second["NextToken"])
    assert last["ResultSet"]["Rows"] == []
    assert "NextToken" not in last


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"MaxResults": 1001}, "MaxResults is more than maximum allowed length 1000"),
        ({"NextToken": "x"}, "Malformed nextPageToken x"),
        (
            {"MaxResults": 0},
            (
                "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: "
                "Member must have value greater than or equal to 1"
            ),
        ),
        (
            {"NextToken": ""},
            (
                "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must "
                "have length greater than or equal to 1"
            ),
        ),
    ],
)
def test_bad_pages(account: Account, more: dict[str, Any], message: str) -> None:
    assert account.refusal("GetQueryResults", QueryExecutionId=account.start(), **more).message == message


def test_what_has_no_results(account: Account) -> None:
    failed = account.start("SELECT fail")
    error = account.refusal("GetQueryResults", QueryExecutionId=failed)
    assert error.message == "Query did not finish successfully. Final query state: FAILED"
    account.life.held = True
    waiting = account.start()
    error = account.refusal("GetQueryResults", QueryExecutionId=waiting)
    assert error.message == "Query has not yet finished. Current state: QUEUED"
    account("StopQueryExecution", QueryExecutionId=waiting)
    error = account.refusal("GetQueryResults", QueryExecutionId=waiting)
    assert (error.detail["AthenaErrorCode"], error.message) == ("RESULT_NOT_FOUND", "Could not find results")


def test_who_may_not_read_the_file_may_not_read_the_results(account: Account) -> None:
    made = account.start()
    account.files.denied = True
    error = account.refusal("GetQueryResults", QueryExecutionId=made)
    assert error.message == f"Permission denied on S3 path: s3://results/out/{made}.csv"
    account.files.denied = False
    account.files.written.clear()
    assert account.refusal("GetQueryResults", QueryExecutionId=made).message == "Could not find results"
