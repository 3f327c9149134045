"""Java's date patterns."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.javatime import Pattern

MOMENT = datetime(2026, 9, 7, 15, 4, 5, 678000)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("yyyy-MM-dd", "2026-09-07"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2026-09-07T15:04:05.678Z"),
        ("d MMM yyyy h:mm a", "7 Sep 2026 3:04 PM"),
        ("EEEE, dd MMMM uuuu", "Monday, 07 September 2026"),
        ("EEE D", "Mon 250"),
        ("yy''MM", "26'09"),
        ("kk:mm z", "15:04 UTC"),
        ("H.m.s+", "15.4.5+"),
    ],
)
def test_moments_are_written(pattern: str, text: str) -> None:
    assert Pattern(pattern).format(MOMENT) == text
    assert Pattern(pattern).parse(text) is not None


@pytest.mark.parametrize(
    ("pattern", "text", "moment"),
    [
        ("dd/MM/yyyy", "07/09/2026", datetime(2026, 9, 7)),
        ("yyyy-MM-dd HH:mm:ssXXX", "2026-09-07 15:04:05+02:00", datetime(2026, 9, 7, 13, 4, 5)),
        ("EEE MMM dd HH:mm:ss Z yyyy", "Mon Sep 07 15:04:05 +0000 2026", datetime(2026, 9, 7, 15, 4, 5)),
        ("hh a", "12 am", datetime(1970, 1, 1, 0)),
        ("yyyy-DDD", "2026-250", datetime(2026, 9, 7)),
        ("yyyy-MM-dd", "2026-02-30", None),
        ("yyyy-MM-dd", "2026-2-3", None),
        ("yyyy-MM-dd", "2026-02-03 ", None),
        ("yyyyX", "0001+23:00", None),
    ],
)
def test_texts_are_read(pattern: str, text: str, moment: datetime | None) -> None:
    assert Pattern(pattern).parse(text) == moment


@pytest.mark.parametrize("pattern", ["Q", "yyyy'open"])
def test_what_is_not_known_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Pattern(pattern)


@given(
    st.datetimes(datetime(1000, 1, 1)),
    st.sampled_from(["yyyy-MM-dd HH:mm:ss.SSSSSS", "yyyyMMddHHmmssSSSSSS", "n k m s D uuuu"]),
)
def test_what_was_written_is_read_again(moment: datetime, pattern: str) -> None:
    assert Pattern(pattern).parse(Pattern(pattern).format(moment)) == moment


def test_the_finest_unit_shown() -> None:
    assert [Pattern(p).finest for p in ("yyyy", "yyyyMM", "yyyy-MM-dd", "HH", "HHmm", "ss", "SSS")] == [
        *("YEARS", "MONTHS", "DAYS", "HOURS", "MINUTES", "SECONDS", "MILLISECONDS")
    ]
