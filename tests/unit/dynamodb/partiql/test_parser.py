from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.expressions.syntax import Both, Compare, Literal, Path
from nuage.dynamodb.partiql.parser import parse
from nuage.dynamodb.partiql.statements import Delete, Insert, Select


def test_a_select() -> None:
    statement = parse(
        "SELECT a, b.c[0] FROM \"t\".\"i\" WHERE PK = 'it''s' AND n > ? ORDER BY SK DESC", [{"N": "1"}]
    )
    assert statement == Select(
        "t",
        "i",
        (Path(("a",)), Path(("b", "c", 0))),
        Both(
            Compare("=", Path(("PK",)), Literal({"S": "it's"})),
            Compare(">", Path(("n",)), Literal({"N": "1"})),
        ),
        ((Path(("SK",)), False),),
    )


def test_an_insert_holds_every_type() -> None:
    statement = parse(
        "INSERT INTO t VALUE {'a': [1, -2.5, true, null], 's': <<'x','y'>>, 'm': {'k': ?}}", [{"B": b"z"}]
    )
    assert statement == Insert(
        "t",
        {
            "a": {"L": [{"N": "1"}, {"N": "-2.5"}, {"BOOL": True}, {"NULL": True}]},
            "s": {"SS": ["x", "y"]},
            "m": {"M": {"k": {"B": b"z"}}},
        },
    )


def test_a_delete_may_return_what_it_deletes() -> None:
    statement = parse("DELETE FROM t WHERE PK = 'a' RETURNING ALL OLD *;", [])
    assert isinstance(statement, Delete)
    assert statement.returning == "ALL_OLD"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELEC * FROM t", "Statement wasn't well formed, can't be processed: SELEC * FROM t"),
        ("SELECT * FROM t WHERE a = ?", "Number of parameters in request and statement don't match."),
        ("SELECT * FROM t WHERE a = a", (
                "The first operand must be distinct from the remaining operands for "
                "this operator or function; operator: =, first operand: [a]")),
        ("SELECT a AS b FROM t", "Aliasing is not supported"),
    ],
)  # fmt: skip
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        parse(text, [])
    assert caught.value.message == message


@given(
    st.lists(
        st.sampled_from(
            [
                "SELECT",
                "*",
                "FROM",
                "t",
                "WHERE",
                "a",
                "=",
                "'x'",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "<<",
                ">>",
                "?",
                "1",
                ",",
                ".",
                ":",
                "SET",
                "UPDATE",
                "VALUE",
            ]
        )
    )
)
def test_any_text_is_parsed_or_refused(words: list[str]) -> None:
    with contextlib.suppress(DynamoDBError):
        parse(" ".join(words), [{"S": "p"}])
