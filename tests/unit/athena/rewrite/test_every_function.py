"""Every overload of every function runs: called with arguments that its signature asks for, it answers or says why not."""

from __future__ import annotations

import random

import pytest

from nuage.athena.errors import QueryError
from nuage.athena.rewrite import functions
from nuage.athena.rewrite.signatures import Function, Pattern
from tests.unit.athena.lab import Lab

VALUES = {
    "varchar": ["text", "lang", "'a,b'", "''", "'2026-01-31'", "'1'", "NULL", "'{\"a\":1}'"],
    "bigint": ["id", "1", "0", "-3", "7", "NULL"],
    "integer": ["1", "2", "0"],
    "double": ["1.5", "id * 1.5", "0e0", "nan()", "infinity()"],
    "boolean": ["id > 2", "TRUE", "NULL"],
    "date": ["DATE '2026-01-31'", "NULL"],
    "timestamp": ["TIMESTAMP '2026-01-31 10:11:12.345'"],
    "timestamp with time zone": ["current_timestamp", "TIMESTAMP '2026-07-01 10:00:00 Europe/Paris'"],
    "varbinary": ["X'0102'", "to_utf8(text)"],
    "json": ["JSON '[1]'", "CAST(text AS JSON)", 'JSON \'{"a": {"b": 2}}\''],
    "decimal": ["DECIMAL '1.50'", "CAST(id AS DECIMAL(10,2))"],
    "real": ["CAST(1.5 AS REAL)"],
    "time": ["TIME '10:11:12'"],
    "interval day to second": ["INTERVAL '1' DAY"],
    "interval year to month": ["INTERVAL '1' MONTH"],
    "tinyint": ["CAST(1 AS TINYINT)"],
    "smallint": ["CAST(1 AS SMALLINT)"],
}
# arguments that have to be constants of a certain kind
FIXED = {
    ("date_add", 0): "'day'",
    ("date_diff", 0): "'second'",
    ("date_trunc", 0): "'hour'",
    ("date_format", 1): "'%Y-%m-%d'",
    ("date_parse", 1): "'%Y-%m-%d'",
    ("format_datetime", 1): "'yyyy-MM-dd'",
    ("listagg", 1): "','",
    ("round", 1): "1",
    ("approx_most_frequent", 0): "2",
    ("parse_datetime", 1): "'yyyy-MM-dd'",
    ("codepoint", 0): "'a'",
    ("reduce_agg", 0): "1",
    ("reduce_agg", 1): "1",
    ("reduce_agg", 2): "(a, b) -> a + b",
    ("reduce_agg", 3): "(a, b) -> a + b",
}


def argument(pattern: Pattern, chosen: dict[str, str], choose: random.Random) -> str:
    """An expression of a type that fits."""
    if pattern.is_variable:
        return choose.choice(
            VALUES[chosen.setdefault(pattern.base, choose.choice(["varchar", "bigint", "date"]))]
        )
    parts = [argument(part, chosen, choose) for part in pattern.args]
    if pattern.base == "array":
        return f"ARRAY[{parts[0]}, NULL]" if choose.random() < 0.5 else f"ARRAY[{parts[0]}]"
    if pattern.base == "map":
        return f"MAP(ARRAY[coalesce({parts[0]}, {parts[0]})], ARRAY[{parts[1]}])"
    if pattern.base == "row":
        return f"ROW({', '.join(parts)})"
    if pattern.base == "function":
        # a lambda whose value has no type fits a variable alone
        body = "TRUE" if parts[-1] == "NULL" and pattern.args[-1].base == "boolean" else parts[-1]
        return f"({', '.join(f'p{i}' for i in range(len(parts) - 1))}) -> {body}"
    return choose.choice(VALUES[pattern.base])


def call(function: Function, choose: random.Random) -> str:
    chosen: dict[str, str] = {}
    arguments = [
        FIXED.get((function.name, i)) or argument(pattern, chosen, choose)
        for i, pattern in enumerate(function.params)
    ]
    if function.name == "approx_percentile":
        arguments[1] = "ARRAY[0.1, 0.9]" if function.params[1].base == "array" else "0.5"
    text = f"{function.name}({', '.join(arguments)})"
    if function.kind == "window":
        text += " OVER (ORDER BY id)"
    if function.kind == "aggregate" and choose.random() < 0.3:
        text += " FILTER (WHERE id > 1)"
    return f"try({text})" if choose.random() < 0.3 else text


@pytest.mark.parametrize("function", functions.ALL, ids=str)
def test_it_runs(lab: Lab, function: Function) -> None:
    for seed in range(3):
        sql = f"SELECT {call(function, random.Random(f'{function}{seed}'))} FROM tweets"
        name = ""
        try:
            lab.rows(sql)
        except QueryError as error:
            name = error.name
        assert name not in ("GENERIC_INTERNAL_ERROR", "FUNCTION_NOT_FOUND"), sql


def test_there_are_many() -> None:
    assert len(functions.names()) > 280
