"""Our HTTP server as LocalStack's runtime wants a server to look."""

from __future__ import annotations

import socket
import threading

from localstack.runtime.server.core import RuntimeServer
from rolo.gateway import Gateway

from nuage.gateway.application import GatewayApplication
from nuage.gateway.http_server import HttpServer


class GatewayServer(RuntimeServer):
    """Serves the gateway on a socket that is already listening."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._server: HttpServer | None = None
        self._stopped = threading.Event()

    def register(self, gateway: Gateway, *_: object) -> None:
        """Put the gateway behind the socket."""
        host, port = self._listener.getsockname()[:2]
        self._server = HttpServer(self._listener, GatewayApplication(gateway, host, port))

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
