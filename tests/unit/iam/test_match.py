"""Wildcards, variables and ARN patterns."""

from __future__ import annotations

import fnmatch
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.iam.match import MissingVariableError, action_pattern, arn_pattern, pattern

plain = st.text(alphabet="ab:/-.é?*", max_size=12)
name = st.text(alphabet="abc/-.é", max_size=8)


@given(wanted=plain, text=plain)
def test_wildcards_are_those_of_fnmatch(wanted: str, text: str) -> None:
    # fnmatch has character sets beside * and ?, but no text here has a bracket
    expected = re.fullmatch(fnmatch.translate(wanted), text) is not None
    assert pattern(wanted).matches(text, {}) is expected


@given(text=plain)
def test_a_text_without_wildcards_matches_itself_alone(text: str) -> None:
    assert pattern(text, wildcards=False).matches(text, {})
    assert not pattern(text, wildcards=False).matches(f"{text}x", {})


@given(value=plain, text=plain)
def test_wildcards_in_the_value_of_a_variable_are_plain_characters(value: str, text: str) -> None:
    assert pattern("${aws:username}", variables=True).matches(text, {"aws:username": value}) is (
        value == text
    )


@pytest.mark.parametrize(
    ("wanted", "text", "context", "expected"),
    [
        ("home/${aws:username}/*", "home/ann/x", {"aws:username": "ann"}, True),
        ("home/${aws:username}/*", "home/bob/x", {"aws:username": "ann"}, False),
        ("home/${AWS:UserName}/*", "home/ann/x", {"aws:username": "ann"}, True),
        ("${aws:PrincipalTag/team}-*", "data-1", {"aws:principaltag/team": "data"}, True),
        ("${aws:username, 'anonymous'}/*", "anonymous/x", {}, True),
        ("${aws:username,'anonymous'}/*", "ann/x", {"aws:username": "ann"}, True),
        ("${aws:username, ''}x", "x", {}, True),
        ("a${*}", "a*", {}, True),
        ("a${*}", "ab", {}, False),
        ("a${?}", "a?", {}, True),
        ("a${?}", "ab", {}, False),
        ("${$}{aws:username}", "${aws:username}", {"aws:username": "ann"}, True),
        ("${s3:prefix}", "a/b", {"s3:prefix": "a/b"}, True),
    ],
)
def test_variables(wanted: str, text: str, context: dict[str, str], expected: bool) -> None:
    assert pattern(wanted, variables=True).matches(text, context) is expected


def test_without_variables_the_text_stands_for_itself() -> None:
    assert pattern("${aws:username}", variables=False).matches("${aws:username}", {"aws:username": "ann"})


@pytest.mark.parametrize("context", [{}, {"aws:username": ["ann", "bob"]}])
def test_a_variable_without_one_value_is_missing(context: dict[str, list[str]]) -> None:
    with pytest.raises(MissingVariableError):
        pattern("${aws:username}", variables=True).matches("ann", context)


@pytest.mark.parametrize(
    ("wanted", "arn", "expected"),
    [
        ("*", "*", True),
        ("*", "arn:aws:s3:::b/k", True),
        ("arn:aws:s3:::*", "arn:aws:s3:::b/k", True),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/k", False),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/k/l:m", True),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b", False),
        ("arn:aws:s3:::B/*", "arn:aws:s3:::b/k", False),
        ("arn:aws:lambda:*:*:function:f", "arn:aws:lambda:us-east-1:000000000000:function:f", True),
        ("arn:aws:lambda:*:function:f", "arn:aws:lambda:us-east-1:000000000000:function:f", False),
        ("arn:aws:lambda:us-*-1:*:function:f*", "arn:aws:lambda:us-east-1:0:function:f:prod", True),
        ("arn:aws:sqs", "arn:aws:sqs:us-east-1:000000000000:q", True),
        ("arn:aws:logs:us-east-1:*", "arn:aws:logs:us-east-1:0:log-group:/aws/lambda/f:log-stream:", True),
        ("arn:aws:logs:*:*:*", "arn:aws:logs:us-east-1:0:log-group:g:log-stream:s", True),
        ("arn:aws:logs:*:*:log-group:g", "arn:aws:logs:us-east-1:0:log-group:g:log-stream:", False),
        ("arn:aws:logs:*:*:log-group:g:*", "arn:aws:logs:us-east-1:0:log-group:g:log-stream:", True),
        ("arn:*:s3:::b", "arn:aws-cn:s3:::b", True),
        ("arn:aws:s3:::b", "*", False),
    ],
)
def test_arn_patterns(wanted: str, arn: str, expected: bool) -> None:
    assert arn_pattern(wanted).matches(arn, {}) is expected


def test_the_colon_of_a_variable_is_no_field_border() -> None:
    wanted = arn_pattern("arn:aws:iam::*:user/${aws:username}", variables=True)
    assert wanted.matches("arn:aws:iam::000000000000:user/ann", {"aws:username": "ann"})
    assert not wanted.matches("arn:aws:iam::000000000000:user/bob", {"aws:username": "ann"})


@given(st.lists(name, min_size=6, max_size=6))
def test_an_arn_is_covered_by_itself_and_by_stars(fields: list[str]) -> None:
    arn = ":".join(fields)
    assert arn_pattern(arn).matches(arn, {})
    assert arn_pattern("*:*:*:*:*:*").matches(arn, {})
    assert arn_pattern(":".join(fields[:3])).matches(arn, {})


@given(st.lists(name, min_size=6, max_size=6), st.integers(0, 4), name)
def test_a_star_stays_in_its_field(fields: list[str], index: int, other: str) -> None:
    wanted = [*fields]
    wanted[index] = "*"
    changed = [*fields]
    changed[index] = other
    assert arn_pattern(":".join(wanted)).matches(":".join(changed), {})
    changed[5] = f"{changed[5]}x"
    assert not arn_pattern(":".join(wanted)).matches(":".join(changed), {})


@pytest.mark.parametrize(
    ("actions", "action", "expected"),
    [
        (("s3:getobject",), "s3:getobject", True),
        (("S3:GetObject",), "s3:getobject", True),
        (("s3:Get*",), "s3:getobject", True),
        (("s3:Get*",), "s3:putobject", False),
        (("s3:?etObject",), "s3:getobject", True),
        (("*",), "s3:getobject", True),
        (("s3:PutObject", "s3:GetObject"), "s3:getobject", True),
        (("s3:GetObject",), "s3:getobjectacl", False),
        (("s3.GetObject:x",), "s3xgetobject:x", False),
    ],
)
def test_actions_are_compared_without_regard_to_case(
    actions: tuple[str, ...], action: str, expected: bool
) -> None:
    assert (action_pattern(actions).fullmatch(action) is not None) is expected
