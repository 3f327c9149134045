"""Every account's and region's engine, and the threads that work for them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from nuage import clock
from nuage.clock import Clock
from nuage.dynamodb.backfill import backfill
from nuage.dynamodb.engine import Engine, Home
from nuage.dynamodb.sweep import sweep
from nuage.dynamodb.throttle import Throttle

LOG = logging.getLogger(__name__)
SWEEP_EVERY = 60.0  # seconds of lab time; AWS promises days


class Engines:
    """Makes an engine when its account and region are first asked for. `close` stops all threads.

    :param folder: where databases are kept, or None for memory
    :param throttled: whether provisioned throughput is enforced
    """

    def __init__(self, lab: Clock, throttled: bool = False, folder: Path | None = None) -> None:
        self._clock = lab
        self._throttled = throttled
        self._folder = folder
        self._engines: dict[Home, Engine] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._sweeper: threading.Thread | None = None

    def get(self, account: str, region: str) -> Engine:
        """The engine of an account and region."""
        home = Home(account, region)
        if (engine := self._engines.get(home)) is not None:
            return engine
        with self._lock:
            if home not in self._engines:
                self._engines[home] = self._make(home)
            if self._sweeper is None:
                self._sweeper = threading.Thread(target=self._sweep, name="dynamodb-ttl", daemon=True)
                self._sweeper.start()
            return self._engines[home]

    def _make(self, home: Home) -> Engine:
        path = self._folder / f"dynamodb-{home.account}-{home.region}.sqlite" if self._folder else None
        throttle = Throttle(clock.monotonic) if self._throttled else None
        engine = Engine(home, self._clock.now, throttle, self._run, path)
        for table in engine.tables.values():
            for index in table.indexes:
                if index.status == "CREATING":  # the emulator was stopped while it was being filled
                    self._run(partial(backfill, engine, table, index))
        return engine

    def open_all(self) -> None:
        """Open the databases that were kept, so that their items expire and their indexes are filled."""
        for path in sorted(self._folder.glob("dynamodb-*.sqlite")) if self._folder else ():
            account, _, region = path.stem.removeprefix("dynamodb-").partition("-")
            self.get(account, region)

    def _run(self, work: Callable[[], None]) -> None:
        """Do something in the background."""

        def guarded() -> None:
            try:
                work()
            except Exception:
                LOG.exception("DynamoDB: work in the background failed")

        threading.Thread(target=guarded, name="dynamodb-work", daemon=True).start()

    def _sweep(self) -> None:
        due = self._clock.now() + SWEEP_EVERY
        while self._clock.wait_until(due, self._stop):
            for engine in list(self._engines.values()):
                try:
                    sweep(engine)
                except Exception:
                    LOG.exception("DynamoDB: deleting expired items failed")
            due = max(due, self._clock.now()) + SWEEP_EVERY

    def clear(self) -> None:
        """Delete everything in every account and region."""
        for engine in list(self._engines.values()):
            engine.clear()

    def close(self) -> None:
        """Stop the threads and close the databases."""
        self._stop.set()
        if self._sweeper is not None:
            self._sweeper.join(5)
        for engine in self._engines.values():
            engine.database.close()
        self._engines.clear()
