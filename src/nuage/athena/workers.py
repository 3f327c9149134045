"""A bounded number of threads that run queries in the order in which they came."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress

from nuage import clock

LOG = logging.getLogger(__name__)
Job = Callable[[], None]


class Workers:
    """Threads are started when there is work for them; they are daemons, so none keeps the lab alive."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._lock = threading.Lock()
        self._stopped = False

    def submit(self, job: Job) -> None:
        """Run a job as soon as a thread is free."""
        with self._lock:
            if self._stopped:
                raise RuntimeError("the lab is stopping")
            self._jobs.put(job)
            if self._jobs.qsize() > self._idle and len(self._threads) < self._count:
                thread = threading.Thread(
                    target=self._work, name=f"athena-{len(self._threads) + 1}", daemon=True
                )
                self._threads.append(thread)
                thread.start()

    def stop(self) -> None:
        """Take no more jobs, forget those that wait, and let the threads end after their own."""
        with self._lock:
            self._stopped = True
            with suppress(queue.Empty):
                while True:
                    self._jobs.get_nowait()
            for _ in self._threads:
                self._jobs.put(None)

    def join(self, seconds: float) -> bool:
        """Wait for the threads to end after `stop`; whether all have."""
        deadline = clock.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - clock.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            job = self._jobs.get()
            with self._lock:
                self._idle -= 1
            if job is None:
                return
            try:
                job()
            except Exception:  # the boundary of the thread: a job answers for its own errors
                LOG.exception("a query ended in an error of the lab's own")
            del job  # what it held may be large, and the next one may be long in coming
