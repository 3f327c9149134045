from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.glue.errors import GlueError
from nuage.glue.expressions import parse, typed

TYPES = {"year": "int", "lang": "string", "day": "date"}
ROW = {"year": typed("int", "2026"), "lang": "fr", "day": date(2026, 1, 31)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("year = 2026", True),
        ("year = '02026'", True),
        ("2025 < year", True),
        ("year <> 2026", False),
        ("year != 2025", True),
        ("lang LIKE 'f_'", True),
        ("lang NOT LIKE 'f%'", False),
        ("lang IN ('en', 'fr')", True),
        ("lang not in ('fr')", False),
        ("day BETWEEN '2026-01-01' AND DATE '2026-02-01'", True),
        ("lang IS NULL", False),
        ("lang is not null", True),
        ("NOT (year = 2026 OR lang = 'en')", False),
        ("year = 1 OR year = 2026 AND `lang` = 'fr'", True),
        ("\"lang\" = 'it''s'", False),
    ],
)
def test_expressions(text: str, holds: bool) -> None:
    assert parse(text, TYPES)(ROW) is holds


@pytest.mark.parametrize(
    "text", ["year", "year = ", "year ~ 1", "= 1", "(year = 1", "nope = 1", "year = 1 1", "year not = 1"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(GlueError) as caught:
        parse(text, TYPES)
    assert (caught.value.code, caught.value.message) == (
        "InvalidInputException",
        f"Unsupported expression '{text}'",
    )


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(GlueError, match="Value 'x' is not of type int"):
        parse("year = 'x'", TYPES)


@given(st.text(alphabet="year lang=<>()'0123456789,ANDORINLIKE%_", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(GlueError):  # any other exception is a bug
        parse(text, TYPES)(ROW)
