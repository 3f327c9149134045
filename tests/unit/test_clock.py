from __future__ import annotations

import threading

import pytest

from nuage import clock
from nuage.clock import LabClock, ManualClock


def test_at_speed_one_lab_time_is_wall_time() -> None:
    assert LabClock().now() == pytest.approx(clock.wall(), abs=0.1)


def test_at_speed_sixty_a_minute_lasts_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = LabClock(speed=60, origin=1000)
    monkeypatch.setattr(clock, "wall", lambda: 1001.0)
    assert lab.now() == 1060


def test_two_clocks_of_the_same_origin_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall", lambda: 5000.0)
    assert LabClock(60, 1000).now() == LabClock(60, 1000).now() == 241_000


def test_wait_until_returns_when_the_time_has_come() -> None:
    lab = LabClock(speed=1000, origin=clock.wall())
    assert lab.wait_until(lab.now() + 10, threading.Event())


def test_wait_until_gives_up_when_stopped() -> None:
    stop = threading.Event()
    stop.set()
    assert not LabClock().wait_until(clock.wall() + 60, stop)


def test_manual_clock_stands_still_until_moved() -> None:
    manual = ManualClock(10)
    assert manual.now() == 10
    manual.advance(50)
    assert manual.wait_until(60, threading.Event())
