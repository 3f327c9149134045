from __future__ import annotations

import pytest

from nuage.functions.locations import at_host


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localstack:4566", "http://localstack:4566/bucket/a%20key?X-Amz-Signature=1&b=%2F"),
        ("127.0.0.1:49153", "http://127.0.0.1:49153/bucket/a%20key?X-Amz-Signature=1&b=%2F"),
        ("", "http://127.0.0.1:4566/bucket/a%20key?X-Amz-Signature=1&b=%2F"),
    ],
)
def test_an_address_is_the_one_that_the_caller_can_dial(host: str, expected: str) -> None:
    assert at_host("http://127.0.0.1:4566/bucket/a%20key?X-Amz-Signature=1&b=%2F", host) == expected
