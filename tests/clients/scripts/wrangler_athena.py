"""awswrangler's queries."""

from __future__ import annotations

from types import SimpleNamespace as World
from typing import Any

import awswrangler as wr

QUERY = "SELECT id, text, score, tags FROM t ORDER BY id"


def _read(world: World, sql: str = QUERY, **more: Any) -> Any:
    # an UNLOAD wants an empty folder
    output = f"s3://{world.results}/wrangler/{more.pop('folder', 'queries')}/"
    return wr.athena.read_sql_query(
        sql, database=world.database, s3_output=output, athena_query_wait_polling_delay=0.05, **more
    )


def approaches(world: World) -> Any:
    """The same rows by a result file, by CTAS and by UNLOAD."""
    snappy = {"file_format": "PARQUET", "compression": "snappy"}
    frames = {
        "plain": _read(world, ctas_approach=False),
        "ctas": _read(world, ctas_approach=True),
        "unload": _read(world, ctas_approach=False, unload_approach=True, folder="unload"),
        "snappy": _read(
            world, ctas_approach=False, unload_approach=True, unload_parameters=snappy, folder="snappy"
        ),
    }
    return {name: frame.to_dict("list") for name, frame in frames.items()} | {
        # CTAS' table is gone afterwards
        "left": [table["Name"] for table in wr.catalog.get_tables(database=world.database)]
    }


def chunks(world: World) -> Any:
    """Rows in portions, of each approach."""
    return {
        "plain": [len(chunk) for chunk in _read(world, ctas_approach=False, chunksize=2)],
        "ctas": [len(chunk) for chunk in _read(world, ctas_approach=True, chunksize=2)],
        "unload": [
            len(chunk)
            for chunk in _read(world, ctas_approach=False, unload_approach=True, chunksize=2, folder="chunks")
        ],
    }


def parameters(world: World) -> Any:
    """Named parameters, which awswrangler writes into the text, and marks, which Athena binds."""
    named = _read(
        world, "SELECT id FROM t WHERE id > :least AND text <> :text ORDER BY id",
        params={"least": 2, "text": "it's"}, ctas_approach=False,
    )  # fmt: skip
    marks = _read(
        world, "SELECT id FROM t WHERE id > ? ORDER BY id",
        params=["2"], paramstyle="qmark", ctas_approach=False,
    )  # fmt: skip
    return {"named": named.to_dict("list"), "marks": marks.to_dict("list")}


def prepared(world: World) -> Any:
    """A prepared statement, from its creation to its deletion."""
    name = world.database
    wr.athena.create_prepared_statement(sql="SELECT id FROM t WHERE id > ?", statement_name=name)
    listed = [each["StatementName"] for each in wr.athena.list_prepared_statements()]
    rows = _read(world, f"EXECUTE {name} USING 2", ctas_approach=False).to_dict("list")
    wr.athena.delete_prepared_statement(name)
    left = [each["StatementName"] for each in wr.athena.list_prepared_statements()]
    return {"listed": name in listed, "rows": rows, "left": name in left}


def whole_table(world: World) -> Any:
    """read_sql_table, with and without CTAS."""
    output = f"s3://{world.results}/wrangler/tables/"
    return [
        len(wr.athena.read_sql_table("t", database=world.database, s3_output=output, ctas_approach=ctas))
        for ctas in (True, False)
    ]


def tables(world: World) -> Any:
    """create_ctas_table, unload, describe_table, show_create_table."""
    output = f"s3://{world.results}/wrangler/tables/"
    made = wr.athena.create_ctas_table(
        "SELECT id, text FROM t", database=world.database, ctas_table="made", s3_output=output, wait=True
    )
    folder = f"s3://{world.data}/unloaded/"
    wr.athena.unload(
        "SELECT id, text FROM t", path=folder, database=world.database, file_format="PARQUET",
        partitioned_by=["text"], workgroup="primary",
    )  # fmt: skip
    beside = [".csv", ".metadata"]  # awswrangler has the manifest written into the same folder
    unloaded = wr.s3.read_parquet(folder, dataset=True, path_ignore_suffix=beside).sort_values("id")
    described = wr.athena.describe_table(database=world.database, table="made", s3_output=output)
    return {
        "state": made["ctas_query_metadata"].raw_payload["Status"]["State"],
        "unloaded": unloaded["id"].tolist(),
        "partitions": sorted(unloaded["text"].astype(str)),
        "described": described[["Column Name", "Type"]].to_dict("list"),
        "created": wr.athena.show_create_table(database=world.database, table="made", s3_output=output)[:34],
    }


def failure(world: World) -> Any:
    """What a failed query raises."""
    try:
        _read(world, "SELECT nope FROM t", ctas_approach=False)
    except wr.exceptions.QueryFailed as error:
        return str(error)
    return None


def executions(world: World) -> Any:
    """start, wait, results and column types, one by one; and awswrangler's own bucket for results."""
    execution = wr.athena.start_query_execution(
        QUERY, database=world.database, s3_output=f"s3://{world.results}/wrangler/one/", wait=True
    )["QueryExecutionId"]
    return {
        "rows": len(wr.athena.get_query_results(execution)),
        "types": wr.athena.get_query_columns_types(execution),
        "listed": execution in wr.athena.list_query_executions(),
        "batch": wr.athena.get_query_executions([execution])["Status.State"].tolist(),
        "bucket": wr.athena.create_athena_bucket(),
    }
