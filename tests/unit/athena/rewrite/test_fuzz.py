"""Random statements are answered or refused in Athena's words; the engine's own words never come through."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuage.athena.errors import MalformedQueryError, QueryError
from nuage.athena.rewrite import functions
from tests.unit.athena.lab import Lab

LEAVES = st.sampled_from(
    [
        "1",
        "0",
        "-5",
        "2.5",
        "'a'",
        "''",
        "'1'",
        "NULL",
        "TRUE",
        "DATE '2026-01-31'",
        "id",
        "text",
        "lang",
        "user",
        "TIMESTAMP '2026-01-31 10:00:00'",
        "ARRAY[1, NULL]",
        "MAP(ARRAY['a'], ARRAY[1])",
        "ROW(1, 'x')",
        "entities",
        "INTERVAL '1' DAY",
        "current_timestamp",
        "X'00'",
        "JSON '[1]'",
        "DECIMAL '1.50'",
        "entities.hashtags",
    ]
)
OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "%", "=", "<", "<>", "||", "AND", "OR", "LIKE", "IS DISTINCT FROM"]
)
TYPES = st.sampled_from(
    [
        "VARCHAR",
        "VARCHAR(2)",
        "INTEGER",
        "BIGINT",
        "DOUBLE",
        "DECIMAL(5,2)",
        "DATE",
        "TIMESTAMP",
        "BOOLEAN",
        "JSON",
        "ARRAY(VARCHAR)",
        "ROW(a INTEGER, b VARCHAR)",
        "MAP(VARCHAR, BIGINT)",
        "VARBINARY",
        "REAL",
        "CHAR(3)",
    ]
)
NAMES = st.sampled_from(functions.names())


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("CAST({} AS {})".format, inner, TYPES),
        st.builds("TRY_CAST({} AS {})".format, inner, TYPES),
        st.builds("try({})".format, inner),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, inner, inner, inner),
        st.builds("{}({})".format, NAMES, st.lists(inner, max_size=3).map(", ".join)),
        st.builds("{}({}, x -> {})".format, NAMES, inner, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("({}) IS NULL".format, inner),
        st.builds("({}) IN ({}, {})".format, inner, inner, inner),
    )


EXPRESSIONS = st.recursive(LEAVES, _deeper, max_leaves=6)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EXPRESSIONS)
def test_expressions(lab: Lab, expression: str) -> None:
    _ask(lab, f"SELECT {expression} FROM tweets")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    EXPRESSIONS,
    EXPRESSIONS,
    st.sampled_from(["", "GROUP BY 1", "ORDER BY 1", "GROUP BY 1 HAVING count(*) > 0"]),
)
def test_queries(lab: Lab, first: str, condition: str, tail: str) -> None:
    _ask(lab, f"SELECT {first}, count(*) AS n FROM tweets WHERE {condition} {tail}")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("SELECT FROM()*,'\"abt.1[]{}?;-/\\ ", max_size=60))
def test_any_text(lab: Lab, sql: str) -> None:
    _ask(lab, sql)


def _ask(lab: Lab, sql: str) -> None:
    names = [""]
    with contextlib.suppress(MalformedQueryError):
        try:
            lab.rows(sql)
        except QueryError as error:
            names = [error.name]
    assert names != ["GENERIC_INTERNAL_ERROR"], sql
