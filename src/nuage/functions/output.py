"""What a function writes to stdout and stderr, as lines with the time at which they were written.

The child ends each invocation's output with a mark in the same stream (`child/main.py`), so that the
parent knows when it has read the last of it: the answer comes by another way and may overtake it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from nuage.clock import monotonic, wall

MAX_LINE = 256 * 1024  # bytes; the longest event that CloudWatch Logs takes


class Splitter:
    """Cuts a stream of bytes into lines and marks. Pure: bytes in, calls out."""

    def __init__(self, marker: str, on_line: Callable[[str], None], on_mark: Callable[[str], None]) -> None:
        self._start = f"\0{marker} ".encode()
        self._on_line = on_line
        self._on_mark = on_mark
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Take what was read; a line that is not complete waits for the rest of it."""
        *complete, self._rest = (self._rest + data).split(b"\n")
        for line in complete:
            text, found, request_id = line.partition(self._start)
            if text or not found:
                self._line(text)
            if found:
                self._on_mark(request_id.decode())
        while len(self._rest) > MAX_LINE:
            self._line(self._rest[:MAX_LINE])
            self._rest = self._rest[MAX_LINE:]

    def end(self) -> None:
        """No more will come: what is left is a line."""
        if self._rest:
            self._line(self._rest)
            self._rest = b""

    def _line(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace").removesuffix("\r")
        if text.startswith("[ERROR]"):
            # the runtime client joins an error's lines by carriage returns, to keep it one entry
            text = text.replace("\r", "\n")
        for start in range(0, len(text) or 1, MAX_LINE):
            self._on_line(text[start : start + MAX_LINE])


class OutputReader:
    """Reads a child's output in a thread of its own."""

    def __init__(self, descriptor: int, marker: str, on_line: Callable[[float, str], None]) -> None:
        """Start reading.

        :param on_line: called with the wall time and the text of each line
        """
        self._descriptor = descriptor
        self._changed = threading.Condition()
        self._last_mark = ""
        self._ended = False
        self._splitter = Splitter(marker, lambda text: on_line(wall(), text), self._marked)
        threading.Thread(target=self._read, name="lambda-output", daemon=True).start()

    def wait_for_mark(self, request_id: str, timeout: float) -> bool:
        """Wait until all that the invocation printed has been read, or the stream has ended.

        :param timeout: in seconds
        :returns: whether that is so
        """
        deadline = monotonic() + timeout
        with self._changed:
            while self._last_mark != request_id and not self._ended:
                if not self._changed.wait(max(0.0, deadline - monotonic())):
                    return False
        return True

    def wait_for_end(self, timeout: float) -> bool:
        """Wait until the stream has ended, which a process that the function left running may delay.

        :param timeout: in seconds
        """
        with self._changed:
            return self._changed.wait_for(lambda: self._ended, timeout)

    def _read(self) -> None:
        try:
            while data := os.read(self._descriptor, 65536):
                self._splitter.feed(data)
        finally:
            os.close(self._descriptor)
            self._splitter.end()
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _marked(self, request_id: str) -> None:
        with self._changed:
            self._last_mark = request_id
            self._changed.notify_all()
