from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.functions import payloads

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
PREFIX = "Could not parse request body into json: Could not parse payload into json: "
VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"


@given(JSON)
def test_all_json_passes(value: Any) -> None:
    payloads.check_json(json.dumps(value).encode())


@given(st.binary())
def test_anything_else_is_refused_with_words_of_ours(data: bytes) -> None:
    try:
        json.loads(data.decode())
    except ValueError:
        with pytest.raises(payloads.PayloadNotJsonError, match=r"^Could not parse request body into json: "):
            payloads.check_json(data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "not json",
            (
                f"Unrecognized token 'not': was expecting {VALUE}\n"
                ' at [Source: (byte[])"not json"; line: 1, column: 1]'
            ),
        ),
        (
            "'test'",
            (
                f"Unexpected character (''' (code 39)): expected a valid value {VALUE}\n"
                " at [Source: (byte[])\"'test'\"; line: 1, column: 1]"
            ),
        ),
        ('{"a":', 'Unexpected end-of-input\n at [Source: (byte[])"{"a":"; line: 1, column: 6]'),
        ("NaN", f"Unrecognized token 'NaN': was expecting {VALUE}"),
    ],
)
def test_the_text_says_what_and_where(text: str, reason: str) -> None:
    with pytest.raises(payloads.PayloadNotJsonError) as caught:
        payloads.check_json(text.encode())
    assert str(caught.value) == PREFIX + reason


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(payloads.PayloadNotJsonError):
        payloads.check_json(b"[" * 200_000)


@pytest.mark.parametrize(("kind", "limit"), [("RequestResponse", 6 * 1024 * 1024), ("Event", 1024 * 1024)])
def test_sizes_have_a_limit_for_each_invocation_type(kind: str, limit: int) -> None:
    payloads.check_size(b"x" * limit, kind)
    with pytest.raises(payloads.PayloadTooLargeError) as caught:
        payloads.check_size(b"x" * (limit + 1), kind)
    assert str(caught.value) == (
        f"{limit + 1} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
    )


def test_a_client_context_is_an_object() -> None:
    def encoded(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    assert payloads.client_context_json(None) is None
    assert payloads.client_context_json(encoded('{\n"custom": {"é": 1}}')) == '{"custom": {"\\u00e9": 1}}'
    for bad in ("%%%", encoded("[]"), encoded("{")):
        with pytest.raises(payloads.ClientContextError):
            payloads.client_context_json(bad)
