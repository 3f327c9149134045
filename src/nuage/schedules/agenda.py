"""What is due when: a heap of planned runs. Pure: the time is told, and nothing runs here."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass

from nuage.schedules.plans import Plan


@dataclass(frozen=True)
class Run:
    """One run that is due."""

    key: str
    scheduled: float  # lab time for which the plan set it, in seconds since the epoch
    last: bool  # whether the plan has no later run


@dataclass(frozen=True)
class _Entry:
    plan: Plan
    scheduled: float
    number: int  # tells a live heap item from one that was replaced or removed


class Agenda:
    """The next run of every key. Not thread-safe: `Timeline` locks.

    A run that is late still runs, and so do the ones after it, as long as they are late by no more
    than `grace`. What a sleeping laptop missed beyond that is one run, not hundreds.
    """

    def __init__(self, grace: float = 0.0) -> None:
        self._grace = grace  # in seconds of lab time
        self._entries: dict[str, _Entry] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._numbers = itertools.count()

    def put(self, key: str, plan: Plan, after: float) -> None:
        """Plan a key, in place of what was planned for it.

        :param after: runs up to this time, included, are not made up for
        """
        self.remove(key)
        self._push(key, plan, plan.next_run(after))

    def remove(self, key: str) -> None:
        """Forget a key."""
        self._entries.pop(key, None)

    def scheduled(self, key: str) -> float | None:
        """The time of a key's next run, or None."""
        entry = self._entries.get(key)
        return None if entry is None else entry.scheduled

    def next_due(self) -> float | None:
        """When the next run of all is due, or None when nothing is planned."""
        while self._heap:
            scheduled, number, key = self._heap[0]
            entry = self._entries.get(key)
            if entry is not None and entry.number == number:
                return scheduled
            heapq.heappop(self._heap)
        return None

    def take_due(self, now: float) -> list[Run]:
        """The runs that are due, in order; each key is planned on."""
        runs = []
        while (due := self.next_due()) is not None and due <= now:
            key = heapq.heappop(self._heap)[2]
            entry = self._entries.pop(key)
            following = entry.plan.next_run(entry.scheduled)
            if following is not None and following < now - self._grace:
                following = entry.plan.next_run(now)
            runs.append(Run(key, entry.scheduled, last=following is None))
            self._push(key, entry.plan, following)
        return runs

    def _push(self, key: str, plan: Plan, scheduled: float | None) -> None:
        if scheduled is None:
            return
        number = next(self._numbers)
        self._entries[key] = _Entry(plan, scheduled, number)
        heapq.heappush(self._heap, (scheduled, number, key))
