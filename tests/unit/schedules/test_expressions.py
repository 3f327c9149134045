from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.schedules.cron import Cron
from nuage.schedules.expressions import At, InvalidExpressionError, Rate, parse_rule, parse_schedule

# refused by AWS's PutRule
REFUSED_RATES = [
    "rate(10 seconds)",
    "rate(10 years)",
    "rate(1 minutes)",
    "rate(1 hours)",
    "rate(1 days)",
    "rate(10 minute)",
    "rate(10 hour)",
    "rate(10 day)",
    "rate()",
    "rate(10)",
    "rate(10 minutess)",
    "rate(foo minutes)",
    "rate(0 minutes)",
    "rate(-10 minutes)",
    "rate(10 MINUTES)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "rate(10 minutes) ",
    "rate(10 minutes)\n",
]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("rate(1 minute)", 60), ("rate(5 minutes)", 300), ("rate(1 hour)", 3600), ("rate(7 days)", 604_800)],
)
def test_rates(text: str, seconds: int) -> None:
    assert parse_rule(text) == parse_schedule(text) == Rate(seconds)


@pytest.mark.parametrize("text", REFUSED_RATES)
def test_rates_that_a_rule_refuses(text: str) -> None:
    with pytest.raises(InvalidExpressionError):
        parse_rule(text)


def test_a_schedule_takes_singular_and_plural() -> None:
    assert parse_schedule("rate(1 minutes)") == parse_schedule("rate(1 minute)")


@pytest.mark.parametrize("parse", [parse_rule, parse_schedule])
def test_crons(parse: object) -> None:
    assert callable(parse)
    assert isinstance(parse("cron(0 20 * * ? *)"), Cron)
    for text in ("cron(0 20 * * * *)", "cron()", "0 20 * * ? *", "cron(0 20 * * ? *) ", "CRON(0 20 * * ? *)"):
        with pytest.raises(InvalidExpressionError):
            parse(text)


def test_at_is_for_schedules_only() -> None:
    assert parse_schedule("at(2030-12-31T23:59:59)") == At(datetime(2030, 12, 31, 23, 59, 59))
    with pytest.raises(InvalidExpressionError):
        parse_rule("at(2030-12-31T23:59:59)")


@pytest.mark.parametrize(
    "text",
    [
        "at(2021-12-31)",
        "at(2021-12-31T23:59:59Z)",
        "at(2021-99-31T23:59:59)",
        "at(2021-02-30T23:59:59)",
        "at(2021-12-31T99:59:59)",
        "at(0000-01-01T00:00:00)",
        "at()",
    ],
)
def test_what_is_no_at(text: str) -> None:
    with pytest.raises(InvalidExpressionError):
        parse_schedule(text)


@given(st.text(max_size=40))
def test_any_text_is_an_expression_or_an_invalid_one(text: str) -> None:
    for parse in (parse_rule, parse_schedule):
        try:
            parse(text)
        except InvalidExpressionError:
            continue
        assert text.startswith(("rate(", "cron(", "at("))
