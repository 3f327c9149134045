"""The log of an environment: every line goes to CloudWatch Logs, the last of them to the caller."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

KEPT = 16 * 1024  # characters; LogType=Tail asks for 4 KB


class Journal:
    """Takes lines as they come, from the function and about it."""

    def __init__(self, write: Callable[[float, str], None]) -> None:
        """Make one.

        :param write: takes the time and the text of each line
        """
        self._write = write
        self._lines: deque[str] = deque()
        self._size = 0
        self._lock = threading.Lock()

    def add(self, time: float, text: str) -> None:
        """Take a line.

        :param time: wall time, in seconds since the epoch
        """
        with self._lock:
            self._lines.append(text)
            self._size += len(text) + 1
            while self._size > KEPT and len(self._lines) > 1:
                self._size -= len(self._lines.popleft()) + 1
        self._write(time, text)

    def cut(self) -> str:
        """The last lines since the last cut: what this invocation, and the initialisation before it, left."""
        with self._lock:
            text = "".join(f"{line}\n" for line in self._lines)
            self._lines.clear()
            self._size = 0
        return text
