"""Whole queries over the tweets: their rows, and the words with which wrong ones fail."""

from __future__ import annotations

import pytest

from nuage.athena.errors import MalformedQueryError, QueryError
from tests.unit.athena.lab import FIXTURES, Lab

BLOCKS = [
    [line for line in block.splitlines() if not line.startswith("--")]
    for block in (FIXTURES / "queries.txt").read_text(encoding="utf-8").strip().split("\n\n")
]
ERRORS = [
    line.split("\t")
    for line in (FIXTURES / "errors.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("block", BLOCKS, ids=[b[0] for b in BLOCKS])
def test_query(lab: Lab, block: list[str]) -> None:
    expected = [line.removeprefix("=> ") for line in block[1:]]
    rows = lab.rows(block[0])
    assert expected == ["|".join("NULL" if v is None else v for v in row) for row in rows]


@pytest.mark.parametrize(("sql", "reason", "code"), ERRORS, ids=[e[0] for e in ERRORS])
def test_wrong_query(lab: Lab, sql: str, reason: str, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        lab.rows(sql)
    assert (reason, int(code), 2, False) == (
        caught.value.reason,
        caught.value.error_type,
        caught.value.category,
        caught.value.retryable,
    )


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1 +", "line 1:11: mismatched input '<EOF>'. Expecting: <expression>"),
        ("SELECT id FROM tweets WHERE", "line 1:28: mismatched input '<EOF>'. Expecting: <expression>"),
        ("SELECT 1\nFROM t GROUP garbage", "line 2:14: mismatched input 'garbage'. Expecting: <expression>"),
    ],
)
def test_syntax_error(lab: Lab, sql: str, message: str) -> None:
    with pytest.raises(MalformedQueryError) as caught:
        lab.rewrite(sql)
    assert message == str(caught.value)


def test_names_of_columns_are_those_of_the_query(lab: Lab) -> None:
    ready = lab.rewrite('SELECT ID, id + 1, id AS "My Id", user.Screen_Name, t.* FROM tweets t')
    assert [name for name, _ in ready.columns][:5] == ["ID", "_col1", "My Id", "Screen_Name", "created_at"]


def test_tables_are_told(lab: Lab) -> None:
    ready = lab.rewrite("WITH a AS (SELECT * FROM french) SELECT * FROM a JOIN default.tweets USING (id)")
    assert [str(name) for name in ready.tables] == ["default.tweets"]


def test_a_table_of_the_current_database(lab: Lab) -> None:
    with pytest.raises(QueryError, match=r"Table 'awsdatacatalog\.other\.tweets' does not exist"):
        lab.rewrite("SELECT * FROM tweets", database="other")


@pytest.mark.parametrize(
    ("sql", "parameters", "row"),
    [
        ("SELECT ?, ?", ["1+1", "abc"], ("2", "abc")),
        ("SELECT ?, ?", ["'abc'", "NULL"], ("abc", None)),
        ("SELECT id FROM tweets WHERE lang = ? AND id > ? LIMIT ?", ["fr", "2", "1"], ("4",)),
        ("SELECT date_add('day', 1, ?)", ["DATE '2026-01-31'"], ("2026-02-01",)),
        ("SELECT ?", ["id"], ("id",)),
        ("SELECT ?", ["(SELECT 1)"], ("(SELECT 1)",)),
    ],
)
def test_parameters(lab: Lab, sql: str, parameters: list[str], row: tuple[str | None, ...]) -> None:
    assert [row] == lab.rows(sql, parameters)
