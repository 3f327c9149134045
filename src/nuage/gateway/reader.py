"""Bytes to requests. The parser is llhttp (Node.js's), through httptools: strict, and in C.

The standard library's server reads headers with the e-mail parser.
"""

from __future__ import annotations

import io
import tempfile
from collections import deque
from collections.abc import Callable
from typing import IO

import httptools

from nuage.gateway.limits import Limits
from nuage.gateway.messages import HttpError, HttpRequest


class RequestReader:
    """Reads the requests of one connection.

    :param send_continue: sends `100 Continue`, which boto3 waits for before it sends an object's body
    """

    def __init__(self, limits: Limits, send_continue: Callable[[], None]) -> None:
        self._limits = limits
        self._send_continue = send_continue
        self._parser = httptools.HttpRequestParser(self)
        self._failure: HttpError | None = None
        self._complete: deque[HttpRequest] = deque()
        self._fed = 0
        self.in_head = False
        self.in_body = False

    @property
    def in_request(self) -> bool:
        """Whether a request has begun and not ended."""
        return self.in_head or self.in_body

    def feed(self, data: bytes) -> None:
        """Parse what came from the socket.

        :raises HttpError: when it is not HTTP, or more than the limits allow
        """
        self._fed = 0 if not self.in_head else self._fed + len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._end_after_upgrade()
        except httptools.HttpParserError as error:
            # requests that came before the bad bytes are answered first
            self._failure = self._failure or HttpError("400 Bad Request", f"This is not valid HTTP: {error}")
        if self._failure is None and self.in_head and self._fed > self._limits.head:
            self._failure = HttpError("431 Request Header Fields Too Large", "The headers are too large")
        if self._failure is not None and not self._complete:
            raise self._failure

    def take(self) -> HttpRequest | None:
        """The next complete request, or None.

        :raises HttpError: when what follows the last request is not one
        """
        if self._complete:
            return self._complete.popleft()
        if self._failure is not None:
            raise self._failure
        return None

    def _end_after_upgrade(self) -> None:
        """Answer as if no upgrade had been asked for, as RFC 9110 section 7.8 allows, then close."""
        if self._complete and self._complete[-1].method != "CONNECT" and self._complete[-1].length == 0:
            self._complete[-1].keep_alive = False
        else:
            self._complete.clear()
            self._failure = HttpError("501 Not Implemented", "This server does not change protocols")

    def _fail(self, status: str, reason: str) -> None:
        self._failure = HttpError(status, reason)
        raise self._failure  # makes httptools stop at once

    # what httptools calls, in this order

    def on_message_begin(self) -> None:
        """A request's first byte."""
        self.in_head = True
        self._target = b""
        self._headers: list[tuple[str, str]] = []
        self._body: IO[bytes] = io.BytesIO()
        self._length = 0

    def on_url(self, part: bytes) -> None:
        """The target, possibly in parts."""
        self._target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or after a chunked body a trailer, which nobody here reads."""
        if self.in_head:
            self._headers.append((name.decode("latin-1"), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        """The empty line."""
        self.in_head, self.in_body = False, True
        named: dict[str, str] = {name.lower(): value for name, value in self._headers}
        version = self._parser.get_http_version()
        if version not in {"1.0", "1.1"}:
            self._fail("505 HTTP Version Not Supported", "This server speaks HTTP/1.1")
        if version == "1.1" and "host" not in named:
            self._fail("400 Bad Request", "The Host header is missing")
        if int(named.get("content-length", 0)) > self._limits.body:
            self._fail("413 Content Too Large", "The body is too large")
        if (expected := named.get("expect")) is not None and version == "1.1":
            if expected.lower() != "100-continue":
                self._fail("417 Expectation Failed", "Only 100-continue can be expected")
            self._send_continue()

    def on_body(self, data: bytes) -> None:
        """A piece of the body, without the framing of chunks."""
        before, self._length = self._length, self._length + len(data)
        if self._length > self._limits.body:
            self._fail("413 Content Too Large", "The body is too large")
        if before <= self._limits.in_memory < self._length:
            on_disk = tempfile.TemporaryFile()  # noqa: SIM115 - the request closes it
            on_disk.write(self._body.getvalue() if isinstance(self._body, io.BytesIO) else b"")
            self._body = on_disk
        self._body.write(data)

    def on_message_complete(self) -> None:
        """The end of a request."""
        self.in_body = False
        self._body.seek(0)
        self._complete.append(
            HttpRequest(
                method=self._parser.get_method().decode("ascii"),
                target=self._target.decode("latin-1"),
                version=self._parser.get_http_version(),
                headers=self._headers,
                body=self._body,
                length=self._length,
                keep_alive=self._parser.should_keep_alive(),
            )
        )
