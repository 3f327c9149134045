from __future__ import annotations

import threading

import pytest

from nuage.athena.workers import Workers


def test_as_many_run_at_once_as_there_are_workers_and_no_more() -> None:
    workers = Workers(3)
    together = threading.Barrier(4)  # the three jobs and this test: it opens only if all three run at once
    running, most, lock = 0, 0, threading.Lock()
    done = threading.Semaphore(0)

    def job() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        together.wait(10)
        with lock:
            running -= 1
        done.release()

    first = threading.Event()
    workers.submit(first.set)
    assert first.wait(10)  # one worker is idle now
    for _ in range(6):
        workers.submit(job)
    for _ in range(2):
        together.wait(10)
    for _ in range(6):
        assert done.acquire(timeout=10)
    assert most == 3
    workers.stop()


def test_a_job_that_raises_does_not_end_its_worker() -> None:
    workers = Workers(1)

    def wrong() -> None:
        raise ValueError("wrong")

    after = threading.Event()
    workers.submit(wrong)
    workers.submit(after.set)
    assert after.wait(10)
    workers.stop()


def test_what_waits_is_forgotten_at_the_end_and_what_runs_is_waited_for() -> None:
    workers = Workers(1)
    running, go, ran = threading.Event(), threading.Event(), []

    def job() -> None:
        running.set()
        go.wait(10)
        ran.append("first")

    workers.submit(job)
    workers.submit(lambda: ran.append("second"))
    assert running.wait(10)
    workers.stop()
    assert not workers.join(0.01)
    go.set()
    assert workers.join(10)
    assert ran == ["first"]
    with pytest.raises(RuntimeError, match="stopping"):
        workers.submit(job)
