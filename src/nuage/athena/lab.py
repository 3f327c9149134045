"""What all queries share: the engine, the cache of tables, the workers and the limits."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nuage.athena.cache import TableCache
from nuage.athena.engine import Engine
from nuage.athena.workers import Workers

LOG = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds that running queries have to end when the lab stops
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What the lab gives to queries.

    :param seconds: run time of a query; AWS's DML time-out is 30 minutes
    :param memory: megabytes for the engine, and as much again for parsed objects
    """

    workers: int = 4
    seconds: float = 1800.0
    memory: int = 1024
    threads: int = 2


class Lab:
    """Started with the first query: a lab without queries has no engine in memory."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.workers = Workers(limits.workers)
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._engine: Engine | None = None
        self._cache: TableCache | None = None
        self._running: dict[str, Callable[[], None]] = {}
        self._stopping = False

    @contextmanager
    def stoppable(self, query: str, stop: Callable[[], None]) -> Iterator[None]:
        """While a query runs: how it is stopped, should the lab end, or have begun to."""
        self._running[query] = stop
        try:
            if self._stopping:  # it came from the queue as the lab looked for what runs
                stop()
            yield
        finally:
            del self._running[query]

    def _start(self) -> tuple[Engine, TableCache]:
        with self._lock:
            if self._engine is None or self._cache is None:
                self._folder = tempfile.TemporaryDirectory(prefix="nuage-athena-", ignore_cleanup_errors=True)
                folder = Path(self._folder.name)
                self._engine = Engine(folder, memory=f"{self.limits.memory}MB", threads=self.limits.threads)
                self._cache = TableCache(self.limits.memory * MEGABYTE, folder, self._engine.forget)
            return self._engine, self._cache

    @property
    def engine(self) -> Engine:
        """DuckDB."""
        return self._start()[0]

    @property
    def cache(self) -> TableCache:
        """Tables that were read before."""
        return self._start()[1]

    def forget(self) -> None:
        """Let go of what earlier queries read."""
        with self._lock:
            cache = self._cache
        if cache is not None:
            cache.clear()

    def stop(self) -> None:
        """Stop all queries, and let everything go."""
        self._stopping = True
        self.workers.stop()
        for stop in list(self._running.values()):
            stop()
        ended = self.workers.join(PATIENCE)
        if not ended:
            LOG.warning("a query did not stop within %g s", PATIENCE)
        with self._lock:
            if self._engine is not None:
                if ended:  # DuckDB ends the process when it is closed under a query
                    self._engine.close()
                self._engine = None
                self._cache = None
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None
