"""Serves the application with waitress, a production WSGI server in pure Python."""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

import waitress
from waitress import wasyncore

# more than a class of thirty asks for at once: a slow answer (faults.py) holds a thread
THREADS = 32
# seconds after which an idle server looks whether it is to stop
ROUND = 0.2
# a request that waits a moment for a thread is worth no line
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class TweetServer:
    """The server on its socket, listening from construction on; close it in the end.

    `run` serves in the caller's thread. As a context manager it serves in a thread of its own.

    :raises OSError: when the address is taken or not ours
    """

    def __init__(self, app: Any, host: str, port: int) -> None:
        self.host = host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # the standard library leaves SO_REUSEADDR out on Windows, where it would share the port
        listener = socket.create_server((host, port), family=family, backlog=256)
        self.port: int = listener.getsockname()[1]
        self._map: dict[int, Any] = {}
        self._server = waitress.create_server(
            app, map=self._map, sockets=[listener], threads=THREADS, ident="nuage"
        )
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.run, name="tweets", daemon=True)

    @property
    def url(self) -> str:
        """The address of the tweet."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/tweet"

    def run(self) -> None:
        """Serve until `stop`."""
        while not self._stop.is_set():
            # one round of waitress's loop, which by itself ends on an exception only
            wasyncore.loop(timeout=ROUND, map=self._map, use_poll=True, count=1)

    def stop(self) -> None:
        """Make `run` return; may be called from any thread and from a signal handler."""
        self._stop.set()

    def close(self) -> None:
        """Close the socket and what is connected to it; only once `run` has returned."""
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._thread.join()
        self.close()


def serve(app: Any, host: str, port: int, ready: Callable[[TweetServer], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT (Ctrl-C), then close the socket and return.

    Call it from the main thread: only there can signals be handled.

    :param host: the one address that is listened on
    :param port: 0 takes a free one
    :param ready: called once the server listens, with its `url` and `port`
    :raises OSError: when the address is taken or not ours
    """
    server = TweetServer(app, host, port)
    try:
        with stopped_by_signals(server.stop):
            if ready is not None:
                ready(server)
            server.run()
    finally:
        server.close()


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on SIGTERM and SIGINT, for as long as the context lasts."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
