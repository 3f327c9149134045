"""How much memory a function's process uses, and the end of those that use too much.

Limits of the operating system are too blunt (address space is reserved, not used) or need rights
that a student's account lacks (cgroups), so resident memory is looked at while functions run.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from nuage import clock

LOG = logging.getLogger(__name__)
LINUX: bool = sys.platform.startswith("linux")
INTERVAL = 0.02  # seconds between two looks


def resident(pid: int) -> int:
    """Bytes in memory now; 0 when the process is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def peak(pid: int) -> int:
    """The most bytes that were ever in memory, where the system keeps count; else what is there now."""
    if LINUX:
        try:
            return peak_of(Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace"))
        except OSError:
            return 0
    try:
        used = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(getattr(used, "peak_wset", used.rss))


def peak_of(status: str) -> int:
    """The high-water mark in a `/proc/PID/status`, in bytes; 0 when it has none."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


@dataclass
class Watched:
    """A process that is running an invocation."""

    pid: int
    limit: int  # bytes
    on_exceeded: Callable[[], None]
    highest: int = 0


class MemoryWatch:
    """Looks at every running function, one thread for all; it sleeps while none runs."""

    def __init__(self) -> None:
        self._watched: dict[int, Watched] = {}
        self._busy = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def watch(self, watched: Watched) -> None:
        """Look at a process until `forget`."""
        with self._lock:
            self._watched[watched.pid] = watched
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="lambda-memory", daemon=True)
                self._thread.start()
        self._busy.set()

    def forget(self, watched: Watched) -> None:
        """Stop looking."""
        with self._lock:
            self._watched.pop(watched.pid, None)

    def _run(self) -> None:
        while True:
            self._busy.wait()
            clock.sleep(INTERVAL)
            with self._lock:
                current = list(self._watched.values())
                if not current:
                    self._busy.clear()
            for watched in current:
                watched.highest = max(watched.highest, resident(watched.pid))
                if watched.highest > watched.limit:
                    self.forget(watched)
                    watched.on_exceeded()
