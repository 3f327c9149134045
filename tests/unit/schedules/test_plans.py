from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nuage.schedules.expressions import parse_rule, parse_schedule
from nuage.schedules.plans import AtPlan, Bounded, CronPlan, Plan, RatePlan, rule_plan, schedule_plan

PARIS = ZoneInfo("Europe/Paris")


def epoch(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def runs(plan: Plan, after: str, count: int) -> list[str]:
    found, moment = [], epoch(after)
    for _ in range(count):
        following = plan.next_run(moment)
        if following is None:
            break
        moment = following
        found.append(datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M"))
    return found


def schedule(text: str, created: str = "2026-01-01", **rest: str) -> Plan:
    start, end = (epoch(rest[name]) if name in rest else None for name in ("start", "end"))
    return schedule_plan(parse_schedule(text), epoch(created), ZoneInfo(rest.get("zone", "UTC")), start, end)


def test_the_rate_of_a_rule_counts_from_its_creation() -> None:
    plan = rule_plan(parse_rule("rate(5 minutes)"), epoch("2026-01-01T10:02:30"))
    assert plan.next_run(epoch("2026-01-01T10:02:30")) == epoch("2026-01-01T10:07:30")
    assert plan.next_run(epoch("2026-01-01T10:07:30")) == epoch("2026-01-01T10:12:30")
    assert plan.next_run(epoch("2026-01-01T12:00:00")) == epoch("2026-01-01T12:02:30")


def test_the_rate_of_a_schedule_starts_at_once_or_with_its_start_date() -> None:
    assert runs(schedule("rate(1 hour)", "2026-01-01T10:00"), "2026-01-01T09:59", 2) == [
        "2026-01-01T10:00",
        "2026-01-01T11:00",
    ]
    later = schedule("rate(1 hour)", "2026-01-01T10:00", start="2026-01-02T00:30", end="2026-01-02T02:00")
    assert runs(later, "2026-01-01T10:00", 9) == ["2026-01-02T00:30", "2026-01-02T01:30"]


def test_start_and_end_bound_a_cron_and_are_included() -> None:
    plan = schedule("cron(0 12 * * ? *)", start="2026-01-03T12:00", end="2026-01-05T12:00")
    assert runs(plan, "2026-01-01", 9) == ["2026-01-03T12:00", "2026-01-04T12:00", "2026-01-05T12:00"]


def test_a_one_time_schedule_runs_once_in_its_zone_and_ignores_the_bounds() -> None:
    plan = schedule("at(2026-07-01T12:00:00)", zone="Europe/Paris", start="2027-01-01", end="2026-02-01")
    assert runs(plan, "2026-01-01", 9) == ["2026-07-01T10:00"]


def test_wall_time_stays_when_clocks_change() -> None:
    plan = schedule("cron(0 9 * * ? *)", zone="Europe/Paris")
    assert runs(plan, "2026-03-28T00:00", 2) == ["2026-03-28T08:00", "2026-03-29T07:00"]


def test_a_time_that_clocks_jump_over_is_skipped() -> None:
    plan = schedule("cron(30 2 * * ? *)", zone="Europe/Paris")  # 02:30 does not exist on 29 March 2026
    assert runs(plan, "2026-03-27T12:00", 3) == ["2026-03-28T01:30", "2026-03-30T00:30", "2026-03-31T00:30"]


def test_a_time_that_comes_twice_runs_once() -> None:
    plan = schedule("cron(30 2 * * ? *)", zone="Europe/Paris")  # 02:30 comes twice on 25 October 2026
    assert runs(plan, "2026-10-24T12:00", 2) == ["2026-10-25T00:30", "2026-10-26T01:30"]


def test_a_rate_in_days_counts_24_hours() -> None:
    plan = schedule("rate(1 day)", "2026-03-28T09:00", zone="Europe/Paris")
    assert runs(plan, "2026-03-28T08:59", 3) == ["2026-03-28T09:00", "2026-03-29T09:00", "2026-03-30T09:00"]


def test_nothing_is_left_after_the_last_year() -> None:
    assert CronPlan(parse_cron("0 0 1 1 ? 2027")).next_run(epoch("2027-01-01")) is None


def parse_cron(fields: str):  # type: ignore[no-untyped-def]
    return parse_rule(f"cron({fields})")


times = st.floats(0, 4e9)


@given(times, st.floats(1, 1e7), times)
def test_a_rate_is_later_by_no_more_than_a_period(first: float, period: float, after: float) -> None:
    run = RatePlan(first, period).next_run(after)
    assert run is not None
    assert run > after or run == pytest.approx(after)
    assert run <= max(first, after + period) or run == pytest.approx(after + period)


@given(st.integers(0, 4_000_000_000), st.integers(1, 1_000_000).map(lambda n: n * 60), times)
def test_runs_of_a_rate_have_no_drift(first: int, period: int, after: float) -> None:
    run = RatePlan(first, period).next_run(after)
    assert run is not None
    assert run > after
    assert (run - first) % period == 0


@given(
    st.sampled_from(["*/7 * * * ? *", "0 2 * * ? *", "30 1-3 * * ? *", "0 0 ? * SUNL *", "15 2 L * ? *"]),
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.floats(1.7e9, 2.0e9),
    st.floats(0, 1e7),
)
def test_cron_runs_are_later_and_in_order_in_every_zone(
    fields: str, zone: str, after: float, step: float
) -> None:
    plan = CronPlan(parse_cron(fields), ZoneInfo(zone))
    early, late = plan.next_run(after), plan.next_run(after + step)
    assert early is not None
    assert late is not None
    assert after < early <= late


@given(times, times, times)
def test_bounds_hold(start: float, end: float, after: float) -> None:
    assume(start <= end)
    run = Bounded(RatePlan(0, 3600), start, end).next_run(after)
    assert run is None or (start <= run <= end and run > after)


def test_one_run_is_one_run() -> None:
    plan = AtPlan(100)
    assert (plan.next_run(99), plan.next_run(100)) == (100, None)
