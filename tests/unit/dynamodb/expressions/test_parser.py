from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.expressions.parser import parse_condition, parse_projection, parse_update
from nuage.dynamodb.expressions.syntax import Both, Call, Change, Compare, Either, Not, Path, Placeholder

A, V = Path(("a",)), Placeholder(":v")
IS = Compare("=", A, V)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a = :v", IS),
        ("a=:v", IS),
        ("(a = :v)", IS),
        ("a = :v AND a = :v OR a = :v", Either(Both(IS, IS), IS)),
        ("a = :v or a = :v and a = :v", Either(IS, Both(IS, IS))),
        ("NOT a = :v AND a = :v", Both(Not(IS), IS)),
        ("NOT (a = :v AND a = :v)", Not(Both(IS, IS))),
        ("begins_with(a.b[0].#c, :v)", Call("begins_with", (Path(("a", "b", 0, "#c")), V))),
    ],
)
def test_a_condition_becomes_a_tree(text: str, tree: object) -> None:
    assert parse_condition(text, "FilterExpression") == tree


def test_an_update_becomes_changes() -> None:
    assert parse_update("SET a = :v REMOVE b[1], c", "UpdateExpression") == (
        Change("SET", A, V),
        Change("REMOVE", Path(("b", 1))),
        Change("REMOVE", Path(("c",))),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = :v b", 'Syntax error; token: "b", near: ":v b"'),
        ("a =", 'Syntax error; token: "<EOF>", near: "="'),
        ("", "The expression can not be empty;"),
        ("((a = :v))", "The expression has redundant parentheses;"),
        ("a = :v" + " OR a = :v" * 151, "The expression contains too many operators; operator count: 303"),
        ("a" * 4097, "Expression size has exceeded the maximum allowed size; expression size: 4097"),
        ("a[99999999999] = :v", "List index is not within the allowable range; index: [99999999999]"),
    ],
)
def test_a_mistake_is_told_in_the_words_of_aws(text: str, message: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        parse_condition(text, "FilterExpression")
    assert caught.value.message == f"Invalid FilterExpression: {message}"


@given(st.text(st.sampled_from("a#:0. ()[],=<>+-ANDORTINSET\n'é"), max_size=25))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for parse in (parse_condition, parse_projection, parse_update):
        with contextlib.suppress(DynamoDBError):
            parse(text, "Expression")
