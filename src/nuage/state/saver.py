"""Writes changes down soon after they happen, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection

from nuage import clock

LOG = logging.getLogger(__name__)

DELAY = 1.0  # real seconds from a change to its snapshot, so that one snapshot serves many changes
# a snapshot that takes long is taken less often, so that no more than a tenth of the time goes into it
SHARE = 0.1
LONGEST = 30.0  # real seconds
AGAIN = 5.0  # real seconds after one that failed


class Saver:
    """Notes what changed, and has it saved.

    :param save: writes services down
    """

    def __init__(self, save: Callable[[Collection[str]], object], delay: float = DELAY) -> None:
        self._save = save
        self._delay = delay
        self._changed: set[str] = set()
        self._saving = False
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._one = threading.Lock()  # one snapshot at a time
        self._marks = threading.Lock()  # for a moment, to change what is noted
        self._thread = threading.Thread(target=self._run, name="nuage-state", daemon=True)
        self.error: str | None = None
        self.saved: float | None = None  # wall time of the last snapshot, epoch seconds

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def note(self, service: str) -> None:
        """A service has changed, or may have."""
        if service not in self._changed:
            with self._marks:
                self._changed.add(service)
            self._wake.set()

    def pending(self) -> bool:
        """Whether there are changes that are not written down."""
        return bool(self._changed) or self._saving

    def flush(self) -> bool:
        """Write down all changes now. False when that failed; `error` says why."""
        with self._one:
            if not self._changed:
                return self.error is None
            self._saving = True
            with self._marks:
                names, self._changed = self._changed, set()
            try:
                self._save(names)
            except Exception as error:  # noqa: BLE001 - the boundary of the snapshot: the emulator goes on without
                with self._marks:
                    self._changed |= names
                self._failed(error)
                return False
            finally:
                self._saving = False
            if self.error is not None:
                LOG.warning("State is kept again.")
            self.error, self.saved = None, clock.wall()
            return True

    def stop(self, timeout: float) -> None:
        """Stop the thread, then write down what is left, and what calls that are ending still change.

        :param timeout: in real seconds
        """
        deadline = clock.monotonic() + timeout
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        while self.pending() and self.flush() and clock.monotonic() < deadline:
            clock.sleep(0.05)

    def _failed(self, error: Exception) -> None:
        text = f"{type(error).__name__}: {error}"
        if self.error != text:
            LOG.error(
                "State could not be kept, and is tried again: %s",
                text,
                exc_info=not isinstance(error, OSError),
            )
        self.error = text

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            if self._stop.wait(self._delay):
                return
            began = clock.monotonic()
            well = self.flush()
            took = clock.monotonic() - began
            pause = min(took / SHARE - took, LONGEST) if well else AGAIN
            if self.pending():
                self._wake.set()
            if self._stop.wait(pause):
                return
