"""One object to the JSON lines of the engine's seam."""

from __future__ import annotations

import bz2
import json
from pathlib import Path
from typing import Any

import pytest

from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.scan import Scanner, part_key
from nuage.athena.objects.store import Location, ObjectInfo
from nuage.athena.serdes import PARQUET, Column, TableFormat
from nuage.athena.types import parse_hive_type
from tests.unit.athena.objects.dictionary_store import DictionaryStore

OPENX = "org.openx.data.jsonserde.JsonSerDe"


def table(bucket: str = "bucket", *values: str) -> Partition:
    return Partition(values, Location(bucket, "t/"))


def scanner(tmp_path: Path, serde: str = OPENX, header_lines: int = 0, **columns: str) -> Scanner:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    properties = {"ignore.malformed.json": "true", "field.delim": ","}
    return Scanner(TableFormat(serde, made, properties, header_lines), columns, tmp_path)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("decimal(38,10)", "12345678901234567890.0123456789", "12345678901234567890.0123456789"),
        ("decimal(38,10)", "1e-10", "0.0000000001"),
        ("double", "0.1", 0.1),
        ("double", '"NaN"', "NaN"),
        ("array<float>", '["-Infinity", 1]', ["-Infinity", 1.0]),
        ("timestamp", '"2026-01-02T03:04:05.678Z"', "2026-01-02 03:04:05.678"),
        ("date", '"2026-01-02"', "2026-01-02"),
        ("binary", '"AQI="', "AQI="),
        ("map<int,double>", '{"1":1.5,"2":"Infinity"}', {"1": 1.5, "2": "Infinity"}),
        ("map<date,timestamp>", '{"2026-01-02":0}', {"2026-01-02": "1970-01-01 00:00:00.000"}),
        ("map<decimal(3,1),int>", '{"1.5":0}', {"1.5": 0}),
        ("bigint", "9223372036854775807", 9223372036854775807),
        ("string", '"\\n{\\"\\u0000"', '\n{"\0'),
    ],
)
def test_values_are_as_the_engine_reads_them(tmp_path: Path, kind: str, text: str, expected: Any) -> None:
    (line,) = scanner(tmp_path, c=kind).lines(f'{{"c":{text}}}'.encode(), {}).splitlines()
    assert json.loads(line) == {"c": expected}


def test_a_line_is_a_row_also_where_all_is_null(tmp_path: Path) -> None:
    found = scanner(tmp_path, c="int").lines(b'{"c":1}\n\n{\n{"d":1}', {})
    assert [json.loads(line).get("c") for line in found.splitlines()] == [1, None, None, None]
    # the seam puts "$path" behind the brace: `{}` could not take it
    assert b"{}" not in found


def test_header_lines_and_compression_are_seen_to(tmp_path: Path) -> None:
    store = DictionaryStore({"t/a.csv.bz2": bz2.compress(b"id,name\n1,x\n")})
    lazy = scanner(tmp_path, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", 1, id="int", name="string")
    part = lazy.part(store, table(), store.infos["t/a.csv.bz2"], {"day": "2026"})
    assert json.loads(part.lines or b"") == {"id": 1, "name": "x", "day": "2026"}
    assert part.path == "s3://bucket/t/a.csv.bz2"


def test_a_part_is_told_by_bucket_key_version_etag_and_partition() -> None:
    keys = {
        part_key(table(bucket, value), ObjectInfo(key, 1, etag, version))
        for bucket in "ab"
        for key in "ab"
        for etag in "ab"
        for version in "ab"
        for value in "ab"
    }
    assert len(keys) == 32


def test_a_parquet_file_lies_in_the_folder_as_long_as_its_part_lives(tmp_path: Path) -> None:
    store = DictionaryStore({"t/a": b"PAR1"})
    parquet = Scanner(TableFormat(PARQUET, ()), (), tmp_path)
    parts = [parquet.part(store, table(), store.infos["t/a"], {"y": 1}) for _ in range(2)]
    files = [part.parquet for part in parts]
    assert [file.read_bytes() for file in files if file] == [b"PAR1", b"PAR1"]
    assert parts[0].constants == {"y": 1}
    del parts
    assert list(tmp_path.iterdir()) == []
