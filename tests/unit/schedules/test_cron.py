"""The examples of AWS's page, worked out by hand with a calendar, and what the page forbids."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.schedules.cron import InvalidCronError, parse

# a Thursday
START = datetime(2026, 1, 1, 0, 0)


def runs(expression: str, count: int, start: datetime = START) -> list[str]:
    found, moment = [], start
    cron = parse(expression)
    for _ in range(count):
        following = cron.after(moment)
        if following is None:
            break
        moment = following
        found.append(f"{moment:%a %Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
        ("0 10 * * ? *", ["Thu 2026-01-01 10:00", "Fri 2026-01-02 10:00"]),
        ("15 12 * * ? *", ["Thu 2026-01-01 12:15", "Fri 2026-01-02 12:15"]),
        ("0 18 ? * MON-FRI *", ["Thu 2026-01-01 18:00", "Fri 2026-01-02 18:00", "Mon 2026-01-05 18:00"]),
        ("0 8 1 * ? *", ["Thu 2026-01-01 08:00", "Sun 2026-02-01 08:00"]),
        ("0/15 * * * ? *", ["Thu 2026-01-01 00:15", "Thu 2026-01-01 00:30", "Thu 2026-01-01 00:45"]),
        ("0/10 * ? * MON-FRI *", ["Thu 2026-01-01 00:10", "Thu 2026-01-01 00:20"]),
        ("0/5 8-17 ? * MON-FRI *", ["Thu 2026-01-01 08:00", "Thu 2026-01-01 08:05"]),
        ("0/30 20-2 ? * MON-FRI *", ["Thu 2026-01-01 00:30", "Thu 2026-01-01 01:00"]),
        ("1/10 * * * ? *", ["Thu 2026-01-01 00:01", "Thu 2026-01-01 00:11", "Thu 2026-01-01 00:21"]),
        # L, W and #
        ("0 10 L * ? *", ["Sat 2026-01-31 10:00", "Sat 2026-02-28 10:00", "Tue 2026-03-31 10:00"]),
        ("0 10 LW * ? *", ["Fri 2026-01-30 10:00", "Fri 2026-02-27 10:00", "Tue 2026-03-31 10:00"]),
        ("0 10 L-3 * ? *", ["Wed 2026-01-28 10:00", "Wed 2026-02-25 10:00"]),
        ("0 10 3W * ? *", ["Fri 2026-01-02 10:00", "Tue 2026-02-03 10:00"]),
        ("0 10 15W * ? *", ["Thu 2026-01-15 10:00", "Mon 2026-02-16 10:00", "Mon 2026-03-16 10:00"]),
        ("0 10 1W 8 ? *", ["Mon 2026-08-03 10:00"]),  # the 1st is a Saturday; July is another month
        ("0 10 31W 5 ? *", ["Fri 2026-05-29 10:00"]),  # the 31st is a Sunday; June is another month
        ("0 10 ? * 3#2 *", ["Tue 2026-01-13 10:00", "Tue 2026-02-10 10:00"]),
        ("0 10 ? * MON#5 *", ["Mon 2026-03-30 10:00", "Mon 2026-06-29 10:00"]),
        ("0 2 ? * SAT#3 *", ["Sat 2026-01-17 02:00", "Sat 2026-02-21 02:00"]),
        ("0 10 ? * 6L *", ["Fri 2026-01-30 10:00", "Fri 2026-02-27 10:00"]),
        ("0 10 ? * FRIL *", ["Fri 2026-01-30 10:00", "Fri 2026-02-27 10:00"]),
        ("0 10 ? * L *", ["Sat 2026-01-03 10:00", "Sat 2026-01-10 10:00"]),
        # 1 is Sunday, 7 is Saturday
        ("0 0 ? * 1 *", ["Sun 2026-01-04 00:00"]),
        ("0 0 ? * 7 *", ["Sat 2026-01-03 00:00"]),
        ("0 0 ? * SUN,2 *", ["Sun 2026-01-04 00:00", "Mon 2026-01-05 00:00", "Sun 2026-01-11 00:00"]),
        ("0 0 ? * FRI-MON *", ["Fri 2026-01-02 00:00", "Sat 2026-01-03 00:00", "Sun 2026-01-04 00:00"]),
        # lists, ranges, steps, names, years
        ("5,35 14 * * ? *", ["Thu 2026-01-01 14:05", "Thu 2026-01-01 14:35", "Fri 2026-01-02 14:05"]),
        ("0-15/5 8-8 ? * 2,3,4,5,6 *", ["Thu 2026-01-01 08:00", "Thu 2026-01-01 08:05"]),
        ("1-31/30 1-1 ? * 1,7 *", ["Sat 2026-01-03 01:01", "Sat 2026-01-03 01:31"]),
        ("0 0 1 JAN,MAR ? *", ["Sun 2026-03-01 00:00", "Fri 2027-01-01 00:00"]),
        ("0 0 1 feb-mar ? *", ["Sun 2026-02-01 00:00", "Sun 2026-03-01 00:00", "Mon 2027-02-01 00:00"]),
        ("0 0 31 * ? *", ["Sat 2026-01-31 00:00", "Tue 2026-03-31 00:00"]),
        ("0 0 29 2 ? *", ["Tue 2028-02-29 00:00", "Sun 2032-02-29 00:00"]),
        ("0 0 1 1 ? 2026-2028", ["Fri 2027-01-01 00:00", "Sat 2028-01-01 00:00"]),
        ("0 0 1 1 ? 2020/5", ["Tue 2030-01-01 00:00", "Mon 2035-01-01 00:00"]),
        ("59 23 31 12 ? 2199", ["Tue 2199-12-31 23:59"]),
        # nothing left
        ("15 10 ? * 6L 2002-2005", []),
        ("0 0 30 2 ? *", []),
    ],
)
def test_next_runs(expression: str, expected: list[str]) -> None:
    assert runs(expression, len(expected) or 1) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "0 1 * * * *",  # "you must use a ? in the other"
        "0 1 ? * ? *",
        "0 10 * * ?",
        "0 0 10 * * ? *",
        "7 20 * * NOT *",
        "INVALID",
        "0 dummy ? * MON-FRI *",
        "71 8 1 * ? *",
        "0 24 * * ? *",
        "0 0 0 * ? *",
        "0 0 32 * ? *",
        "0 0 1 13 ? *",
        "0 0 ? * 0 *",
        "0 0 ? * 8 *",
        "0 0 ? * 3#6 *",
        "0 0 ? * 3#0 *",
        "0 0 ? * 3#1,6#3 *",  # "you can define only one expression in the day-of-week field"
        "0 0 1 1 ? 1969",
        "0 0 1 1 ? 2200",
        "0 0 1 1 ? 2030-2020",
        "0/0 * * * ? *",
        "*/-5 * * * ? *",
        "1- * * * ? *",
        ", * * * ? *",
        "² * * * ? *",
        "? * * * ? *",
        "L * * * ? *",
        "0 0 W * ? *",
        "0 0 32W * ? *",
        "0 0 ? * W *",
    ],
)
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(InvalidCronError):
        parse(expression)


def field(first: int, last: int) -> st.SearchStrategy[str]:
    number = st.integers(first, last)
    return st.one_of(
        st.just("*"),
        number.map(str),
        st.lists(number, min_size=1, max_size=4).map(lambda values: ",".join(map(str, values))),
        st.tuples(number, number).map(lambda ends: f"{min(ends)}-{max(ends)}"),
        st.tuples(number, st.integers(1, last)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    )


moments = st.datetimes(datetime(1990, 1, 1), datetime(2150, 1, 1))
expressions = st.tuples(
    field(0, 59),
    field(0, 23),
    st.one_of(st.tuples(field(1, 31), st.just("?")), st.tuples(st.just("?"), field(1, 7))),
    field(1, 12),
).map(lambda parts: (parts[0], parts[1], parts[2][0], parts[3], parts[2][1], "*"))


def matches(value: int, text: str, last: int) -> bool:
    """A second reading of a field, element by element, to compare with."""
    for element in text.split(","):
        if element in ("*", "?"):
            return True
        if "/" in element:
            start, step = map(int, element.split("/"))
            if start <= value <= last and (value - start) % step == 0:
                return True
        elif "-" in element:
            low, high = map(int, element.split("-"))
            if low <= value <= high:
                return True
        elif value == int(element):
            return True
    return False


@given(expressions, moments)
def test_a_run_is_later_and_matches_every_field(fields: tuple[str, ...], moment: datetime) -> None:
    run = parse(" ".join(fields)).after(moment)
    if run is None:  # such as the 31st of February
        return
    assert run > moment
    assert (run.second, run.microsecond) == (0, 0)
    minute, hour, day, month, weekday, _ = fields
    assert matches(run.minute, minute, 59)
    assert matches(run.hour, hour, 23)
    assert matches(run.day, day, 31)
    assert matches(run.month, month, 12)
    assert matches(run.isoweekday() % 7 + 1, weekday, 7)


@given(expressions, moments, st.integers(0, 10_000_000))
def test_runs_do_not_overtake_each_other(fields: tuple[str, ...], moment: datetime, seconds: int) -> None:
    cron = parse(" ".join(fields))
    early, late = cron.after(moment), cron.after(moment + timedelta(seconds=seconds))
    assert early is None or late is None or early <= late


@given(expressions, moments)
def test_no_run_is_left_out(fields: tuple[str, ...], moment: datetime) -> None:
    """From just before a run, the same run is found."""
    cron = parse(" ".join(fields))
    if (run := cron.after(moment)) is not None:
        assert cron.after(run - timedelta(seconds=1)) == run


@given(st.text(max_size=30))
def test_any_text_is_an_expression_or_an_invalid_one(text: str) -> None:
    try:
        parse(text)
    except InvalidCronError:
        return
    assert len(text.split()) == 6
