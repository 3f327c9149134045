"""Spare processes, started before they are needed, and every process that is running.

Starting an interpreter and importing what every function imports takes most of a cold start, and
needs nothing of the function: it is done beforehand, a few at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from nuage.functions.process import Guard, Process

SPARES = 2


class Pool:
    """Hands out processes, and ends them all with `close`."""

    def __init__(self, spares: int = SPARES, start: Callable[[], Process] = Process) -> None:
        self._wanted = spares
        self._start = start
        self._guard = Guard()
        self._lock = threading.Lock()
        self._spares: list[Process] = []
        self._running: dict[int, Process] = {}
        self._filling = False
        self._closed = False

    def take(self) -> Process:
        """A process that waits for its assignment: a spare, or a new one.

        :raises RuntimeError: after `close`
        """
        while True:
            with self._lock:
                spare = self._spares.pop(0) if self._spares else None
            if spare is None:
                return self._new()
            if spare.running:
                return spare
            self.ended(spare)

    def fill(self) -> None:
        """Start spares in the background, until there are enough."""
        with self._lock:
            if self._filling or self._closed or len(self._spares) >= self._wanted:
                return
            self._filling = True
        threading.Thread(target=self._fill, name="lambda-spares", daemon=True).start()

    def ended(self, process: Process) -> None:
        """A process that `take` gave out has been killed or has exited."""
        with self._lock:
            known = self._running.pop(process.pid, None)
        if known:
            process.kill()
            self._guard.ended(process.pid)

    def close(self) -> None:
        """Kill every process."""
        with self._lock:
            self._closed = True
            processes = list(self._running.values())
            self._spares.clear()
        for process in processes:
            self.ended(process)
        self._guard.close()

    def _fill(self) -> None:
        try:
            while len(self._spares) < self._wanted and not self._closed:
                process = self._new()
                with self._lock:
                    self._spares.append(process)
        except RuntimeError:
            return  # closed meanwhile
        finally:
            self._filling = False

    def _new(self) -> Process:
        process = self._start()
        with self._lock:
            closed = self._closed
            self._running[process.pid] = process
        if closed:
            self.ended(process)
            raise RuntimeError("the pool of function processes is closed")
        self._guard.started(process.pid)
        return process
