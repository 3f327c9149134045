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


# --- loading ------------------------------------------------------------------------------------------------


class Slow(list[Part]):
    """Parts that let nobody past until they are told to."""

    def __init__(self, parts: list[Part]) -> None:
        super().__init__(parts)
        self.begun, self.go = threading.Event(), threading.Event()

    def __iter__(self) -> Any:
        self.begun.set()
        assert self.go.wait(30)
        return super().__iter__()


def slow_table(key: str) -> tuple[TableData, Slow]:
    parts = Slow(list(tweets.table(1, 2).parts))
    return TableData(key, tweets.COLUMNS, parts), parts


def test_a_long_load_keeps_no_other_table_waiting(engine: Engine, bare: Lab) -> None:
    table, parts = slow_table("default.slow")
    answers: list[Any] = []
    loading = threading.Thread(target=lambda: answers.append(ask(engine, table, "SELECT count(*) FROM slow")))
    loading.start()
    assert parts.begun.wait(10)
    assert bare.rows("SELECT 1") == [("1",)]
    assert ask(engine, TableData("default.quick", tweets.COLUMNS, ()), "SELECT count(*) FROM quick") == [
        ("0",)
    ]
    assert answers == []
    parts.go.set()
    loading.join(10)
    assert answers == [[("2",)]]


def test_a_query_that_waits_for_the_load_of_another_one_is_stopped(engine: Engine) -> None:
    table, parts = slow_table("default.waiting")
    loading = threading.Thread(target=lambda: ask(engine, table, "SELECT count(*) FROM waiting"))
    loading.start()
    assert parts.begun.wait(10)
    execution = engine.execution()
    threading.Timer(0.1, execution.stop).start()
    with pytest.raises(QueryCancelledError):
        engine._hold(table, execution)
    parts.go.set()
    loading.join(10)
    assert ask(engine, table, "SELECT count(*) FROM waiting") == [("2",)]


def test_a_load_is_stopped_and_leaves_nothing_behind(engine: Engine) -> None:
    lines = b"".join(b'{"a":%d}\n' % n for n in range(3_000_000))
    table = TableData("default.long", (("a", BIGINT),), [Part("1", "s3://x", lines=lines)])
    execution = engine.execution()
    threading.Timer(0.05, execution.stop).start()
    lab = Lab(engine, {"default.long": table})
    with pytest.raises(QueryCancelledError):
        engine.run(lab.rewrite("SELECT count(*) FROM long"), lab.data, execution=execution)
    assert list(engine.folder.glob("*.json")) == []
    short = TableData("default.long", (("a", BIGINT),), [Part("2", "s3://x", lines=b'{"a":1}')])
    assert ask(engine, short, "SELECT count(*) FROM long") == [("1",)]


def test_a_load_that_fails_leaves_the_table_as_it_was(engine: Engine) -> None:
    good, bad = Part("1", "s3://x", lines=b'{"a":1}'), Part("2", "s3://y", lines=b'{"a":2}\n{"a":"x"}')
    columns = (("a", BIGINT),)
    ask(engine, TableData("default.f", columns, [good]), "SELECT * FROM f")
    with pytest.raises(QueryError):
        ask(engine, TableData("default.f", columns, [good, bad]), "SELECT * FROM f")
    assert ask(engine, TableData("default.f", columns, [good]), "SELECT a FROM f") == [("1",)]


def test_parts_that_are_said_to_be_added_are_all_that_is_loaded(engine: Engine) -> None:
    first, second = (Part(str(n), f"s3://{n}", lines=b'{"a":%d}' % n) for n in (1, 2))
    columns = (("a", BIGINT),)
    old = TableData("default.added", columns, [first], version=1)
    assert ask(engine, old, "SELECT sum(a) FROM added") == [("1",)]
    new = TableData("default.added", columns, [first, second], version=2, base=old.parts, added=[second])
    assert ask(engine, new, "SELECT sum(a) FROM added") == [("3",)]
    # a query that listed its objects earlier may see the later one
    assert ask(engine, old, "SELECT sum(a) FROM added") == [("3",)]
    # where the base is not what is loaded, parts are compared
    third = Part("3", "s3://3", lines=b'{"a":3}')
    newest = TableData("default.added", columns, [first, second, third], version=4, base=[], added=[third])
    assert ask(engine, newest, "SELECT sum(a) FROM added") == [("6",)]


def tables_of(engine: Engine) -> set[str]:
    return {row[0] for row in engine._database.cursor().execute("SELECT name FROM (SHOW TABLES)").fetchall()}


def test_a_table_that_is_let_go_while_it_is_read_goes_with_its_last_reader(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    table = tweets.table(1, 2)
    lab = Lab(engine, {table.key: table})
    result = engine.run(lab.rewrite("SELECT id FROM tweets"), lab.data)
    engine.forget(table.key)
    assert len(tables_of(engine)) == 1
    assert len(result.rows()) == 2
    assert tables_of(engine) == set()
    # a query that was given the table's data before it was let go
    assert ask(engine, table, "SELECT count(*) FROM tweets") == [("2",)]
    assert tables_of(engine) == set()
    engine.close()
