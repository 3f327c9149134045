"""What access keys look like."""

from __future__ import annotations

import pytest

from nuage.iam.keys import Look, advice, look


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("test", Look.OWNER),
        ("testcontainers-localstack", Look.OWNER),
        ("000000000000", Look.OWNER),
        ("123456789012", Look.OWNER),
        ("1234567890123", Look.OTHER),
        ("__internal_call__", Look.INTERNAL),
        ("injectedaccesskey", Look.UNSIGNED),
        ("", Look.UNSIGNED),
        ("AKIAIOSFODNN7EXAMPLE", Look.REAL),
        ("ASIAIOSFODNN7EXAMPLE", Look.REAL),
        ("LKIAQAAAAAAAGMKEM7X5", Look.OTHER),
        ("foo", Look.OTHER),
    ],
)
def test_look(key: str, expected: Look) -> None:
    assert look(key) is expected


def test_a_real_key_is_told_what_is_about_to_happen_and_is_not_repeated() -> None:
    text = advice("AKIAIOSFODNN7EXAMPLE")
    assert "someone is about to use real credentials here" in text
    assert "AKIA…MPLE" in text
    assert "AKIAIOSFODNN7EXAMPLE" not in text
    assert "`test`" in text


def test_another_key_is_told_which_keys_there_are() -> None:
    assert advice("foo") == (
        "Nuage did not issue the access key 'foo'. Use `test`, a 12-digit account number, "
        "or a key from CreateAccessKey or AssumeRole."
    )
