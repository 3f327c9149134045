"""awswrangler's datasets: files in S3 with a table in the catalogue."""

from __future__ import annotations

import datetime
import decimal
from pathlib import Path
from types import SimpleNamespace as World
from typing import Any

import awswrangler as wr
import pandas as pd


def _query(world: World, sql: str, **more: Any) -> Any:
    frame = wr.athena.read_sql_query(
        sql, database=world.database, s3_output=f"s3://{world.results}/datasets/",
        athena_query_wait_polling_delay=0.05, **more,
    )  # fmt: skip
    return frame.astype(object).where(frame.notna(), None).to_dict("list")


def _frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [1, 2, 3],
            "name": ["a", "é", None],
            "day": [datetime.date(2026, 1, 1)] * 3,
            "at": pd.to_datetime(["2026-01-01 10:00:00"] * 3),
            "share": [1.5, 2.5, None],
            "price": [decimal.Decimal("1.50")] * 3,
            "numbers": [[1, 2], [3], []],
            "part": ["x", "x", "y"],
        }
    )


def parquet(world: World) -> Any:
    """to_parquet with its modes, and what Athena reads of it."""
    frame = _frame()
    where = {
        "path": f"s3://{world.data}/written/", "dataset": True, "database": world.database,
        "table": "written", "partition_cols": ["part"],
    }  # fmt: skip
    wr.s3.to_parquet(frame, mode="overwrite", **where)
    rows = _query(world, "SELECT * FROM written ORDER BY id")
    unloaded = _query(world, "SELECT id, price FROM written ORDER BY id", ctas_approach=False)
    wr.s3.to_parquet(frame.assign(id=[4, 5, 6]), mode="append", **where)
    wr.s3.to_parquet(frame.assign(id=[7, 8, 9], part="y"), mode="overwrite_partitions", **where)
    wr.s3.to_parquet(frame.assign(more=1), mode="append", **where)  # a new column
    counted = "SELECT part, count(*) AS n, count(more) AS more FROM written GROUP BY part ORDER BY part"
    return {
        "types": wr.catalog.get_table_types(database=world.database, table="written"),
        "rows": rows,
        "plain": unloaded,
        "partitions": sorted(
            values[0]
            for values in wr.catalog.get_parquet_partitions(database=world.database, table="written").values()
        ),
        "counted": _query(world, counted, ctas_approach=False),
    }


def texts(world: World) -> Any:
    """to_csv and to_json."""
    frame = _frame()[["id", "name"]]
    where = {"dataset": True, "database": world.database}
    wr.s3.to_csv(frame, path=f"s3://{world.data}/csv/", table="commas", index=False, **where)
    wr.s3.to_json(
        frame,
        path=f"s3://{world.data}/json/",
        table="objects",
        orient="records",
        lines=True,
        index=False,
        **where,
    )
    return {
        name: _query(world, f"SELECT * FROM {name} ORDER BY id", ctas_approach=False)
        for name in ("commas", "objects")
    }


def repair(world: World) -> Any:
    """Partitions that lie in S3 are found by repair_table."""
    folder = f"s3://{world.data}/repaired/"
    wr.catalog.create_parquet_table(
        database=world.database, table="repaired", path=folder,
        columns_types={"a": "bigint"}, partitions_types={"p": "string"},
    )  # fmt: skip
    for part in ("1", "2"):
        wr.s3.to_parquet(pd.DataFrame({"a": [int(part)]}), f"{folder}p={part}/file.parquet")
    before = _query(world, "SELECT count(*) AS n FROM repaired", ctas_approach=False)
    state = wr.athena.repair_table(
        database=world.database, table="repaired", s3_output=f"s3://{world.results}/datasets/"
    )
    after = _query(world, "SELECT p, a FROM repaired ORDER BY p", ctas_approach=False)
    return {"before": before, "state": state, "after": after}


def objects(world: World) -> Any:
    """What awswrangler does with objects: lists, copies, deletes, large ones in parts."""
    bucket = f"s3://{world.data}/"
    large = pd.DataFrame({"x": range(1_000_000), "y": [n * 7919 % 1_000_003 for n in range(1_000_000)]})
    wr.s3.to_parquet(large, f"{bucket}large.parquet", compression=None)
    size = wr.s3.size_objects(f"{bucket}large.parquet")[f"{bucket}large.parquet"]
    there, back = Path(world.folder) / "there", Path(world.folder) / "back"
    there.write_bytes(b"x" * 20_000_000)
    wr.s3.upload(str(there), f"{bucket}files/é & +.bin")
    wr.s3.download(f"{bucket}files/é & +.bin", str(back))
    wr.s3.copy_objects([f"{bucket}files/é & +.bin"], f"{bucket}files/", f"{bucket}copies/")
    listed = wr.s3.list_objects(f"{bucket}*/é*")
    wr.s3.delete_objects(f"{bucket}files/")
    return {
        "size": size > 10_000_000,
        "sum": wr.s3.read_parquet(f"{bucket}large.parquet", columns=["y"])["y"].sum(),
        "schema": wr.s3.read_parquet_metadata(f"{bucket}large.parquet").columns_types,
        "same": back.read_bytes() == there.read_bytes(),
        "listed": [key.removeprefix(bucket) for key in listed],
        "folders": [key.removeprefix(bucket) for key in wr.s3.list_directories(bucket)],
        "exists": [wr.s3.does_object_exist(f"{bucket}{key}") for key in ("t/0.json", "files/é & +.bin")],
        "region": wr.s3.get_bucket_region(world.data),
    }
