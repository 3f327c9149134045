"""Dates by pattern: what is written is read again, and a pattern that is none is refused by name."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.udfs import datetimes
from nuage.athena.udfs.function import FunctionError

MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(lambda at: at.replace(microsecond=0))


@given(
    MOMENTS,
    st.sampled_from(
        ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss", "EEE, d MMMM yyyy h:mm:ss a", "yyyy-DDD H:m:s"]
    ),
)
def test_what_is_written_is_read_again(at: datetime, pattern: str) -> None:
    text = datetimes.format_joda(str(at), "UTC", pattern)
    micros, zone = datetimes.parse_joda(text, pattern, 2026).split("|")
    assert (int(micros), zone) == ((at - datetime(1970, 1, 1)).total_seconds() * 1_000_000, "UTC")


@given(MOMENTS)
def test_mysql_is_read_again(at: datetime) -> None:
    text = datetimes.format_mysql(str(at), "%Y-%m-%d %T")
    assert (
        datetimes.parse_mysql(text, "%Y-%m-%d %T") == (at - datetime(1970, 1, 1)).total_seconds() * 1_000_000
    )


@pytest.mark.parametrize(("year", "expected"), [("69", 2069), ("70", 1970), ("20", 2020)])
def test_two_digits_of_a_year(year: str, expected: int) -> None:
    moment = datetimes.parse_mysql(year, "%y") / 1_000_000
    assert datetime.fromtimestamp(moment, tz=UTC).year == expected


@given(st.text(max_size=10), st.text("yMdHhmsSaEZzDwxkKeGCQ'%- :", max_size=8))
def test_nothing_crashes(text: str, pattern: str) -> None:
    with contextlib.suppress(FunctionError):
        datetimes.parse_joda(text, pattern, 2026)
    with contextlib.suppress(FunctionError):
        datetimes.parse_mysql(text, pattern)
    with contextlib.suppress(FunctionError):
        datetimes.format_joda("2026-01-31 10:11:12", "Europe/Paris", pattern)
