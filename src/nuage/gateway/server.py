"""Our HTTP server as LocalStack's runtime wants a server to look."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence

from localstack.runtime.server.core import RuntimeServer
from rolo.gateway import Gateway

from nuage.gateway.application import GatewayApplication
from nuage.gateway.connection import Secure
from nuage.gateway.http_server import HttpServer
from nuage.gateway.messages import Application


class GatewayServer(RuntimeServer):
    """Serves the gateway on sockets that are already listening."""

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        front: Callable[[Application], Application] = lambda application: application,
        secure: Secure | None = None,
    ) -> None:
        """Take the sockets.

        :param listeners: the first is the one that is asked for
        :param front: what stands before the gateway
        :param secure: what begins TLS on a connection
        """
        self._listeners = listeners
        self._front = front
        self._secure = secure
        self._server: HttpServer | None = None
        self._stopped = threading.Event()

    def register(self, gateway: Gateway, *_: object) -> None:
        """Put the gateway behind the sockets."""
        host, port = self._listeners[0].getsockname()[:2]
        application = self._front(GatewayApplication(gateway, host, port))
        self._server = HttpServer(self._listeners, application, secure=self._secure)

    def run(self) -> None:
        """Serve until `shutdown`, which may have come already."""
        if self._server is None:
            raise RuntimeError("register a gateway first")
        if self._stopped.is_set():
            self._server.stop()
        self._server.serve()

    def shutdown(self) -> None:
        """Stop accepting; `run` returns once the calls under way are answered."""
        self._stopped.set()
        if self._server is not None:
            self._server.stop()
