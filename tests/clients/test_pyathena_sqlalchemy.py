"""PyAthena's SQLAlchemy dialects with nothing but AWS_ENDPOINT_URL and dummy keys."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Call, World

pytestmark = pytest.mark.timeout(600)


def test_reflection(call: Call, world: World) -> None:
    found = call("dialect", "reflection")
    assert "default" in found["schemas"]
    assert world.database in found["schemas"]
    del found["schemas"]
    assert found == {
        "tables": ["t"],
        "views": ["ids"],
        "definition": f"CREATE VIEW {world.database}.ids AS\nSELECT id FROM t",
        "has": [True, True, True, False],
        "elsewhere": False,
        "columns": [
            ["id", "INTEGER()"],
            ["text", "String()"],
            ["score", "DOUBLE()"],
            ["tags", "AthenaArray(item_type=String())"],
        ],
        "missing": "nope",
        "location": f"s3://{world.data}/t/",
        "keys": [{"name": None, "constrained_columns": []}, [], []],
    }


def test_expressions_over_a_reflected_table(call: Call) -> None:
    assert call("dialect", "expressions") == {
        "where": [[3, "é 3"], [4, "é 4"]],
        "count": 5,
        "limit": [[4, "é 4", 2.0, ["a", "b"]]],
        "bound": [[1]],
        "rows": [[3], [4]],
    }


def test_a_table_is_made_filled_and_dropped(call: Call) -> None:
    assert call("dialect", "tables") == {
        "rows": [[1, "it's"], [2, None]],
        "columns": ["a", "b"],
        "left": False,
    }


def test_other_drivers(call: Call) -> None:
    rows = [[0, "é 0"], [1, "é 1"]]
    assert call("dialect", "drivers") == {"pandas": rows, "s3fs": rows, "aiorest": rows}


def test_pandas_on_top(call: Call) -> None:
    assert call("dialect", "data_frames") == {"read": {"id": [0, 1, 2, 3, 4]}, "written": [[1], [2]]}
