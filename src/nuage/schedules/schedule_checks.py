"""What EventBridge Scheduler refuses about a schedule, and in which words. Pure.

The texts on the expression, the start date, the window, the ARN and the role are AWS's; those on the
end date, the time zone and a time in the past are ours, as AWS's were not to be had.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nuage.schedules.events import iso
from nuage.schedules.expressions import InvalidExpressionError, parse_schedule
from nuage.schedules.plans import AtPlan, Plan, schedule_plan
from nuage.schedules.schedule_calls import UnsupportedTargetError, check_target

START_TOLERANCE = 300.0  # seconds of lab time: "cannot be earlier than 5 minutes ago"


class InvalidScheduleError(ValueError):
    """The schedule is refused; the text is AWS's message."""


def plan_of(request: dict[str, Any], created: float) -> Plan:
    """When a schedule runs, from the parameters of CreateSchedule.

    :param created: lab time, in seconds since the epoch
    :raises InvalidScheduleError: when the expression or the time zone is none
    """
    text = request["ScheduleExpression"]
    try:
        expression = parse_schedule(text)
    except InvalidExpressionError:
        raise InvalidScheduleError(f"Invalid Schedule Expression {text}.") from None
    zone = _zone(request.get("ScheduleExpressionTimezone") or "UTC")
    start, end = seconds(request.get("StartDate")), seconds(request.get("EndDate"))
    return schedule_plan(expression, created, zone, start, end)


def check(request: dict[str, Any], now: float, known: str | None = None) -> None:
    """Refuse what AWS refuses.

    :param now: lab time, in seconds since the epoch
    :param known: the expression that the schedule has already; a one-time schedule that has run may keep it
    :raises InvalidScheduleError: with AWS's message
    :raises UnsupportedTargetError: when the lab cannot run the target
    """
    plan = plan_of(request, now)
    if isinstance(plan, AtPlan):
        if plan.moment <= now and request["ScheduleExpression"] != known:
            raise InvalidScheduleError(
                f"Invalid Schedule Expression {request['ScheduleExpression']}. It lies in the past: "
                f"in the lab it is {iso(now)}."
            )
    else:
        _check_dates(seconds(request.get("StartDate")), seconds(request.get("EndDate")), now)
    _check_window(request["FlexibleTimeWindow"])
    try:
        check_target(request["Target"])
    except UnsupportedTargetError:
        raise
    except ValueError:
        raise InvalidScheduleError("Provided Arn is not in correct format.") from None


def _check_dates(start: float | None, end: float | None, now: float) -> None:
    if start is not None and start < now - START_TOLERANCE:
        raise InvalidScheduleError("The StartDate you specify cannot be earlier than 5 minutes ago.")
    if end is not None and end < now:
        raise InvalidScheduleError("The EndDate you specify cannot be in the past.")
    if start is not None and end is not None and end < start:
        raise InvalidScheduleError("The StartDate you specify must come before the EndDate.")


def _check_window(window: dict[str, Any]) -> None:
    minutes = window.get("MaximumWindowInMinutes")
    if window["Mode"] == "FLEXIBLE" and minutes is None:
        raise InvalidScheduleError(
            "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE."
        )
    if window["Mode"] == "OFF" and minutes is not None:
        raise InvalidScheduleError(
            "MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF."
        )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidScheduleError(f"Invalid Schedule Expression Timezone {name}.") from None


def trusts(document: dict[str, Any], service: str) -> bool:
    """Whether a role's trust policy names a service. Conditions are left to the moment of the call."""
    statements = document.get("Statement", [])
    return any(
        statement.get("Effect") == "Allow"
        and _names(statement.get("Action"), "sts:AssumeRole", "sts:*", "*")
        and (
            statement.get("Principal") == "*"
            or (
                isinstance(statement.get("Principal"), dict)
                and _names(statement["Principal"].get("Service"), service, "*")
            )
        )
        for statement in (statements if isinstance(statements, list) else [statements])
    )


def _names(value: str | list[str] | None, *wanted: str) -> bool:
    return bool(set([value] if isinstance(value, str) else value or []) & set(wanted))


def seconds(moment: datetime | float | None) -> float | None:
    """A date of the API as seconds since the epoch."""
    return moment.timestamp() if isinstance(moment, datetime) else moment
