"""The cache and the engine together: what the SerDe read is what a query finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nuage.athena.cache import TableCache, TableScan
from nuage.athena.engine import Engine
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.store import Location
from nuage.athena.serdes import Column, TableFormat
from nuage.athena.types import parse_hive_type
from tests.unit.athena.objects.dictionary_store import DictionaryStore

OPENX = "org.openx.data.jsonserde.JsonSerDe"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(tmp_path)
    yield made
    made.close()


def values(engine: Engine, kind: str, *lines: bytes) -> list[Any]:
    """The values of column c in the engine, for lines of JSON."""
    made = TableFormat(OPENX, (Column("c", parse_hive_type(kind)),), {"ignore.malformed.json": "true"})
    scan = TableScan("db.t", made, (Partition((), Location("bucket", "t/")),), frozenset(["c"]))
    store = DictionaryStore({"t/a": b"\n".join(lines)})
    data = TableCache(10**7, engine.folder, engine.forget).table(scan, store).data
    execution = engine.execution()
    loaded = engine._hold(data, execution)
    return [row[0] for row in execution.connection.table(loaded.name).fetchall()]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("decimal(38,10)", b"12345678901234567890.0123456789", Decimal("12345678901234567890.0123456789")),
        ("double", b'"-Infinity"', float("-inf")),
        ("timestamp", b'"2026-01-02T03:04:05.678Z"', datetime(2026, 1, 2, 3, 4, 5, 678000)),
        ("date", b'"2026-01-02"', date(2026, 1, 2)),
        ("binary", b'"AQI="', b"\x01\x02"),
        ("map<int,double>", b'{"1":1.5,"2":"Infinity","3":null}', {1: 1.5, 2: float("inf"), 3: None}),
        ("struct<a:int,b:string>", b'" "', {"a": None, "b": None}),
        (
            "array<struct<x:decimal(10,2)>>",
            b'[{"x":1.5},null,{}]',
            [{"x": Decimal("1.50")}, None, {"x": None}],
        ),
        ("string", b'"q\\u0000\\n{\\""', 'q\0\n{"'),
        ("string", b'{"Z":[1.50]}', '{"z":[1.50]}'),
    ],
)
def test_values_arrive_in_the_engine(engine: Engine, kind: str, text: bytes, expected: Any) -> None:
    assert values(engine, kind, b'{"c":' + text + b"}", b"", b"{") == [expected, None, None]
