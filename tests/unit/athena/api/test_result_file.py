from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.api.result_file import csv_rows, txt_rows
from nuage.athena.values import csv_line

VALUES = st.none() | st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=6))
def test_what_is_written_is_read(rows: list[list[str | None]]) -> None:
    assert csv_rows("".join(map(csv_line, rows)).encode()) == rows


def test_null_is_not_an_empty_text() -> None:
    assert csv_rows(b'"a","b"\n,""\n') == [["a", "b"], [None, ""]]


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no result file"):
        csv_rows(b"plain,text\n")


def test_lines() -> None:
    assert txt_rows(b"a\nb\tc", 1) == [["a"], ["b\tc"]]
    assert txt_rows(b"", 1) == []
    assert txt_rows(b"reason", 0) == []
