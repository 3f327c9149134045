"""Holds calls from outside back for a moment: while everything is emptied, or written down."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

# a call waits this long at most, in seconds: whatever keeps the gate closed, calls go on
PATIENCE = 5.0


class Gate:
    """Open but for short moments. Passing an open gate costs next to nothing."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()
        self._one = threading.Lock()
        self._shut = False

    def wait(self) -> bool:
        """Return as soon as the gate is open. False when it is shut for good: the call must be refused."""
        if not self._open.is_set():
            self._open.wait(PATIENCE)
        return not self._shut

    def shut(self) -> None:
        """Refuse every call from now on: the emulator stops, and what a call changed would be lost."""
        self._shut = True
        self._open.set()

    @contextlib.contextmanager
    def closed(self) -> Iterator[None]:
        """Keep new calls waiting; those that are on their way go on. One holder at a time."""
        with self._one:
            self._open.clear()
            try:
                yield
            finally:
                self._open.set()


GATE = Gate()
