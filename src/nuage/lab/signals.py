"""Being asked to end: by Ctrl-C, by the system, by a closed terminal, by the end of who started us."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Windows has no SIGHUP
_ENDINGS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]
# real seconds that a polite end may take
PATIENCE = 15.0


@contextmanager
def handled(handle: Callable[[], None]) -> Iterator[None]:
    """Call `handle`, in the main thread, whenever we are asked to end. Only the main thread can use this."""

    def handler(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what Python passes
        handle()

    before = {number: signal.signal(number, handler) for number in _ENDINGS if not _is_nohup(number)}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _is_nohup(number: int) -> bool:
    """Whether we were started by `nohup`: a closed terminal shall not end us then."""
    return number == getattr(signal, "SIGHUP", None) and signal.getsignal(number) == signal.SIG_IGN


def interrupt() -> None:
    """What Ctrl-C does: unwinds the main thread, so that every `finally` runs."""
    raise KeyboardInterrupt


def when_stdin_ends(stop: Callable[[], None]) -> None:
    """Call `stop` when the other end of our standard input is closed, and end for good if that hangs.

    Whoever starts us holds a pipe to us. The system closes it however that process ends, also after
    `kill -9`, on every system.
    """

    def wait() -> None:
        # not sys.stdin.read: a thread that holds its lock makes Python abort at the end
        while os.read(0, 4096):
            pass  # nobody is meant to write
        end_within(PATIENCE)
        stop()

    threading.Thread(target=wait, name="watch-stdin", daemon=True).start()


def end_within(seconds: float) -> None:
    """End this process for good, unless it has ended by then."""
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()
