from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from queue import Queue

import pytest

from nuage.schedules.lanes import Lanes

TIMEOUT = 5.0


class Hold:
    """Work that does not end until it is released."""

    def __init__(self) -> None:
        self.started, self.released = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.started.set()
        self.released.wait(TIMEOUT)


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    pool = Lanes(threads=4, per_lane=1, backlog=3)
    yield pool
    pool.stop()


def test_work_of_a_lane_is_done_in_order(lanes: Lanes) -> None:
    done: Queue[int] = Queue()
    for number in range(3):
        assert lanes.submit("a", partial(done.put, number))
    assert [done.get(timeout=TIMEOUT) for _ in range(3)] == [0, 1, 2]


def test_a_lane_that_hangs_does_not_hold_up_another(lanes: Lanes) -> None:
    hold = Hold()
    done: Queue[str] = Queue()
    lanes.submit("slow", hold)
    lanes.submit("slow", lambda: done.put("slow"))
    assert hold.started.wait(TIMEOUT)
    lanes.submit("quick", lambda: done.put("quick"))
    assert done.get(timeout=TIMEOUT) == "quick"
    hold.released.set()
    assert done.get(timeout=TIMEOUT) == "slow"


def test_a_backlog_that_is_full_is_refused(lanes: Lanes) -> None:
    hold = Hold()
    lanes.submit("slow", hold)
    assert hold.started.wait(TIMEOUT)
    assert [lanes.submit("slow", hold) for _ in range(4)] == [True, True, True, False]
    assert lanes.submit("other", list)
    hold.released.set()


def test_work_that_fails_does_not_end_its_thread(lanes: Lanes) -> None:
    done: Queue[str] = Queue()
    for number in range(10):  # more than there are threads
        assert lanes.submit(f"lane {number}", lambda: 1 / 0)
    lanes.submit("c", lambda: done.put("done"))
    assert done.get(timeout=TIMEOUT) == "done"


def test_no_more_threads_than_allowed_and_all_work_is_done() -> None:
    pool = Lanes(threads=4, per_lane=2)
    done: Queue[str] = Queue()
    running, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        done.put(threading.current_thread().name)
        with lock:
            running -= 1

    for number in range(400):
        assert pool.submit(f"lane {number % 7}", work)
    for _ in range(400):
        done.get(timeout=TIMEOUT)
    assert 1 <= most <= 4
    pool.stop()


def test_after_stop_nothing_is_taken() -> None:
    pool = Lanes()
    pool.stop()
    assert not pool.submit("a", threading.Event().set)
