"""The HTTP server: a thread a connection, on sockets that are already listening.

A thread a connection, because calls nest: a function that is being invoked calls S3 on the same
server. A pool of threads that all wait for such functions would never answer them.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
from collections.abc import Sequence

from nuage import clock
from nuage.gateway.connection import Connection, Secure
from nuage.gateway.limits import Limits
from nuage.gateway.messages import Application
from nuage.gateway.writer import DateHeader

LOG = logging.getLogger(__name__)


class HttpServer:
    """Serves an application on listening sockets."""

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        application: Application,
        limits: Limits | None = None,
        secure: Secure | None = None,
    ) -> None:
        self._secure = secure
        self._listeners = listeners
        self._application = application
        self._limits = limits or Limits()
        self._date = DateHeader(clock.wall)
        self._connections: set[Connection] = set()
        self._changed = threading.Condition()
        self._waker, self._woken = socket.socketpair()
        self._stopping = threading.Event()

    def serve(self) -> None:
        """Accept connections until `stop`, then close them all."""
        with selectors.DefaultSelector() as selector:
            for listener in self._listeners:
                listener.setblocking(False)
                selector.register(listener, selectors.EVENT_READ, data=listener)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._stopping.is_set():
                for key, _ in selector.select():
                    if key.data is not None and not self._stopping.is_set():
                        self._accept(key.data)
        for listener in self._listeners:
            listener.close()
        self._close_connections()
        self._waker.close()
        self._woken.close()

    def stop(self) -> None:
        """Make `serve` return; called from another thread, or from a signal handler."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._waker.send(b"x")

    def _accept(self, listener: socket.socket) -> None:
        try:
            sock, _ = listener.accept()
        except BlockingIOError:  # the client left before we came
            return
        except OSError as error:  # such as too many open files
            LOG.warning("a connection could not be accepted: %s", error)
            self._stopping.wait(0.05)
            return
        sock.setblocking(True)
        connection = Connection(sock, self._application, self._limits, self._date, self._secure)
        with self._changed:
            if len(self._connections) >= self._limits.connections:
                self._make_room()
            self._connections.add(connection)
        threading.Thread(target=self._run, args=(connection,), name="gateway-connection", daemon=True).start()

    def _run(self, connection: Connection) -> None:
        try:
            connection.run()
        finally:
            with self._changed:
                self._connections.discard(connection)
                self._changed.notify_all()

    def _make_room(self) -> None:
        """Close the connection that was silent longest, so that idle clients cannot keep others out."""
        waiting = [connection for connection in self._connections if not connection.working]
        if waiting:
            longest = min(waiting, key=lambda connection: connection.heard)
            longest.close()
            self._connections.discard(longest)

    def _close_connections(self) -> None:
        with self._changed:
            for connection in self._connections:
                connection.finish()
            self._changed.wait_for(lambda: not self._connections, timeout=self._limits.grace)
            for connection in self._connections:
                connection.close()
