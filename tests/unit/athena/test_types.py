from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.types import (
    BIGINT,
    VARCHAR,
    Type,
    TypeSyntaxError,
    array_of,
    decimal,
    engine_text,
    hive_text,
    map_of,
    parse_hive_type,
    row_of,
    trino_text,
    varchar,
)

SCALARS = st.sampled_from(
    [
        Type(n)
        for n in (
            "boolean",
            "tinyint",
            "smallint",
            "integer",
            "bigint",
            "real",
            "double",
            "date",
            "timestamp",
        )
    ]
    + [VARCHAR, varchar(7), Type("char", params=(3,)), decimal(10, 2), decimal(38, 38), Type("varbinary")]
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TYPES = st.recursive(
    SCALARS,
    lambda inner: (
        st.builds(array_of, inner)
        | st.builds(map_of, SCALARS, inner)
        | st.lists(st.tuples(NAMES, inner), min_size=1, max_size=4).map(lambda fields: row_of(*fields))
    ),
    max_leaves=8,
)


@given(TYPES)
def test_what_is_written_is_read_back(kind: Type) -> None:
    assert kind == parse_hive_type(hive_text(kind))
    assert kind == parse_hive_type(hive_text(kind).upper().replace(",", " , ").replace("<", " < "))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TypeSyntaxError):
        assert hive_text(parse_hive_type(text))


@pytest.mark.parametrize(
    ("hive", "trino", "engine"),
    [
        ("string", "varchar", "VARCHAR"),
        ("int", "integer", "INTEGER"),
        ("float", "real", "REAL"),
        ("binary", "varbinary", "BLOB"),
        ("decimal(10,2)", "decimal(10,2)", "DECIMAL(10,2)"),
        ("array<struct<text:string>>", "array(row(text varchar))", 'STRUCT("text" VARCHAR)[]'),
        ("map<string,array<int>>", "map(varchar, array(integer))", "MAP(VARCHAR, INTEGER[])"),
        ("timestamp", "timestamp(3)", "TIMESTAMP"),
    ],
)
def test_three_spellings(hive: str, trino: str, engine: str) -> None:
    kind = parse_hive_type(hive)
    assert (hive, trino, engine) == (hive_text(kind), trino_text(kind), engine_text(kind))


def test_struct_fields_may_have_comments_and_quotes() -> None:
    kind = parse_hive_type("struct<`My Field`:int COMMENT 'it''s, <x>',B:bigint>")
    assert row_of(("my field", Type("integer")), ("b", BIGINT)) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nope",
        "array<int",
        "array<>",
        "map<int>",
        "struct<a>",
        "decimal(39,2)",
        "varchar",
        "int(3)",
        "int int",
    ],
)
def test_wrong_types(text: str) -> None:
    with pytest.raises(TypeSyntaxError):
        parse_hive_type(text)
