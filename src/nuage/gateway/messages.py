"""HTTP requests and answers as the server hands them over: plain values, no sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any


@dataclass
class HttpRequest:
    """A request that has been read to its end."""

    method: str
    target: str  # as it was sent, percent-encoded, with the query string
    version: str  # "1.1" or "1.0"
    headers: list[tuple[str, str]]  # in order, names as they were sent
    body: IO[bytes]
    length: int  # of the body, in bytes
    keep_alive: bool  # whether the client will send another one on this connection
    client: str = ""  # its address, such as "127.0.0.1"
    secure: bool = False  # whether it came over TLS
    notes: dict[str, Any] = field(default_factory=dict)  # for handlers, which find them in the environ


@dataclass
class HttpAnswer:
    """An answer; `body` may be produced while it is sent."""

    status: str  # such as "200 OK"
    headers: list[tuple[str, str]]
    body: Iterable[bytes] = ()
    close: Callable[[], object] | None = field(
        default=None, repr=False
    )  # called once it is sent, or given up


class HttpError(Exception):
    """The client broke HTTP's rules or a limit of ours; the connection ends with this answer."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason

    def answer(self) -> HttpAnswer:
        """The answer, as one line of plain text."""
        body = f"{self.reason}\n".encode()
        return HttpAnswer(self.status, [("Content-Type", "text/plain; charset=utf-8")], [body])


Application = Callable[[HttpRequest], HttpAnswer]
