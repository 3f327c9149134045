"""When a rule or a schedule runs next: an expression, tied to a time line of epoch seconds.

Times here are lab time, in seconds since the epoch. `next_run(after)` is strictly later than `after`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from nuage.clock import utc
from nuage.schedules.cron import Cron
from nuage.schedules.expressions import At, Rate


def just_before(moment: float) -> float:
    """The time to ask after, so that a run at `moment` is found. Dates round to microseconds."""
    return moment - 0.001


class Plan(Protocol):
    """Says when the next run is."""

    def next_run(self, after: float) -> float | None:
        """The first run later than `after`, or None when there are no more."""


@dataclass(frozen=True)
class RatePlan:
    """A run at `first`, then one every `period` seconds, without drift."""

    first: float
    period: float

    def next_run(self, after: float) -> float | None:
        """The first run later than `after`."""
        if after < self.first:
            return self.first
        return self.first + (math.floor((after - self.first) / self.period) + 1) * self.period


@dataclass(frozen=True)
class CronPlan:
    """The minutes that a cron expression names, in a time zone.

    EventBridge Scheduler's rule when clocks change: a time that does not exist is skipped, a time
    that comes twice runs once.
    """

    cron: Cron
    zone: tzinfo = UTC

    def next_run(self, after: float) -> float | None:
        """The first run later than `after`."""
        local = utc(after).astimezone(self.zone).replace(tzinfo=None)
        while (found := self.cron.after(local)) is not None:
            run = _epoch(found, self.zone)
            if run is not None and run > after:
                return run
            local = found
        return None


@dataclass(frozen=True)
class AtPlan:
    """One run."""

    moment: float

    def next_run(self, after: float) -> float | None:
        """The run, unless it is not later than `after`."""
        return self.moment if self.moment > after else None


@dataclass(frozen=True)
class Bounded:
    """Another plan, between a start and an end, both included."""

    plan: Plan
    start: float | None
    end: float | None

    def next_run(self, after: float) -> float | None:
        """The other plan's run, if it lies between the bounds."""
        if self.start is not None:
            after = max(after, just_before(self.start))
        run = self.plan.next_run(after)
        return None if run is None or (self.end is not None and run > self.end) else run


def rule_plan(expression: Rate | Cron, created: float) -> Plan:
    """The plan of a rule: a rate counts from its creation, so that the first run is one period later."""
    if isinstance(expression, Rate):
        return RatePlan(created + expression.seconds, expression.seconds)
    return CronPlan(expression)


def schedule_plan(
    expression: Rate | Cron | At, created: float, zone: tzinfo, start: float | None, end: float | None
) -> Plan:
    """The plan of a schedule: a rate starts with its start date, or at once when it has none.

    AWS ignores the start and the end date of a one-time schedule.
    """
    if isinstance(expression, At):
        moment = expression.moment.replace(tzinfo=zone)
        return AtPlan(moment.timestamp())
    if isinstance(expression, Rate):
        return Bounded(RatePlan(created if start is None else start, expression.seconds), None, end)
    return Bounded(CronPlan(expression, zone), start, end)


def _epoch(local: datetime, zone: tzinfo) -> float | None:
    """A wall time in a zone as an epoch time; None when clocks jump over it."""
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    exists = moment.astimezone(zone).replace(tzinfo=None) == local
    return moment.timestamp() if exists else None
