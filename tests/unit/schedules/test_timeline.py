from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue

import pytest

from nuage.clock import ManualClock
from nuage.schedules.agenda import Run
from nuage.schedules.plans import AtPlan, RatePlan
from nuage.schedules.timeline import Timeline

TIMEOUT = 5.0


class Line:
    """A timeline on a manual clock, and what ran on it."""

    def __init__(self, grace: float = 0) -> None:
        self.clock = ManualClock(0)
        self.timeline = Timeline(self.clock, grace)
        self.runs: Queue[Run] = Queue()

    def next(self) -> tuple[str, float]:
        run = self.runs.get(timeout=TIMEOUT)
        return run.key, run.scheduled

    def nothing_ran(self) -> bool:
        """Whether a run that is planned now is the first to come."""
        self.timeline.put("marker", AtPlan(self.clock.now() + 1), self.runs.put)
        self.clock.advance(1)
        return self.next()[0] == "marker"


@pytest.fixture
def make() -> Iterator[Callable[..., Line]]:
    made: list[Line] = []

    def build(grace: float = 0) -> Line:
        made.append(Line(grace))
        made[-1].timeline.start()
        return made[-1]

    yield build
    for line in made:
        line.timeline.stop()


def test_runs_come_when_the_clock_gets_there(make: Callable[..., Line]) -> None:
    line = make()
    line.timeline.put("a", RatePlan(60, 60), line.runs.put)
    assert line.timeline.next_run("a") == 60
    line.clock.advance(60)
    assert line.next() == ("a", 60)
    line.clock.advance(60)
    assert line.next() == ("a", 120)


def test_a_plan_that_comes_earlier_does_not_wait_for_a_later_one(make: Callable[..., Line]) -> None:
    line = make()
    line.timeline.put("late", AtPlan(1000), line.runs.put)
    line.timeline.put("early", AtPlan(10), line.runs.put)
    line.clock.advance(10)
    assert line.next() == ("early", 10)


def test_what_is_removed_does_not_run(make: Callable[..., Line]) -> None:
    line = make()
    line.timeline.put("a", RatePlan(60, 60), line.runs.put)
    line.timeline.remove("a")
    line.clock.advance(600)
    assert line.nothing_ran()


def test_an_action_that_fails_stops_nobody(make: Callable[..., Line]) -> None:
    line = make()

    def fail(_: Run) -> None:
        raise RuntimeError("on purpose")

    line.timeline.put("bad", AtPlan(10), fail)
    line.timeline.put("good", AtPlan(20), line.runs.put)
    line.clock.advance(10)
    line.clock.advance(10)
    assert line.next() == ("good", 20)


def test_an_action_may_plan(make: Callable[..., Line]) -> None:
    line = make()
    line.timeline.put("a", AtPlan(10), lambda _: line.timeline.put("b", AtPlan(20), line.runs.put))
    line.clock.advance(10)
    assert poll(lambda: line.timeline.next_run("b") == 20)
    line.clock.advance(10)
    assert line.next() == ("b", 20)


def test_a_hundred_plans_all_run(make: Callable[..., Line]) -> None:
    line = make()
    for number in range(100):
        line.timeline.put(str(number), RatePlan(60, 60), line.runs.put)
    line.clock.advance(60)
    assert {line.next()[0] for _ in range(100)} == {str(number) for number in range(100)}


def test_stopping_ends_the_thread_and_the_runs(make: Callable[..., Line]) -> None:
    line = make()
    line.timeline.put("a", RatePlan(60, 60), line.runs.put)
    line.timeline.stop()
    line.clock.advance(600)
    with pytest.raises(Empty):
        line.runs.get_nowait()
    assert not line.timeline.is_alive()


def poll(done: Callable[[], bool]) -> bool:
    settled = threading.Event()
    for _ in range(500):
        if done():
            return True
        settled.wait(0.01)
    return False
