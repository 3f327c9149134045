"""Hive's JSON SerDe: strict, nothing ignored."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.serdes import Column, SerDe, TableFormat, serde_for
from nuage.athena.types import parse_hive_type

ENDED = "JsonParseException: Unexpected end-of-input: expected close marker for "
HIVE_JSON = "org.apache.hive.hcatalog.data.JsonSerDe"


def serde(properties: dict[str, str] | None = None, **columns: str) -> SerDe:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    return serde_for(TableFormat(HIVE_JSON, made, properties or {}), columns)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("int", "1", 1),
        ("int", "null", None),
        ("string", "1.50", "1.50"),
        ("string", "true", "true"),
        ("string", '"\\ud83d\\ude00"', "😀"),
        ("boolean", '"True"', True),
        ("double", "1e2", 100.0),
        ("decimal(10,3)", "1.25", Decimal("1.250")),
        ("timestamp", '"2026-01-02 03:04:05.678"', datetime(2026, 1, 2, 3, 4, 5, 678000)),
        ("array<int>", "[1,null]", [1, None]),
        ("map<string,array<int>>", '{"k":[1]}', {"k": [1]}),
        ("struct<a:int,b:string>", '{"B":"x","c":1}', {"b": "x"}),
    ],
)
def test_a_value_is_brought_to_its_columns_type(kind: str, text: str, expected: Any) -> None:
    assert serde(c=kind).row(b'{"C":' + text.encode() + b"}").get("c") == expected


def test_the_last_of_equal_keys_counts_and_timestamp_formats_are_tried_first() -> None:
    assert serde(a="int").row(b'{"a":1,"A":2}') == {"a": 2}
    formats = {"timestamp.formats": "dd/MM/yyyy HH:mm, yyyyMMdd"}
    table = serde(formats, t="timestamp")
    assert table.row(b'{"t":"02/01/2026 03:04"}') == {"t": datetime(2026, 1, 2, 3, 4)}
    assert table.row(b'{"t":"20260102"}') == {"t": datetime(2026, 1, 2)}
    assert table.row(b'{"t":"2026-01-02 03:04:05"}') == {"t": datetime(2026, 1, 2, 3, 4, 5)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            '{"a":1',
            f"{ENDED}OBJECT at [line: 1, column: 7]",
        ),
        (
            '{"a":["}"',
            f"{ENDED}ARRAY at [line: 1, column: 10]",
        ),
        ("{a:1}", "JsonParseException: Unexpected character ('a' (code 97)) at [line: 1, column: 2]"),
        ("{'a':1}", "JsonParseException: Unexpected character (''' (code 39)) at [line: 1, column: 2]"),
        ("", "Start token not found where expected"),
        ("[1]", "Start token not found where expected"),
    ],
)
def test_what_is_no_strict_json_fails_the_query(line: str, reason: str) -> None:
    with pytest.raises(QueryError) as failure:
        serde({"ignore.malformed.json": "true"}, a="int").row(line.encode())
    assert failure.value.reason == f"HIVE_CURSOR_ERROR: {reason}"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("int", "0.5", "Error parsing field value '0.5' for field 0: For input string: \"0.5\""),
        (
            "int",
            "{}",
            "Error parsing field value for field 0: Invalid JSON: integer value must be a scalar json value",
        ),
        ("array<int>", "1", "Error parsing field value '1' for field 0: Invalid JSON: expected a JSON array"),
        (
            "struct<a:int>",
            "[1]",
            "Error parsing field value for field 0: Invalid JSON: expected a JSON object",
        ),
    ],
)
def test_bad_data_fails_the_query(kind: str, text: str, reason: str) -> None:
    with pytest.raises(QueryError) as failure:
        serde(c=kind).row(f'{{"c":{text}}}'.encode())
    assert failure.value.reason == f"HIVE_BAD_DATA: {reason}"


@given(
    st.binary() | st.text().map(lambda text: ("{" + text).encode()),
    st.sampled_from(["string", "int", "array<int>"]),
)
def test_any_line_is_a_row_or_an_error_of_athena(line: bytes, kind: str) -> None:
    try:
        serde(c=kind).row(line)
    except QueryError as error:
        if error.name not in ("HIVE_CURSOR_ERROR", "HIVE_BAD_DATA"):
            raise
