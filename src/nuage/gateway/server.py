"""The HTTP server in front of LocalStack's gateway: a thread a connection, bound to one address.

LocalStack's own (Twisted) listens on every interface whatever GATEWAY_LISTEN says, and hands each
request to a thread pool, which can run dry when functions that wait for each other fill it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import Any

from localstack.runtime.server.core import RuntimeServer
from rolo.gateway import Gateway
from rolo.gateway.wsgi import WsgiGateway
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

# Carries what LocalStack's services tell each other (`localstack.aws.connect`). From the network it
# would let anybody pass as a service, so it is dropped there; internal calls do not use the network.
INTERNAL_HEADER = "x-localstack-data"


class RequestHandler(WSGIRequestHandler):
    """Keeps connections alive, and keeps what WSGI loses: the raw path and the headers' case."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # a whole response in one write: no delayed-ACK stall between header and body

    def make_environ(self) -> dict[str, Any]:
        """The WSGI environment, with the two keys that rolo reads beside it."""
        environ: dict[str, Any] = super().make_environ()
        environ["RAW_URI"] = self.requestline.split(" ")[1]
        environ["rolo.headers"] = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in self.headers.raw_items()
            if name.lower() != INTERNAL_HEADER
        ]
        return environ

    def handle_expect_100(self) -> bool:
        """Answer `Expect: 100-continue` at once: boto3 holds an object's body back for a second otherwise."""
        self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.wfile.flush()
        del self.headers["Expect"]  # werkzeug would answer a second time
        return True

    def log_request(self, *_: object) -> None:
        """LocalStack's gateway logs requests already."""


class GatewayServer(RuntimeServer):
    """Serves the gateway on sockets that are already listening."""

    def __init__(self, sockets: Iterable[socket.socket]) -> None:
        self._sockets = list(sockets)
        self._servers: list[ThreadedWSGIServer] = []

    def register(self, gateway: Gateway, *_: object) -> None:
        """Put the gateway behind each socket."""
        for listener in self._sockets:
            host, port = listener.getsockname()[:2]
            server = ThreadedWSGIServer(
                host, port, WsgiGateway(gateway), handler=RequestHandler, fd=listener.fileno()
            )
            server.daemon_threads = True
            server.block_on_close = False
            self._servers.append(server)

    def run(self) -> None:
        """Serve until `shutdown`."""
        # one listener today; a second one would want a thread of its own
        (server,) = self._servers
        server.serve_forever(poll_interval=0.05)
        server.server_close()

    def shutdown(self) -> None:
        """Stop accepting; `run` returns."""
        for server in self._servers:
            server.shutdown()
