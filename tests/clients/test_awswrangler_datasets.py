"""awswrangler's datasets, catalogue and items with nothing but AWS_ENDPOINT_URL and dummy keys."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Call, World

pytestmark = pytest.mark.timeout(600)


def test_parquet_datasets_are_written_appended_and_read(call: Call) -> None:
    assert call("wrangler_datasets", "parquet") == {
        "types": {
            "id": "bigint",
            "name": "string",
            "day": "date",
            "at": "timestamp",
            "share": "double",
            "price": "decimal(3,2)",
            "numbers": "array<bigint>",
            "more": "bigint",
            "part": "string",
        },
        "rows": {
            "id": [1, 2, 3],
            "name": ["a", "é", None],
            "day": ["2026-01-01"] * 3,
            "at": ["2026-01-01 10:00:00"] * 3,
            "share": [1.5, 2.5, None],
            "price": ["1.50"] * 3,
            "numbers": [[1, 2], [3], []],
            "part": ["x", "x", "y"],
        },
        "plain": {"id": [1, 2, 3], "price": ["1.50"] * 3},
        "partitions": ["x", "y"],
        "counted": {"part": ["x", "y"], "n": [6, 4], "more": [2, 1]},
    }


def test_csv_and_json_datasets(call: Call) -> None:
    rows = {"id": [1, 2, 3], "name": ["a", "é", None]}
    assert call("wrangler_datasets", "texts") == {"commas": rows, "objects": rows}


def test_repair_table_finds_partitions(call: Call) -> None:
    assert call("wrangler_datasets", "repair") == {
        "before": {"n": [0]},
        "state": "SUCCEEDED",
        "after": {"p": ["1", "2"], "a": [1, 2]},
    }


def test_objects(call: Call) -> None:
    assert call("wrangler_datasets", "objects") == {
        "size": True,
        "sum": sum(n * 7919 % 1_000_003 for n in range(1_000_000)),
        "schema": {"x": "bigint", "y": "bigint"},
        "same": True,
        "listed": ["copies/é & +.bin", "files/é & +.bin"],
        "folders": ["copies/", "t/"],
        "exists": [True, False],
        "region": "us-east-1",
    }


def test_catalogue_tables(call: Call, world: World) -> None:
    assert call("wrangler_catalog", "tables") == {
        "all": ["made_csv", "made_json", "made_parquet", "t"],
        "contains": ["made_csv"],
        "prefix": ["made_csv", "made_json", "made_parquet"],
        "suffix": ["made_json"],
        "search": ["made_parquet"],
        "columns": {
            "Column Name": ["a", "p"],
            "Type": ["bigint", "string"],
            "Partition": [False, True],
            "Comment": ["the a", ""],
        },
        "location": f"s3://{world.data}/catalog/csv/",
        "description": "made by a test",
        "comments": "the a",
        "database": True,
        "exists": True,
        "deleted": [True, False],
        "left": False,
    }


def test_catalogue_changes(call: Call) -> None:
    assert call("wrangler_catalog", "changes") == {
        "parameters": "y",
        "overwritten": {"z": "y"},
        "added": {"a": "bigint", "b": "int", "p": "string"},
        "back": {"a": "bigint", "p": "string"},
        "versions": 3,  # changed parameters archive nothing (SkipArchive)
        "some": ["2", "3"],
        "left": ["2", "3"],
        "deleted": ["2", "3"],
        "empty": {},
    }


def test_catalogue_databases(call: Call, world: World) -> None:
    name = f"{world.database}_more"
    assert call("wrangler_catalog", "databases") == {
        "again": f"Database {name} already exists and <exist_ok> is set to False.",
        "there": True,
        "left": False,
    }


def test_dynamodb_items(call: Call) -> None:
    assert call("wrangler_dynamodb", "items") == {
        "keys": {
            "PK": ["a", "a"],
            "SK": ["1", "2"],  # decimals
            "map": ["map1", "map0"],
            "list": [["1.0", "1.5"]] * 2,
            "doc": [{"y": ["x"]}] * 2,
        },
        "condition": 48,
        "text": 120,
        "filter": 60,
        "index": 60,
        "scan": 120,
        "columns": {"SK": ["7"], "map": ["map1"]},
        "most": 5,
        "chunks": 120,
        "left": 0,
    }


def test_dynamodb_files_and_partiql(call: Call) -> None:
    assert call("wrangler_dynamodb", "files") == {
        "all": ["b", "b", "c", "d"],
        "partiql": ["new", "q"],
        "table": True,
    }
