"""RegexSerDe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.serdes import Column, SerDe, TableFormat, serde_for
from nuage.athena.types import parse_hive_type

REGEX = "org.apache.hadoop.hive.serde2.RegexSerDe"


def serde(regex: str, extra: dict[str, str] | None = None, **columns: str) -> SerDe:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    return serde_for(TableFormat(REGEX, made, {"input.regex": regex, **(extra or {})}), columns)


def test_one_group_a_column() -> None:
    table = serde(r"(\S+) (\d+|-) (?<rest>.*)", host="string", size="int", rest="string")
    assert table.row(b"10.0.0.1 12 a b") == {"host": "10.0.0.1", "size": 12, "rest": "a b"}
    assert table.row(b"10.0.0.1 - ") == {"host": "10.0.0.1", "rest": ""}


def test_a_line_that_does_not_match_as_a_whole_is_a_row_of_nulls() -> None:
    assert serde(r"(\d+)", a="int").row(b"12x") == {}
    assert serde(r"(\d+)(x)?", a="int", b="string", c="string").row(b"12") == {"a": 12}


def test_java_spellings() -> None:
    assert serde(r"(\p{Alpha}+)([\p{Digit}_]+)", a="string", b="string").row(b"ab1_") == {
        "a": "ab",
        "b": "1_",
    }
    assert serde(r"(a++)(\p{IsGreek})", a="string", b="string").row("aaβ".encode()) == {"a": "aa", "b": "β"}
    insensitive = {"input.regex.case.insensitive": "true"}
    assert serde("(get) .*", insensitive, a="string").row(b"GET /") == {"a": "GET"}


@pytest.mark.parametrize(
    ("regex", "reason"),
    [
        ("", 'HIVE_INVALID_METADATA: This table does not have serde property "input.regex"!'),
        ("(a", "NOT_SUPPORTED: input.regex: missing ) at position 2: (a"),
    ],
)
def test_what_cannot_be_an_expression_is_refused(regex: str, reason: str) -> None:
    with pytest.raises(QueryError) as failure:
        serde(regex, a="string")
    assert failure.value.reason == reason


def test_an_expression_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nuage.athena.serdes.regex.TIMEOUT", 0.05)
    with pytest.raises(QueryError, match=r"HIVE_CURSOR_ERROR: input\.regex takes too long for a line"):
        serde(r"(a|aa)+\d", a="string").row(b"a" * 60 + b"b")


def test_nested_types_are_refused() -> None:
    with pytest.raises(QueryError, match="NOT_SUPPORTED: RegexSerDe does not support columns of type array"):
        serde("(a)", a="array<int>")


@given(st.binary())
def test_any_line_is_a_row(line: bytes) -> None:
    serde(r"(\w+)[^x]*(\d*).*", a="string", b="int").row(line)
