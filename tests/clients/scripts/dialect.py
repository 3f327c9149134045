"""PyAthena's dialects of SQLAlchemy, and pandas on top of them."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace as World
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import NoSuchTableError
from sqlalchemy.ext.asyncio import create_async_engine


def _url(world: World, driver: str = "rest") -> sa.URL:
    return sa.URL.create(
        f"awsathena+{driver}",
        host="athena.us-east-1.amazonaws.com",  # only the region in it is read
        port=443,
        database=world.database,
        query={"s3_staging_dir": f"s3://{world.results}/sqlalchemy/", "poll_interval": "0.05"},
    )


def _engine(world: World, driver: str = "rest") -> sa.Engine:
    return sa.create_engine(_url(world, driver))


def reflection(world: World) -> Any:
    """Schemas, tables, columns, options and views, as an inspector sees them."""
    engine = _engine(world)
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE VIEW ids AS SELECT id FROM t"))
    inspector = sa.inspect(engine)
    try:
        missing: Any = inspector.get_columns("nope")
    except NoSuchTableError as error:
        missing = str(error)
    return {
        "schemas": inspector.get_schema_names(),
        "tables": inspector.get_table_names(),
        "views": inspector.get_view_names(),
        "definition": inspector.get_view_definition("ids"),
        "has": [inspector.has_table(name) for name in ("t", "T", "ids", "nope")],
        "elsewhere": inspector.has_table("t", schema="default"),
        "columns": [(column["name"], repr(column["type"])) for column in inspector.get_columns("t")],
        "missing": missing,
        "location": inspector.get_table_options("t")["awsathena_location"],
        "keys": [
            inspector.get_pk_constraint("t"),
            inspector.get_foreign_keys("t"),
            inspector.get_indexes("t"),
        ],
    }


def expressions(world: World) -> Any:
    """Statements that SQLAlchemy writes from a reflected table."""
    engine = _engine(world)
    table = sa.Table("t", sa.MetaData(), autoload_with=engine)
    with engine.connect() as connection:
        bound = sa.text("SELECT id FROM t WHERE text = :text")
        return {
            "where": connection.execute(
                sa.select(table.c.id, table.c.text).where(table.c.id > 2).order_by(table.c.id)
            ).fetchall(),
            "count": connection.execute(sa.select(sa.func.count()).select_from(table)).scalar(),
            "limit": connection.execute(sa.select(table).order_by(table.c.id.desc()).limit(1)).fetchall(),
            "bound": connection.execute(bound, {"text": "é 1"}).fetchall(),
            "rows": connection.execute(sa.select(table.c.id).order_by(table.c.id).offset(3)).fetchall(),
        }


def tables(world: World) -> Any:
    """A table is made, filled, reflected and dropped."""
    engine = _engine(world)
    made = sa.Table(
        "made",
        sa.MetaData(),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String),
        awsathena_location=f"s3://{world.data}/made/",
        awsathena_file_format="PARQUET",
    )
    with engine.connect() as connection:
        made.create(connection)
        connection.execute(made.insert(), [{"a": 1, "b": "it's"}, {"a": 2, "b": None}])
        rows = connection.execute(sa.select(made).order_by(made.c.a)).fetchall()
        columns = [column["name"] for column in sa.inspect(engine).get_columns("made")]
        made.drop(connection)
        return {"rows": rows, "columns": columns, "left": sa.inspect(engine).has_table("made")}


def drivers(world: World) -> Any:
    """The dialects that fetch through pandas and s3fs, and the one for asyncio."""
    query = sa.text("SELECT id, text FROM t ORDER BY id LIMIT 2")

    def fetch(driver: str) -> Any:
        with _engine(world, driver).connect() as connection:
            return connection.execute(query).fetchall()

    async def fetch_async() -> Any:
        async with create_async_engine(_url(world, "aiorest")).connect() as connection:
            return (await connection.execute(query)).fetchall()

    return {"pandas": fetch("pandas"), "s3fs": fetch("s3fs"), "aiorest": asyncio.run(fetch_async())}


def data_frames(world: World) -> Any:
    """pandas' read_sql and to_sql."""
    location = {"s3_dir": f"s3://{world.data}/frames/"}
    engine = sa.create_engine(_url(world).update_query_dict(location))
    pd.DataFrame({"a": [1, 2]}).to_sql("frames", engine, schema=world.database, index=False)
    with engine.connect() as connection:
        written = connection.execute(sa.text("SELECT a FROM frames ORDER BY a")).fetchall()
    return {"read": pd.read_sql("SELECT id FROM t ORDER BY id", engine).to_dict("list"), "written": written}
