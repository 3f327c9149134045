"""PyAthena's cursors: a statement each, and what a user gets."""

from __future__ import annotations

import asyncio
import functools
import os
from types import SimpleNamespace as World
from typing import Any

import pandas as pd
import pyarrow.fs
import pyathena
from pyathena.aio.arrow.cursor import AioArrowCursor
from pyathena.aio.cursor import AioCursor, AioDictCursor
from pyathena.aio.pandas.cursor import AioPandasCursor
from pyathena.arrow.async_cursor import AsyncArrowCursor
from pyathena.arrow.cursor import ArrowCursor
from pyathena.async_cursor import AsyncCursor, AsyncDictCursor
from pyathena.cursor import DictCursor
from pyathena.error import OperationalError
from pyathena.pandas.async_cursor import AsyncPandasCursor
from pyathena.pandas.cursor import PandasCursor
from pyathena.pandas.util import to_sql as pandas_to_sql
from pyathena.s3fs.cursor import S3FSCursor

QUERY = "SELECT id, text, score, tags FROM t ORDER BY id LIMIT 2"


def _settings(world: World) -> dict[str, Any]:
    return {
        "s3_staging_dir": f"s3://{world.results}/pyathena/",
        "schema_name": world.database,
        "poll_interval": 0.05,
    }


def _cursor(world: World, kind: Any = None, **more: Any) -> Any:
    connection = pyathena.connect(**_settings(world))
    return connection.cursor(kind, **more) if kind else connection.cursor()


def _use_the_endpoint() -> None:
    """The line that docs/clients.md gives to users of the Arrow cursors."""
    pyarrow.fs.S3FileSystem = functools.partial(
        pyarrow.fs.S3FileSystem, endpoint_override=os.environ.get("AWS_ENDPOINT_URL")
    )


def plain(world: World) -> Any:
    cursor = _cursor(world).execute(QUERY)
    return {
        "rows": cursor.fetchall(),
        "description": cursor.description,
        "scanned": cursor.data_scanned_in_bytes,
    }


def to_sql(world: World) -> Any:
    """A data frame as a table, which asks information_schema whether it is there."""
    connection = pyathena.connect(**_settings(world))
    frame = pd.DataFrame({"a": [1, 2], "day": ["x", "y"]})
    place = {"location": f"s3://{world.data}/sent/", "partitions": ["day"]}
    for when in ("fail", "append", "replace"):
        pandas_to_sql(frame, "sent", connection, schema=world.database, if_exists=when, **place)
    try:
        pandas_to_sql(frame, "sent", connection, schema=world.database, if_exists="fail", **place)
    except OperationalError as error:
        refused = str(error)
    rows = connection.cursor().execute("SELECT a, day FROM sent ORDER BY a").fetchall()
    connection.cursor().execute("DROP TABLE sent")
    return {"rows": rows, "refused": refused}


def statements(world: World) -> Any:
    """DDL, a write, and parameters in both styles."""
    cursor = _cursor(world)
    cursor.execute(
        f"CREATE TABLE copied WITH (external_location = 's3://{world.data}/copied/') AS SELECT * FROM t"
    )
    cursor.execute("INSERT INTO copied SELECT id + 10, text, score, tags FROM t")
    named = cursor.execute("SELECT id FROM copied WHERE id > %(least)d ORDER BY id", {"least": 12}).fetchall()
    marks = cursor.execute(
        "SELECT id FROM copied WHERE id > ? AND text = ?", ["9", "é 3"], paramstyle="qmark"
    ).fetchall()
    cursor.execute("DROP TABLE copied")
    return {"named": named, "marks": marks, "tables": cursor.execute("SHOW TABLES").fetchall()}


def failure(world: World) -> Any:
    try:
        _cursor(world).execute("SELECT nope FROM t")
    except pyathena.error.OperationalError as error:
        return str(error)
    return None


def rows_as_dictionaries(world: World) -> Any:
    return _cursor(world, DictCursor).execute(QUERY).fetchall()


def pandas(world: World) -> Any:
    return _cursor(world, PandasCursor).execute(QUERY).as_pandas().to_dict("list")


def pandas_unload(world: World) -> Any:
    return _cursor(world, PandasCursor, unload=True).execute(QUERY).as_pandas().to_dict("list")


def arrow(world: World) -> Any:
    _use_the_endpoint()
    return _cursor(world, ArrowCursor).execute(QUERY).as_arrow().to_pydict()


def arrow_unload(world: World) -> Any:
    _use_the_endpoint()
    return _cursor(world, ArrowCursor, unload=True).execute(QUERY).as_arrow().to_pydict()


def s3fs(world: World) -> Any:
    return _cursor(world, S3FSCursor).execute(QUERY).fetchall()


def futures(world: World) -> Any:
    """The cursors that answer with a future."""
    _use_the_endpoint()

    def wait(kind: Any) -> Any:
        _, future = _cursor(world, kind).execute(QUERY)
        return future.result()

    return {
        "plain": wait(AsyncCursor).fetchall(),
        "dict": wait(AsyncDictCursor).fetchall(),
        "pandas": wait(AsyncPandasCursor).as_pandas().to_dict("list"),
        "arrow": wait(AsyncArrowCursor).as_arrow().to_pydict(),
    }


def coroutines(world: World) -> Any:
    """The cursors for asyncio."""
    _use_the_endpoint()

    async def ask() -> Any:
        connection = await pyathena.aio_connect(**_settings(world))
        found: dict[str, Any] = {}
        for name, kind in (("plain", AioCursor), ("dict", AioDictCursor)):
            async with connection.cursor(kind) as cursor:
                await cursor.execute(QUERY)
                found[name] = await cursor.fetchall()
        async with connection.cursor(AioPandasCursor) as cursor:
            await cursor.execute(QUERY)
            found["pandas"] = (await cursor.as_pandas()).to_dict("list")
        async with connection.cursor(AioArrowCursor) as cursor:
            await cursor.execute(QUERY)
            table = cursor.as_arrow()
            found["arrow"] = (await table if asyncio.iscoroutine(table) else table).to_pydict()
        return found

    return asyncio.run(ask())
