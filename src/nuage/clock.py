"""The lab clock: the one place that asks the system for time.

At speed 1 lab time is wall time. At speed 60 a lab minute lasts one second, so that a lesson
need not wait for `rate(1 minute)`. Only what the lab schedules runs on lab time (tweets, rules,
schedules); time-outs, retries and measured durations are real seconds, because the work they
bound takes real time.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where code gets lab time from; tests pass `ManualClock`."""

    def now(self) -> float:
        """Lab time, in seconds since the epoch."""

    def wait_until(self, lab_time: float, stop: threading.Event) -> bool:
        """Wait for a lab time, or for `stop`. True when the time has come, False when stopped."""


@dataclass(frozen=True)
class LabClock:
    """Lab time runs `speed` times as fast as wall time from `origin` on.

    Processes that are given the same origin and speed agree on lab time.
    """

    speed: float = 1.0
    origin: float = 0.0  # seconds since the epoch; irrelevant at speed 1

    def now(self) -> float:
        """Lab time, in seconds since the epoch."""
        return self.at(wall())

    def at(self, wall_time: float) -> float:
        """The lab time at a wall time; both in seconds since the epoch."""
        return self.origin + (wall_time - self.origin) * self.speed

    def wait_until(self, lab_time: float, stop: threading.Event) -> bool:
        """Wait for a lab time, or for `stop`. True when the time has come, False when stopped."""
        while (remaining := lab_time - self.now()) > 0:
            # waking up now and then lets the wait survive a laptop that slept or a clock that was set
            if stop.wait(min(remaining / self.speed, 5.0)):
                return False
        return not stop.is_set()


class ManualClock:
    """A clock for tests: time stands still until `advance` moves it."""

    def __init__(self, now: float = 0.0) -> None:
        self._now = now
        self._changed = threading.Condition()

    def now(self) -> float:
        """The time that was last set."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move time forward and wake every waiter."""
        with self._changed:
            self._now += seconds
            self._changed.notify_all()

    def wait_until(self, lab_time: float, stop: threading.Event) -> bool:
        """Wait until `advance` has reached `lab_time`, or `stop` is set."""
        with self._changed:
            while self._now < lab_time and not stop.is_set():
                self._changed.wait(0.01)
        return not stop.is_set()


def wall() -> float:
    """Wall time, in seconds since the epoch."""
    return time.time()


def monotonic() -> float:
    """Seconds on a clock that never goes back; for measuring and for deadlines."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Sleep real seconds. Only for polling with a deadline."""
    time.sleep(seconds)


def utc(epoch_seconds: float) -> datetime:
    """An aware UTC datetime of an epoch time."""
    return datetime.fromtimestamp(epoch_seconds, UTC)
