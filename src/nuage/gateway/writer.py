"""Answers to bytes: framing, keep-alive, and as few packets as can be.

Header and body leave in one piece. Sent one after the other they meet the client's delayed
acknowledgement, which costs 40 ms a call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.utils import formatdate
from typing import Protocol

from nuage.gateway.messages import HttpAnswer, HttpRequest


class Sink(Protocol):
    """The part of a socket that is written to."""

    def sendall(self, data: bytes, /) -> None:
        """Send all of it, or raise OSError."""


class AnswerError(Exception):
    """The application's answer cannot be sent as HTTP."""


class DateHeader:
    """The Date header's value, made once a second.

    :param now: wall time in seconds since the epoch
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._made: tuple[int | None, str] = (None, "")

    def value(self) -> str:
        """The value for now."""
        second = int(self._now())
        if self._made[0] != second:
            self._made = (second, formatdate(second, usegmt=True))
        return self._made[1]


def send(sink: Sink, request: HttpRequest | None, answer: HttpAnswer, keep_alive: bool, date: str) -> bool:
    """Send an answer, and say whether another may follow on this connection.

    :param request: what is answered; None when it could not be read
    :raises AnswerError: when the answer breaks HTTP's rules
    """
    try:
        return _send(sink, request, answer, keep_alive, date)
    finally:
        if answer.close is not None:
            answer.close()


def _send(sink: Sink, request: HttpRequest | None, answer: HttpAnswer, keep_alive: bool, date: str) -> bool:
    method, version = (request.method, request.version) if request else ("GET", "1.1")
    body = iter(answer.body)
    declared, names = _declared_length(answer)
    if method == "HEAD" or answer.status[:3] in {"204", "304"}:
        sink.sendall(_head(answer, names, date, keep_alive, version, extra=""))
        return keep_alive
    if declared is not None:
        head = _head(answer, names, date, keep_alive, version, extra="")
        sent = _send_pieces(sink, head, body)
        if sent != declared:
            raise AnswerError(f"Content-Length says {declared}, the body has {sent} bytes")
        return keep_alive
    if isinstance(answer.body, list | tuple):
        whole = b"".join(body)
        extra = f"Content-Length: {len(whole)}\r\n"
        sink.sendall(_head(answer, names, date, keep_alive, version, extra) + whole)
        return keep_alive
    if version == "1.0":  # knows no chunks: the end of the connection is the end of the body
        _send_pieces(sink, _head(answer, names, date, False, version, extra=""), body)
        return False
    extra = "Transfer-Encoding: chunked\r\n"
    _send_pieces(sink, _head(answer, names, date, keep_alive, version, extra), _chunks(body))
    return keep_alive


def _declared_length(answer: HttpAnswer) -> tuple[int | None, set[str]]:
    names = {name.lower(): value for name, value in answer.headers}
    length = names.get("content-length")
    return (None if length is None else int(length)), set(names)


def _head(
    answer: HttpAnswer, names: set[str], date: str, keep_alive: bool, version: str, extra: str
) -> bytes:
    drop = {"connection", "transfer-encoding"}
    if answer.status.startswith("204"):
        drop.add("content-length")
    lines = [f"HTTP/1.1 {answer.status}"]
    lines += [f"{name}: {value}" for name, value in answer.headers if name.lower() not in drop]
    if "date" not in names:
        lines.append(f"Date: {date}")
    if not keep_alive:
        lines.append("Connection: close")
    elif version == "1.0":
        lines.append("Connection: keep-alive")
    if any("\r" in line or "\n" in line for line in lines):
        raise AnswerError("a header holds a line break")
    text = "\r\n".join(lines) + "\r\n" + extra + "\r\n"
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode()


def _send_pieces(sink: Sink, head: bytes, pieces: Iterator[bytes]) -> int:
    """Send the head together with the first piece, then the others. Returns the bytes after the head."""
    first = next(pieces, b"")
    sink.sendall(head + first)
    sent = len(first)
    for piece in pieces:
        sink.sendall(piece)
        sent += len(piece)
    return sent


def _chunks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if piece:  # an empty chunk would end the body
            yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
