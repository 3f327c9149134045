from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from nuage.schedules.schedule_checks import InvalidScheduleError, check, trusts

NOW = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
SERVICE = "scheduler.amazonaws.com"


def request(**rest: Any) -> dict[str, Any]:
    return {
        "ScheduleExpression": "rate(1 hour)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {"Arn": "arn:aws:sqs:us-east-1:123456789012:q", "RoleArn": "r"},
        **rest,
    }


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"ScheduleExpression": "at(2026-01-01T00:00:01)"},
        {"ScheduleExpression": "at(2026-01-01T00:00:01)", "StartDate": NOW - 9999},  # ignored by AWS
        {"ScheduleExpressionTimezone": "America/Argentina/Buenos_Aires"},
        {"FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}},
        {"StartDate": datetime(2025, 12, 31, 23, 56, tzinfo=UTC)},
        {"StartDate": NOW, "EndDate": NOW + 1},
    ],
)
def test_what_is_accepted(rest: dict[str, Any]) -> None:
    check(request(**rest), NOW)


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ({"ScheduleExpression": "rate(0 hours)"}, "Invalid Schedule Expression rate(0 hours)."),
        (
            {"ScheduleExpression": "at(2026-01-01T00:00:00)"},
            (
                "Invalid Schedule Expression at(2026-01-01T00:00:00). It lies in the past: "
                "in the lab it is 2026-01-01T00:00:00Z."
            ),
        ),
        ({"ScheduleExpressionTimezone": "../etc"}, "Invalid Schedule Expression Timezone ../etc."),
        ({"StartDate": NOW - 301}, "The StartDate you specify cannot be earlier than 5 minutes ago."),
        ({"EndDate": NOW - 1}, "The EndDate you specify cannot be in the past."),
        (
            {"StartDate": NOW + 2, "EndDate": NOW + 1},
            "The StartDate you specify must come before the EndDate.",
        ),
        (
            {"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}},
            "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.",
        ),
        (
            {"FlexibleTimeWindow": {"Mode": "OFF", "MaximumWindowInMinutes": 5}},
            "MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.",
        ),
        ({"Target": {"Arn": "q", "RoleArn": "r"}}, "Provided Arn is not in correct format."),
    ],
)
def test_what_is_refused_and_in_which_words(rest: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidScheduleError) as caught:
        check(request(**rest), NOW)
    assert str(caught.value) == message


def test_a_one_time_schedule_that_has_run_may_keep_its_expression() -> None:
    past = "at(2025-01-01T00:00:00)"
    check(request(ScheduleExpression=past), NOW, known=past)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ({"Effect": "Allow", "Principal": {"Service": SERVICE}, "Action": "sts:AssumeRole"}, True),
        ({"Effect": "Allow", "Principal": {"Service": ["x", SERVICE]}, "Action": ["sts:AssumeRole"]}, True),
        ({"Effect": "Deny", "Principal": {"Service": SERVICE}, "Action": "sts:AssumeRole"}, False),
        ({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:*"}, False),
        ({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}, False),
        ({"Effect": "Allow", "Principal": {"Service": SERVICE}, "Action": "sts:TagSession"}, False),
    ],
)
def test_trust(statement: dict[str, Any], expected: bool) -> None:
    assert trusts({"Statement": [statement]}, SERVICE) is expected
    assert trusts({"Statement": statement}, SERVICE) is expected
