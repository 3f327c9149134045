"""Processes: spares are ready, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from nuage.functions.guard import groups_left
from nuage.functions.pool import Pool
from tests.unit.functions.test_environment import wait_for


@pytest.fixture
def gone() -> Callable[[int], bool]:
    def check(pid: int) -> bool:
        return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE

    return check


def test_spares_are_started_and_replaced() -> None:
    pool = Pool(spares=2)
    try:
        pool.fill()
        wait_for(lambda: len(pool._spares) == 2)
        spare = pool._spares[0]
        assert pool.take() is spare
        pool.fill()
        wait_for(lambda: len(pool._spares) == 2)
    finally:
        pool.close()


def test_a_dead_spare_is_not_given_out(gone: Callable[[int], bool]) -> None:
    pool = Pool(spares=1)
    try:
        pool.fill()
        wait_for(lambda: len(pool._spares) == 1)
        dead = pool._spares[0]
        psutil.Process(dead.pid).kill()
        wait_for(lambda: gone(dead.pid))
        process = pool.take()
        assert process.pid != dead.pid
        assert process.running
    finally:
        pool.close()


def test_close_ends_all_and_nothing_starts_after_it(gone: Callable[[int], bool]) -> None:
    pool = Pool(spares=1)
    pool.fill()
    wait_for(lambda: len(pool._spares) == 1)
    pids = [pool._spares[0].pid, pool.take().pid, pool.take().pid]
    pool.close()
    assert all(gone(pid) for pid in pids)
    with pytest.raises(RuntimeError, match="closed"):
        pool.take()


def test_the_guard_knows_who_is_left() -> None:
    assert groups_left(["+1\n", "+2\n", "-1\n", "+3\n"]) == {2, 3}
    assert groups_left([]) == set()


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_the_guard_kills_a_group_also_when_it_is_stopped(gone: Callable[[int], bool]) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    os.kill(child.pid, signal.SIGSTOP)  # cannot do anything about itself any more
    guard = Path(__file__).parents[3] / "src" / "nuage" / "functions" / "guard.py"
    subprocess.run(
        [sys.executable, "-I", "-S", str(guard)], input=f"+{child.pid}\n".encode(), check=True, timeout=30
    )
    assert child.wait(timeout=30) == -signal.SIGKILL
    assert gone(child.pid)
