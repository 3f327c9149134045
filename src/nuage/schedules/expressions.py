"""Schedule expressions: `rate(…)`, `cron(…)` and, for EventBridge Scheduler, `at(…)`.

Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and
https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html. The two services differ:
a rule's rate needs the singular for 1 and the plural otherwise, a schedule takes either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from nuage.schedules import cron
from nuage.schedules.cron import Cron

UNITS = {"minute": 60, "hour": 3600, "day": 86400}  # seconds; a day is 24 hours, also when clocks change
RATE = re.compile(r"rate\(([0-9]+) (minute|hour|day)(s?)\)")
CRON = re.compile(r"cron\((\S+(?: +\S+){5})\)")
AT = re.compile(r"at\(([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})\)")


class InvalidExpressionError(ValueError):
    """The text is not a schedule expression."""


@dataclass(frozen=True)
class Rate:
    """Every `seconds` of lab time."""

    seconds: int


@dataclass(frozen=True)
class At:
    """Once, at a naive date and time in the schedule's time zone."""

    moment: datetime


def parse_rule(text: str) -> Rate | Cron:
    """Read the ScheduleExpression of a rule.

    :raises InvalidExpressionError: when it is none
    """
    if rate := RATE.fullmatch(text):
        if (int(rate[1]) == 1) != (rate[3] == ""):
            raise InvalidExpressionError(text)
        return _rate(rate)
    return _cron(text)


def parse_schedule(text: str) -> Rate | Cron | At:
    """Read the ScheduleExpression of a schedule of EventBridge Scheduler.

    :raises InvalidExpressionError: when it is none
    """
    if rate := RATE.fullmatch(text):
        return _rate(rate)
    if at := AT.fullmatch(text):
        try:
            return At(datetime.fromisoformat(at[1]))
        except ValueError:
            raise InvalidExpressionError(text) from None
    return _cron(text)


def _rate(match: re.Match[str]) -> Rate:
    seconds = int(match[1]) * UNITS[match[2]]
    if seconds == 0:
        raise InvalidExpressionError(match[0])
    return Rate(seconds)


def _cron(text: str) -> Cron:
    match = CRON.fullmatch(text)
    if match is None:
        raise InvalidExpressionError(text)
    try:
        return cron.parse(match[1])
    except cron.InvalidCronError:
        raise InvalidExpressionError(text) from None
