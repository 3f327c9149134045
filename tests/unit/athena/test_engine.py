from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nuage.athena.engine import Engine, Limits
from nuage.athena.errors import QueryCancelledError, QueryError
from nuage.athena.tables import Part, TableData
from nuage.athena.types import BIGINT, VARBINARY, VARCHAR, parse_hive_type
from tests.unit.athena import tweets
from tests.unit.athena.lab import Lab

ENDLESS = "SELECT count(*) FROM UNNEST(sequence(1, 40000)) a(x), UNNEST(sequence(1, 40000)) b(y), UNNEST(sequence(1, 40000)) c(z) WHERE x * y * z % 7 = 3"


def ask(engine: Engine, table: TableData, sql: str) -> list[tuple[Any, ...]]:
    return Lab(engine, {table.key: table}).rows(sql)


def test_a_new_object_is_added_and_a_missing_one_goes(engine: Engine) -> None:
    count = 'SELECT count(*), min("$path") FROM tweets'
    assert ask(engine, tweets.table(1, 2), count) == [("2", "s3://tweets/1.json")]
    assert ask(engine, tweets.table(1, 2, 3), count) == [("3", "s3://tweets/1.json")]
    assert ask(engine, tweets.table(2), count) == [("1", "s3://tweets/2.json")]
    assert ask(engine, tweets.table(), count) == [("0", None)]


def test_rows_and_lines_give_the_same(engine: Engine) -> None:
    columns = (
        ("a", BIGINT),
        ("b", parse_hive_type("decimal(10,2)")),
        ("c", parse_hive_type("array<struct<x:int,y:string>>")),
        ("d", parse_hive_type("map<string,int>")),
        ("e", parse_hive_type("timestamp")),
        ("f", VARBINARY),
        ("g", parse_hive_type("date")),
    )
    rows = [
        (1, Decimal("1.50"), [{"x": 1, "y": "é"}], {"k": 2}, "2026-01-31 10:11:12.345", b"\x01", "2026-01-31")
    ]
    lines = '{"a":1,"b":"1.50","c":[{"x":1,"y":"é"}],"d":{"k":2},"e":"2026-01-31 10:11:12.345","f":"AQ==","g":"2026-01-31"}\n{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null}\n'
    expected = ("1", "1.50", "[{x=1, y=é}]", "{k=2}", "2026-01-31 10:11:12.345", "01", "2026-01-31")
    by_rows = TableData("default.r", columns, [Part("1", "s3://x", rows=rows)])
    by_lines = TableData("default.l", columns, [Part("1", "s3://x", lines=lines.encode())])
    assert [expected] == ask(engine, by_rows, "SELECT * FROM r")
    assert [expected, (None,) * 7] == ask(engine, by_lines, "SELECT * FROM l")


def test_parquet_with_a_missing_column_and_a_partition(engine: Engine) -> None:
    file = engine.folder / "x.parquet"
    lab = Lab(engine, {})
    assert (
        engine.write_parquet(lab.rewrite("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(n, s)"), {}, file) == 2
    )
    table = TableData(
        "default.p",
        (("n", BIGINT), ("missing", VARCHAR), ("s", VARCHAR), ("dt", VARCHAR)),
        [Part("1", "s3://b/dt=x/1.parquet", parquet=file, constants={"dt": "x"})],
    )
    assert ask(engine, table, "SELECT * FROM p ORDER BY n") == [("1", None, "a", "x"), ("2", None, "b", "x")]


def test_a_line_that_does_not_fit_leaves_nothing_behind(engine: Engine) -> None:
    wrong = TableData("default.w", (("a", BIGINT),), [Part("1", "s3://x", lines=b'{"a":"x"}')])
    with pytest.raises(QueryError):
        ask(engine, wrong, "SELECT * FROM w")
    right = TableData("default.w", (("a", BIGINT),), [Part("1", "s3://x", lines=b'{"a":1}')])
    assert ask(engine, right, "SELECT * FROM w") == [("1",)]
    assert list(engine.folder.glob("*.json")) == []


def test_a_running_query_is_stopped(engine: Engine, bare: Lab) -> None:
    execution = engine.execution()
    threading.Timer(0.2, execution.stop).start()
    with pytest.raises(QueryCancelledError):
        engine.run(bare.rewrite(ENDLESS), {}, execution=execution).rows()


def test_a_query_stopped_before_it_runs(engine: Engine, bare: Lab) -> None:
    execution = engine.execution()
    execution.stop()
    with pytest.raises(QueryCancelledError):
        engine.run(bare.rewrite("SELECT 1"), {}, execution=execution)


def test_a_query_that_takes_too_long(engine: Engine, bare: Lab) -> None:
    with pytest.raises(
        QueryError, match=r"EXCEEDED_TIME_LIMIT: Query exceeded the maximum run time of 0\.2s"
    ):
        engine.run(bare.rewrite(ENDLESS), {}, Limits(seconds=0.2)).rows()


def test_a_table_reloaded_while_it_is_read(engine: Engine) -> None:
    old = Lab(engine, {"default.tweets": tweets.table(1, 2, 3)})
    result = engine.run(old.rewrite("SELECT id FROM tweets"), old.data)
    assert ask(engine, tweets.table(4), "SELECT count(*) FROM tweets") == [("1",)]
    assert len(result.rows()) == 3


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/nuage-out.csv'",
        "ATTACH '/tmp/nuage.db' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "SELECT * FROM glob('/*')",
    ],
)
def test_the_engine_itself_is_closed(engine: Engine, sql: str) -> None:
    """The user's text never gets here: this is the last of three doors."""
    with pytest.raises(duckdb.Error):
        engine.execution().connection.execute(sql)


def test_engines_do_not_share(tmp_path: Path, engine: Engine) -> None:
    other = Engine(tmp_path / "other")
    try:
        assert ask(other, tweets.table(1), "SELECT count(*) FROM tweets") == [("1",)]
        assert ask(engine, tweets.table(1, 2), "SELECT count(*) FROM tweets") == [("2",)]
    finally:
        other.close()


def test_explain_shows_the_engines_plan(lab: Lab) -> None:
    text = lab.engine.explain(lab.rewrite("SELECT lang, count(*) FROM tweets GROUP BY lang"), lab.data)
    assert "count_star()" in text


def test_queries_at_once(lab: Lab) -> None:
    answers: list[list[tuple[Any, ...]]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(lab.rows("SELECT count(*) FROM tweets")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [[("5",)]] * 8
