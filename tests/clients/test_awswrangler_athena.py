"""awswrangler's queries with nothing but AWS_ENDPOINT_URL and dummy keys."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Call

pytestmark = pytest.mark.timeout(600)

ROWS = {
    "id": [0, 1, 2, 3, 4],
    "text": ["é 0", "é 1", "é 2", "é 3", "é 4"],
    "score": [0.0, 0.5, 1.0, 1.5, 2.0],
    "tags": [["a", "b"]] * 5,
}


def test_ctas_unload_and_neither_give_the_same_rows(call: Call) -> None:
    assert call("wrangler_athena", "approaches") == {
        # a CSV file holds Athena's text of an array
        "plain": ROWS | {"tags": ["[a, b]"] * 5},
        "ctas": ROWS,
        "unload": ROWS,
        "snappy": ROWS,
        "left": ["t"],
    }


def test_chunks(call: Call) -> None:
    found = call("wrangler_athena", "chunks")
    assert found["plain"] == [2, 2, 1]
    assert sum(found["ctas"]) == 5
    assert sum(found["unload"]) == 5


def test_parameters(call: Call) -> None:
    assert call("wrangler_athena", "parameters") == {"named": {"id": [3, 4]}, "marks": {"id": [3, 4]}}


def test_prepared_statements(call: Call) -> None:
    assert call("wrangler_athena", "prepared") == {"listed": True, "rows": {"id": [3, 4]}, "left": False}


def test_read_sql_table(call: Call) -> None:
    assert call("wrangler_athena", "whole_table") == [5, 5]


def test_tables_and_unload(call: Call) -> None:
    assert call("wrangler_athena", "tables") == {
        "state": "SUCCEEDED",
        "unloaded": [0, 1, 2, 3, 4],
        "partitions": ["é 0", "é 1", "é 2", "é 3", "é 4"],
        "described": {"Column Name": ["id", "text"], "Type": ["int", "string"]},
        "created": "CREATE EXTERNAL TABLE `made`( `id`",
    }


def test_a_failed_query_raises_with_athenas_reason(call: Call) -> None:
    assert call("wrangler_athena", "failure") == (
        "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized "
        "to access requested resources"
    )


def test_one_step_after_the_other(call: Call) -> None:
    assert call("wrangler_athena", "executions") == {
        "rows": 5,
        "types": {"id": "integer", "text": "varchar", "score": "double", "tags": "array"},
        "listed": True,
        "batch": ["SUCCEEDED"],
        "bucket": "s3://aws-athena-query-results-000000000000-us-east-1/",
    }
