"""HTTP in front of a `RuntimeApi`: one server an environment, on 127.0.0.1 and a port of its own."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

from nuage.functions.runtime_api import Answer, RuntimeApi, UnknownRequestError

PREFIX = "/2018-06-01/runtime/"


class RuntimeServer:
    """Serves one environment's Runtime API until `close`."""

    def __init__(self, api: RuntimeApi) -> None:
        self.api = api
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._closed = False
        threading.Thread(target=self._accept, name=f"lambda-runtime-api-{self.address}", daemon=True).start()

    def close(self) -> None:
        """Stop accepting. Connections end with the process that holds them."""
        self._closed = True
        with contextlib.suppress(OSError):  # wake the thread that waits in accept
            socket.create_connection(self._listener.getsockname(), timeout=1).close()

    def _accept(self) -> None:
        with self._listener:
            while not self._closed:
                connection, peer = self._listener.accept()
                threading.Thread(
                    target=self._serve, args=(connection, peer), name="lambda-runtime-api", daemon=True
                ).start()

    def _serve(self, connection: socket.socket, peer: Any) -> None:
        # a process that is killed leaves its connection in any state
        with connection, contextlib.suppress(ConnectionError):
            Handler(self.api, connection, peer)


class Handler(BaseHTTPRequestHandler):
    """Translates between HTTP and a `RuntimeApi`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # a whole response in one write

    def __init__(self, api: RuntimeApi, connection: socket.socket, peer: Any) -> None:
        self.api = api
        super().__init__(connection, peer, None)  # type: ignore[arg-type]  # there is no server object

    def do_GET(self) -> None:
        """Serve `next`."""
        if self.path != PREFIX + "invocation/next":
            self._answer(404, {"errorType": "NotFound", "errorMessage": f"No such path: {self.path}"})
            return
        work = self.api.next()
        if work is None:
            self.close_connection = True
            return
        body = work.pop("body")
        self.send_response_only(200)
        for name, value in work.items():
            self.send_header(name, str(value))
        self._send("application/json", bytes(body) if isinstance(body, bytes) else body.encode())

    def do_POST(self) -> None:
        """Take answers and errors."""
        body, too_large = self._body()
        match self.path.removeprefix(PREFIX).split("/"):
            case ["invocation", request_id, "response"]:
                self._take(request_id, Answer(body, too_large=too_large))
            case ["invocation", request_id, "error"]:
                kind = self.headers.get("Lambda-Runtime-Function-Error-Type", "")
                self._take(request_id, Answer(body, is_error=True, error_type=kind, too_large=too_large))
            case ["init", "error"]:
                self.api.post_init_error(body, self.headers.get("Lambda-Runtime-Function-Error-Type", ""))
                self._answer(202, {"status": "OK"})
            case _:
                self._answer(404, {"errorType": "NotFound", "errorMessage": f"No such path: {self.path}"})

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name of the overridden one
        """Nothing: the function's log is what matters."""

    def _take(self, request_id: str, answer: Answer) -> None:
        try:
            self.api.post_answer(request_id, answer)
        except UnknownRequestError:
            self._answer(400, {"errorType": "InvalidRequestID", "errorMessage": "Invalid request ID"})
            return
        if answer.too_large:
            size = {
                "errorType": "RequestEntityTooLarge",
                "errorMessage": "Exceeded maximum allowed payload size",
            }
            self._answer(413, size)
        else:
            self._answer(202, {"status": "OK"})

    def _body(self) -> tuple[bytes, bool]:
        """The request's body, and whether it was too large and is therefore left out."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b"".join(self._chunks())
            return (b"", True) if len(body) > self.api.max_response else (body, False)
        length = int(self.headers.get("Content-Length", 0))
        if length <= self.api.max_response:
            return self.rfile.read(length), False
        while length > 0:  # read it nevertheless: closing would look like a broken connection
            length -= len(self.rfile.read(min(length, 1 << 20))) or length
        return b"", True

    def _chunks(self) -> Any:
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            continue

    def _answer(self, status: int, value: dict[str, str]) -> None:
        self.send_response_only(status)
        self._send("application/json", json.dumps(value).encode())

    def _send(self, content_type: str, body: bytes) -> None:
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
