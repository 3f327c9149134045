"""LazySimpleSerDe."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.serdes import Column, SerDe, TableFormat, serde_for
from nuage.athena.serdes.delimited import delimiter
from nuage.athena.types import parse_hive_type

LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"


def serde(properties: dict[str, str] | None = None, **columns: str) -> SerDe:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    return serde_for(TableFormat(LAZY, made, properties or {}), columns)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("string", "", ""),
        ("string", " x ", " x "),
        ("string", "\\N", None),
        ("int", "5", 5),
        ("int", "0x1F", None),
        ("int", "5.5", None),
        ("int", "x", None),
        ("int", "", None),
        ("tinyint", "128", None),
        ("bigint", " 7 ", 7),
        ("boolean", "TRUE", True),
        ("boolean", "maybe", None),
        ("double", "1e3", 1000.0),
        ("double", "NaN?", None),
        ("decimal(5,2)", "1.5", Decimal("1.50")),
        ("decimal(3,2)", "99", None),
        ("date", "2026-02-30", None),
        ("date", "2026-02-03", date(2026, 2, 3)),
        ("timestamp", "2026-02-03 04:05:06.7", datetime(2026, 2, 3, 4, 5, 6, 700000)),
        ("binary", "AQI=", b"\x01\x02"),
        ("varchar(2)", "abc", "ab"),
        ("array<int>", "1\x022\x02\\N\x02x", [1, 2, None, None]),
        ("array<int>", "", []),
        ("array<array<int>>", "1\x032\x023", [[1, 2], [3]]),
        ("map<string,int>", "a\x031\x02b\x032\x02c", {"a": 1, "b": 2, "c": None}),
        ("map<string,array<int>>", "a\x031\x042", {"a": [1, 2]}),
        ("struct<a:int,b:string>", "1\x02x", {"a": 1, "b": "x"}),
        ("struct<a:int,b:string>", "1", {"a": 1}),
        ("struct<a:struct<b:int,c:int>>", "1\x032", {"a": {"b": 1, "c": 2}}),
    ],
)
def test_a_field_is_brought_to_its_columns_type(kind: str, text: str, expected: Any) -> None:
    assert serde(c=kind).row(text.encode()).get("c") == expected


def test_delimiters_escapes_and_null_are_properties() -> None:
    properties = {
        "field.delim": ",",
        "collection.delim": "|",
        "mapkey.delim": ":",
        "escape.delim": "\\",
        "serialization.null.format": "NULL",
    }
    table = serde(properties, a="string", b="map<string,int>", c="string", d="string")
    assert table.row(b"x\\,y\\\\,k:1|l\\::2,NULL,two\\nlines") == {
        "a": "x,y\\",
        "b": {"k": 1, "l:": 2},
        "d": "two\nlines",
    }


def test_fields_that_are_missing_are_null_and_too_many_are_dropped() -> None:
    table = serde({"field.delim": ","}, a="int", b="int")
    assert table.row(b"1") == {"a": 1}
    assert table.row(b"1,2,3") == {"a": 1, "b": 2}
    rest = serde({"field.delim": ",", "serialization.last.column.takes.rest": "true"}, a="int", b="string")
    assert rest.row(b"1,2,3") == {"a": 1, "b": "2,3"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",", b","),
        ("\\t", b"\t"),
        ("9", b"\t"),
        ("\\001", b"\x01"),
        ("\\u0002", b"\x02"),
        (None, b"\x01"),
        ("\x01", b"\x01"),
    ],
)
def test_delimiters_are_signs_or_numbers(text: str | None, expected: bytes) -> None:
    assert delimiter(text, b"\x01") == expected


@given(
    st.binary(),
    st.sampled_from(["string", "int", "map<int,array<string>>", "struct<a:int,b:array<double>>", "date"]),
)
def test_any_line_is_a_row(line: bytes, kind: str) -> None:
    serde(a="string", c=kind).row(line)
    serde({"field.delim": ",", "escape.delim": "\\"}, a="string", c=kind).row(line)
