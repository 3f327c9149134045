"""Lines of an object."""

from __future__ import annotations

import pytest

from nuage.athena.errors import QueryError
from nuage.athena.objects.lines import split_lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a"]),
        (b"a\n\n", [b"a", b""]),
        (b"\n", [b""]),
        (b"a\r\nb\r\r\nc\rd", [b"a", b"b\r", b"c\rd"]),
        (b"\xef\xbb\xbfa\nb", [b"a", b"b"]),
        ("a\u2028b\x0bc\x85d\n".encode(), ["a\u2028b\x0bc\x85d".encode()]),
    ],
)
def test_lines_end_at_line_feeds(content: bytes, lines: list[bytes]) -> None:
    assert split_lines(content) == lines


def test_header_lines_are_left_out() -> None:
    assert split_lines(b"h1\nh2\na\n", header_lines=2) == [b"a"]
    assert split_lines(b"h1\n", header_lines=2) == []


def test_another_line_end_may_be_told() -> None:
    assert split_lines(b"a|b\r|", b"|") == [b"a", b"b\r"]


def test_a_line_that_is_too_long_fails_the_query() -> None:
    assert split_lines(b"1234\n1234\n", limit=4) == [b"1234", b"1234"]
    with pytest.raises(QueryError) as failure:
        split_lines(b"1234\n12345\n", limit=4)
    assert failure.value.reason == "HIVE_CURSOR_ERROR: Line too long in text file"
