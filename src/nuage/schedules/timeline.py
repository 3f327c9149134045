"""One thread that runs what is due, on a clock."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from nuage.clock import Clock
from nuage.schedules.agenda import Agenda, Run
from nuage.schedules.plans import Plan

LOG = logging.getLogger(__name__)

Action = Callable[[Run], None]


class Timeline:
    """Plans and their actions. An action is called in the timeline's thread and must be short.

    :param grace: how late a run may be and still be made up for, in seconds of the clock
    """

    def __init__(self, clock: Clock, grace: float = 0.0, name: str = "nuage-timeline") -> None:
        self.clock = clock
        self._agenda = Agenda(grace)
        self._actions: dict[str, Action] = {}
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Stop the thread; nothing runs any more.

        :param timeout: how long to wait for it, in real seconds
        """
        self._stopped = True
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def put(self, key: str, plan: Plan, action: Action, *, after: float | None = None) -> None:
        """Plan a key, in place of what was planned for it.

        :param after: runs up to this time are not made up for; now, when None
        """
        with self._lock:
            self._agenda.put(key, plan, self.clock.now() if after is None else after)
            self._actions.pop(key, None)
            if self._agenda.scheduled(key) is not None:
                self._actions[key] = action
        self._changed.set()

    def remove(self, key: str) -> None:
        """Forget a key; nothing happens when it is not planned."""
        with self._lock:
            self._actions.pop(key, None)
            self._agenda.remove(key)
        self._changed.set()

    def forget(self, chosen: Callable[[str], bool]) -> None:
        """Forget the keys that are chosen."""
        with self._lock:
            for key in [key for key in self._actions if chosen(key)]:
                self._agenda.remove(key)
                del self._actions[key]
        self._changed.set()

    def next_run(self, key: str) -> float | None:
        """The time of a key's next run, or None."""
        with self._lock:
            return self._agenda.scheduled(key)

    def next_due(self) -> float | None:
        """When the next run of all is due, or None when nothing is planned."""
        with self._lock:
            return self._agenda.next_due()

    def _loop(self) -> None:
        while True:
            self._changed.clear()
            if self._stopped:  # looked at after `clear`, which may have wiped the signal of `stop`
                return
            if (due := self.next_due()) is None:
                self._changed.wait()
            elif self.clock.wait_until(due, self._changed):
                self._run_due()

    def _run_due(self) -> None:
        with self._lock:
            runs = [(run, self._actions[run.key]) for run in self._agenda.take_due(self.clock.now())]
            for run, _ in runs:
                if run.last:
                    del self._actions[run.key]
        for run, action in runs:
            try:
                action(run)
            except Exception:  # the boundary of the loop: one bad action must not stop the rest
                LOG.exception("The run of %s failed.", run.key)
