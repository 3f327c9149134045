"""PyAthena's cursors with nothing but AWS_ENDPOINT_URL and dummy keys."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Call

pytestmark = pytest.mark.timeout(600)  # the first one may install the clients

ROWS = [[0, "é 0", 0.0, ["a", "b"]], [1, "é 1", 0.5, ["a", "b"]]]
DICTIONARIES = [dict(zip(("id", "text", "score", "tags"), row, strict=True)) for row in ROWS]
COLUMNS = {"id": [0, 1], "text": ["é 0", "é 1"], "score": [0.0, 0.5], "tags": [["a", "b"], ["a", "b"]]}
# of a CSV result, Athena's text of an array is all that these cursors have
FLAT = COLUMNS | {"tags": ["[a, b]", "[a, b]"]}


def test_plain(call: Call) -> None:
    assert call("cursors", "plain") == {
        "rows": ROWS,
        "description": [
            ["id", "integer", None, None, 10, 0, "UNKNOWN"],
            ["text", "varchar", None, None, 2147483647, 0, "UNKNOWN"],
            ["score", "double", None, None, 17, 0, "UNKNOWN"],
            ["tags", "array", None, None, 0, 0, "UNKNOWN"],
        ],
        "scanned": 5 * len('{"id": 0, "text": "\\u00e9 0", "score": 0.0, "tags": ["a", "b"]}'),
    }


def test_ddl_writes_and_parameters(call: Call) -> None:
    assert call("cursors", "statements") == {"named": [[13], [14]], "marks": [[13]], "tables": [["t"]]}


def test_a_data_frame_becomes_a_table(call: Call) -> None:
    sent = call("cursors", "to_sql")
    assert sent["rows"] == [[1, "x"], [2, "y"]]
    assert sent["refused"].endswith(".sent` already exists.")


def test_a_failed_query_raises_with_athenas_reason(call: Call) -> None:
    assert call("cursors", "failure") == (
        "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized "
        "to access requested resources"
    )


def test_dict(call: Call) -> None:
    assert call("cursors", "rows_as_dictionaries") == DICTIONARIES


def test_pandas(call: Call) -> None:
    assert call("cursors", "pandas") == FLAT


def test_pandas_with_unload(call: Call) -> None:
    assert call("cursors", "pandas_unload") == COLUMNS


def test_arrow(call: Call) -> None:
    assert call("cursors", "arrow") == FLAT


def test_arrow_with_unload(call: Call) -> None:
    assert call("cursors", "arrow_unload") == COLUMNS


def test_s3fs(call: Call) -> None:
    assert call("cursors", "s3fs") == ROWS


def test_cursors_that_answer_with_a_future(call: Call) -> None:
    assert call("cursors", "futures") == {
        "plain": ROWS, "dict": DICTIONARIES, "pandas": FLAT, "arrow": FLAT
    }  # fmt: skip


def test_cursors_for_asyncio(call: Call) -> None:
    assert call("cursors", "coroutines") == {
        "plain": ROWS, "dict": DICTIONARIES, "pandas": FLAT, "arrow": FLAT
    }  # fmt: skip
