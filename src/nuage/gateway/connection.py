"""One client's connection: requests in, answers out, one after the other, in a thread of its own."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable

from nuage import clock
from nuage.gateway import writer
from nuage.gateway.limits import Limits
from nuage.gateway.messages import Application, HttpAnswer, HttpError, HttpRequest
from nuage.gateway.reader import RequestReader
from nuage.gateway.writer import DateHeader

LOG = logging.getLogger(__name__)

# begins TLS on a new connection's socket; None when the client has left
Secure = Callable[[socket.socket], socket.socket | None]


class Connection:
    """Serves one socket until the client leaves, breaks a rule, or `close` is called."""

    def __init__(
        self,
        sock: socket.socket,
        application: Application,
        limits: Limits,
        date: DateHeader,
        secure: Secure | None = None,
    ) -> None:
        self._socket = sock
        self._secure = secure
        self._application = application
        self._limits = limits
        self._date = date
        self._reader = RequestReader(limits, lambda: self._socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n"))
        self._closing = threading.Event()
        self._client = ""
        self._encrypted = False
        self.heard = clock.monotonic()  # when the client last sent something
        self.working = False  # whether the application holds a request of it

    def run(self) -> None:
        """Serve; returns when the connection is closed."""
        try:
            with contextlib.suppress(OSError):  # the client went away, or was too slow
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._socket.settimeout(self._limits.idle)
                self._client = str(self._socket.getpeername()[0])
                if self._secured():
                    self._serve()
        finally:
            self._socket.close()

    def _secured(self) -> bool:
        """Begin TLS where the server has it and the client wants it; False when the client has left."""
        if self._secure is None:
            return True
        secured = self._secure(self._socket)
        if secured is None:
            return False
        self._encrypted = secured is not self._socket
        self._socket = secured
        return True

    def finish(self) -> None:
        """Let the answer that is under way be the last one; called from another thread."""
        self._closing.set()
        if not self.working:
            self.close()

    def close(self) -> None:
        """End the connection now; called from another thread."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                request = self._next()
            except HttpError as error:
                writer.send(self._socket, None, error.answer(), keep_alive=False, date=self._date.value())
                self._linger()
                return
            if request is None:
                return
            self.working = True
            try:
                keep_alive = self._answer(request)
            finally:
                request.body.close()
                self.working = False
            if not keep_alive:
                self._linger()
                return

    def _next(self) -> HttpRequest | None:
        """The next request; None when the client has left or was silent for too long.

        :raises HttpError: when what it sent is not a request
        """
        began = None
        while (request := self._reader.take()) is None:
            try:
                data = self._socket.recv(65536)
            except TimeoutError:
                if self._reader.in_request:
                    raise HttpError("408 Request Timeout", "The request did not arrive in time") from None
                return None
            if not data:
                return None
            self.heard = clock.monotonic()
            self._reader.feed(data)
            if self._reader.in_request:
                began = began or self.heard
                if self._reader.in_head and self.heard - began > self._limits.head_time:
                    raise HttpError("408 Request Timeout", "The headers did not arrive in time")
                self._socket.settimeout(self._limits.stall)
        if began is not None:
            self._socket.settimeout(self._limits.idle)
        request.client = self._client
        request.secure = self._encrypted
        return request

    def _answer(self, request: HttpRequest) -> bool:
        """Answer one request, and say whether the connection stays open."""
        try:
            answer = self._application(request)
        except Exception:  # the boundary: a fault of ours must not look like a lost connection
            LOG.exception("%s %s could not be answered", request.method, request.target)
            answer = HttpAnswer(
                "500 Internal Server Error", [("Content-Type", "text/plain")], [b"Internal error\n"]
            )
        keep_alive = request.keep_alive and not self._closing.is_set()
        try:
            return writer.send(self._socket, request, answer, keep_alive, self._date.value())
        except OSError:
            raise
        except (
            Exception
        ):  # the same boundary: what has been sent cannot be taken back, so the connection ends
            LOG.exception("the answer to %s %s could not be sent", request.method, request.target)
            return False

    def _linger(self) -> None:
        """Let the client read our last answer: closing over unread bytes would reset the connection."""
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(self._limits.linger)
        deadline = clock.monotonic() + self._limits.linger
        while self._socket.recv(65536) and clock.monotonic() < deadline:
            pass
