"""OpenCSVSerde."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.serdes import Column, TableFormat, serde_for
from nuage.athena.serdes.csv import OpenCsvSerDe
from nuage.athena.types import parse_hive_type

CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde"


def serde(properties: dict[str, str] | None = None, **columns: str) -> OpenCsvSerDe:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    found = serde_for(TableFormat(CSV, made, properties or {}), columns)
    assert isinstance(found, OpenCsvSerDe)
    return found


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("a,b", ["a", "b"]),
        ("a,,c", ["a", "", "c"]),
        ("a,", ["a", ""]),
        ('"a","b,c"', ["a", "b,c"]),
        ('"say ""hi""",x', ['say "hi"', "x"]),
        ('"say \\"hi\\"",x', ['say "hi"', "x"]),
        ('"back\\\\slash"', ["back\\slash"]),
        ('abcd"ef"gh,x', ['abcd"ef"gh', "x"]),
        ('a, "b"', ["a", "b"]),
        ('a,"never closed', ["a"]),
    ],
)
def test_a_line_is_split_as_opencsv_splits_it(line: str, fields: list[str]) -> None:
    assert serde(a="string").split(line) == fields


def test_other_signs_may_be_chosen() -> None:
    table = serde({"separatorChar": "\\t", "quoteChar": "'", "escapeChar": "^"}, a="string", b="string")
    assert table.row(b"'x\ty'\t'it^'s'") == {"a": "x\ty", "b": "it's"}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("string", "", ""),
        ("boolean", "TRUE", True),
        ("boolean", "1", False),
        ("int", "-5", -5),
        ("bigint", "9223372036854775807", 9223372036854775807),
        ("double", "1.5", 1.5),
        ("date", "20000", date(2024, 10, 4)),
        ("timestamp", "1600000000123", datetime(2020, 9, 13, 12, 26, 40, 123000)),
    ],
)
def test_types_that_are_parsed(kind: str, text: str, expected: Any) -> None:
    assert serde(c=kind).row(f'"{text}"'.encode()) == {"c": expected}


@pytest.mark.parametrize(
    ("kind", "text"), [("int", ""), ("bigint", "1.5"), ("date", "2020-01-01"), ("double", "x")]
)
def test_what_is_no_number_fails_the_query(kind: str, text: str) -> None:
    with pytest.raises(QueryError) as failure:
        serde(a="string", c=kind).row(f'"x","{text}"'.encode())
    assert failure.value.reason == (
        f"HIVE_BAD_DATA: Error parsing field value '{text}' for field 1: For input string: \"{text}\""
    )


def test_missing_fields_are_null_and_an_empty_line_is_a_row_of_nulls() -> None:
    assert serde(a="string", b="string").row(b"x") == {"a": "x"}
    assert serde(a="string").row(b"") == {}


def test_nested_types_are_refused() -> None:
    with pytest.raises(
        QueryError, match="NOT_SUPPORTED: OpenCSVSerde does not support columns of type array"
    ):
        serde(a="array<int>")


@given(st.lists(st.text(st.characters(exclude_characters="\n\r\0")), min_size=1, max_size=5))
def test_quoted_fields_come_back(fields: list[str]) -> None:
    line = ",".join('"' + f.replace("\\", "\\\\").replace('"', '\\"') + '"' for f in fields)
    # the midst of a line is where opencsv keeps a quote for itself: only then may it differ
    assert serde(a="string").split(line) == fields


@given(st.binary())
def test_any_line_is_a_row(line: bytes) -> None:
    serde(a="string", b="string").row(line)
