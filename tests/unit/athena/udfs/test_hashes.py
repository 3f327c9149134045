"""Hashes, by the vectors of their own test suites."""

from __future__ import annotations

import pytest

from nuage.athena.udfs.hashes import murmur3, xxhash64


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", 0xEF46DB3751D8E999), (b"a", 0xD24EC4F1A98C6E5B), (b"abc", 0x44BC2CF5AD770999)],
)
def test_xxhash64(data: bytes, expected: int) -> None:
    assert expected == xxhash64(data)


def test_murmur3() -> None:
    assert bytes(16) == murmur3(b"")
    assert murmur3(b"hello").hex() == "029bbd41b3a7d8cb191dae486a901e5b"
