"""A bounded pool of threads in which no lane can take all of them."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict, deque
from collections.abc import Callable

LOG = logging.getLogger(__name__)

Work = Callable[[], object]  # what it returns is dropped


class Lanes:
    """Runs work in threads: in order of arrival, at most `per_lane` at a time for each lane.

    A target that does not answer holds up its own lane, and nobody else's. Threads are daemons and
    are made when there is work.

    :param threads: threads in all
    :param per_lane: threads that one lane may hold
    :param backlog: work that one lane may have waiting; more is refused
    """

    def __init__(self, threads: int = 32, per_lane: int = 2, backlog: int = 1000) -> None:
        self._threads = threads
        self._per_lane = per_lane
        self._backlog = backlog
        self._waiting: dict[str, deque[Work]] = defaultdict(deque)
        self._running: dict[str, int] = defaultdict(int)
        self._ready: deque[tuple[str, Work]] = deque()  # may start as soon as a thread is free
        self._idle = 0
        self._started = 0
        self._stopped = False
        self._changed = threading.Condition()

    def submit(self, lane: str, work: Work) -> bool:
        """Have work run. False when the lane's backlog is full, or the pool has stopped."""
        with self._changed:
            if self._stopped or len(self._waiting[lane]) >= self._backlog:
                return False
            self._waiting[lane].append(work)
            self._make_ready(lane)
            return True

    def forget(self, chosen: Callable[[str], bool]) -> None:
        """Drop what waits in the lanes that are chosen; what runs is let run."""
        with self._changed:
            for lane in [lane for lane in self._waiting if chosen(lane)]:
                self._waiting[lane].clear()
            kept = deque(item for item in self._ready if not chosen(item[0]))
            for lane, _ in self._ready:
                if chosen(lane):
                    self._running[lane] -= 1
            self._ready = kept

    def stop(self) -> None:
        """Drop what waits; what runs is let run."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            self._ready.clear()
            self._changed.notify_all()

    def _make_ready(self, lane: str) -> None:
        if not self._waiting[lane] or self._running[lane] >= self._per_lane:
            return
        self._running[lane] += 1
        self._ready.append((lane, self._waiting[lane].popleft()))
        if self._idle >= len(self._ready):
            self._changed.notify()
        elif self._started < self._threads:
            self._started += 1
            threading.Thread(target=self._loop, name="nuage-lane", daemon=True).start()

    def _loop(self) -> None:
        while (taken := self._take()) is not None:
            lane, work = taken
            try:
                work()
            except Exception:  # the boundary of the pool: a thread must outlive its work
                LOG.exception("Work of %s failed.", lane)
            with self._changed:
                self._done(lane)

    def _take(self) -> tuple[str, Work] | None:
        with self._changed:
            self._idle += 1
            while not self._ready and not self._stopped:
                self._changed.wait()
            self._idle -= 1
            if self._stopped:
                return None
            return self._ready.popleft()

    def _done(self, lane: str) -> None:
        if self._stopped:
            return
        self._running[lane] -= 1
        self._make_ready(lane)
        if not self._running[lane] and not self._waiting[lane]:
            del self._running[lane], self._waiting[lane]
