"""What functions return, as HTTP answers."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.functions.urls.answer import Answer, MalformedAnswerError, answer, problem, with_request_id


def of(value: Any) -> Answer:
    return answer(json.dumps(value).encode())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    ).filter(lambda value: not (isinstance(value, dict) and "statusCode" in value))
)
def test_json_without_a_status_is_a_body(value: Any) -> None:
    found = of(value)
    assert (found.status, json.loads(found.body)) == (200, value)
    assert found.headers == (("Content-Type", "application/json"),)


def test_a_text_is_a_body_as_it_is() -> None:
    assert of("é").body == "é".encode()


def test_a_body_that_is_no_text_is_written_as_json() -> None:
    assert of({"statusCode": 200, "body": {"a": 1}}).body == b'{"a":1}'


def test_framing_is_not_the_functions() -> None:
    found = of({"statusCode": 200, "headers": {"content-length": "99", "Content-Type": "a/b"}, "body": "x"})
    assert found.headers == (("Content-Type", "a/b"),)


@given(st.binary())
def test_base64(body: bytes) -> None:
    value = {"statusCode": 200, "isBase64Encoded": True, "body": base64.b64encode(body).decode()}
    assert of(value).body == body


@pytest.mark.parametrize(
    "value",
    [
        {"statusCode": None},
        {"statusCode": True},
        {"statusCode": 99},
        {"statusCode": 200, "cookies": "a=1"},
        {"statusCode": 200, "headers": {"a": None}},
        {"statusCode": 200, "cookies": ["a\nb"]},
        {"statusCode": 200, "isBase64Encoded": True, "body": 1},
    ],
)
def test_what_is_no_answer(value: Any) -> None:
    with pytest.raises(MalformedAnswerError):
        of(value)


def test_what_is_not_json() -> None:
    with pytest.raises(MalformedAnswerError, match="not JSON"):
        answer(b"{")


def test_the_functions_own_request_id_stays() -> None:
    mine = Answer(200, (("X-Amzn-RequestId", "mine"),), b"")
    assert with_request_id(mine, "other") == mine
    assert ("x-amzn-RequestId", "other") in with_request_id(of(1), "other").headers


def test_a_problem_is_named_in_a_header() -> None:
    found = problem(403, "AccessDeniedException", Message=None)
    assert (found.body, dict(found.headers)["x-amzn-ErrorType"]) == (
        b'{"Message":null}',
        "AccessDeniedException",
    )
