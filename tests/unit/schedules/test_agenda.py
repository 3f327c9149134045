from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuage.schedules.agenda import Agenda, Run
from nuage.schedules.plans import AtPlan, RatePlan


def test_nothing_is_due_before_its_time() -> None:
    agenda = Agenda()
    agenda.put("a", RatePlan(60, 60), after=0)
    assert (agenda.next_due(), agenda.take_due(59)) == (60, [])
    assert agenda.take_due(60) == [Run("a", 60, last=False)]
    assert agenda.scheduled("a") == 120


def test_the_next_run_counts_from_the_last_and_not_from_now() -> None:
    agenda = Agenda(grace=30)
    agenda.put("a", RatePlan(60, 60), after=0)
    agenda.take_due(75)
    assert agenda.next_due() == 120


def test_runs_that_are_a_little_late_all_run() -> None:
    agenda = Agenda(grace=300)
    agenda.put("a", RatePlan(60, 60), after=0)
    assert [run.scheduled for run in agenda.take_due(245)] == [60, 120, 180, 240]


def test_what_a_sleeping_laptop_missed_is_one_run() -> None:
    agenda = Agenda(grace=300)
    agenda.put("a", RatePlan(60, 60), after=0)
    assert [run.scheduled for run in agenda.take_due(60 * 60 * 8 + 5)] == [60]
    assert agenda.next_due() == 60 * 60 * 8 + 60


def test_the_last_run_is_the_last() -> None:
    agenda = Agenda()
    agenda.put("a", AtPlan(10), after=0)
    assert agenda.take_due(10) == [Run("a", 10, last=True)]
    assert (agenda.next_due(), agenda.scheduled("a")) == (None, None)


def test_what_has_no_run_is_not_planned() -> None:
    agenda = Agenda()
    agenda.put("a", AtPlan(10), after=10)
    assert (agenda.next_due(), agenda.scheduled("a")) == (None, None)


def test_a_second_plan_takes_the_place_of_the_first() -> None:
    agenda = Agenda()
    agenda.put("a", RatePlan(60, 60), after=0)
    agenda.put("a", RatePlan(100, 100), after=0)
    assert agenda.take_due(99) == []
    assert agenda.take_due(100) == [Run("a", 100, last=False)]


def test_what_is_removed_does_not_run() -> None:
    agenda = Agenda()
    agenda.put("a", RatePlan(60, 60), after=0)
    agenda.put("b", RatePlan(60, 60), after=0)
    agenda.remove("a")
    agenda.remove("never there")
    assert [run.key for run in agenda.take_due(60)] == ["b"]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 300)), min_size=1, max_size=20),
    st.lists(st.integers(1, 200), max_size=20),
)
def test_with_enough_grace_every_run_comes_once_and_in_order(
    plans: list[tuple[int, int]], steps: list[int]
) -> None:
    agenda = Agenda(grace=10_000)
    for number, (first, period) in enumerate(plans):
        agenda.put(str(number), RatePlan(first, period), after=-1)
    now, taken = 0, list[Run]()
    for step in steps:
        now += step
        runs = agenda.take_due(now)
        assert [run.scheduled for run in runs] == sorted(run.scheduled for run in runs)
        taken += runs
    for number, (first, period) in enumerate(plans):
        mine = [run.scheduled for run in taken if run.key == str(number)]
        assert mine == [] if not steps else mine == list(range(first, now + 1, period))
