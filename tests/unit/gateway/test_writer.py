from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from nuage.gateway import writer
from nuage.gateway.messages import HttpAnswer, HttpRequest
from nuage.gateway.writer import AnswerError, DateHeader


class Sent:
    """A sink that remembers each packet."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []

    def sendall(self, data: bytes, /) -> None:
        self.packets.append(data)

    @property
    def all(self) -> bytes:
        return b"".join(self.packets)


def request(method: str = "GET", version: str = "1.1") -> HttpRequest:
    return HttpRequest(method, "/", version, [], io.BytesIO(), 0, keep_alive=True)


def sent(answer: HttpAnswer, to: HttpRequest | None = None, keep_alive: bool = True) -> tuple[Sent, bool]:
    sink = Sent()
    return sink, writer.send(sink, to or request(), answer, keep_alive, "now")


def test_head_and_body_leave_together() -> None:
    sink, open_still = sent(HttpAnswer("200 OK", [("ETag", '"x"')], [b"he", b"llo"]))
    assert sink.packets == [b'HTTP/1.1 200 OK\r\nETag: "x"\r\nDate: now\r\nContent-Length: 5\r\n\r\nhello']
    assert open_still


def test_a_stream_with_a_length_is_sent_as_it_comes() -> None:
    sink, open_still = sent(HttpAnswer("200 OK", [("Content-Length", "4")], iter([b"ab", b"cd"])))
    assert sink.packets == [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nDate: now\r\n\r\nab", b"cd"]
    assert open_still


def test_a_stream_without_a_length_is_chunked() -> None:
    sink, open_still = sent(HttpAnswer("200 OK", [], iter([b"ab", b"", b"c"])))
    assert sink.all.endswith(b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
    assert open_still


def test_to_http_1_0_the_end_of_a_stream_is_the_end_of_the_connection() -> None:
    sink, open_still = sent(HttpAnswer("200 OK", [], iter([b"ab"])), request(version="1.0"))
    assert sink.all == b"HTTP/1.1 200 OK\r\nDate: now\r\nConnection: close\r\n\r\nab"
    assert not open_still


def test_head_has_the_length_and_no_body() -> None:
    sink, _ = sent(HttpAnswer("200 OK", [("Content-Length", "1000")], []), request("HEAD"))
    assert sink.all == b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nDate: now\r\n\r\n"


def test_no_content_has_no_length() -> None:
    sink, _ = sent(HttpAnswer("204 No Content", [("Content-Length", "0")], [b""]))
    assert sink.all == b"HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n"


def test_the_last_answer_says_so() -> None:
    sink, open_still = sent(HttpAnswer("200 OK", [("Connection", "keep-alive")], []), keep_alive=False)
    assert b"Connection: close\r\n" in sink.all
    assert b"keep-alive" not in sink.all
    assert not open_still


@pytest.mark.parametrize("pieces", [[b"ab"], [b"ab", b"cdef"]])
def test_a_body_of_another_length_is_an_error(pieces: list[bytes]) -> None:
    with pytest.raises(AnswerError, match="Content-Length says 4"):
        sent(HttpAnswer("200 OK", [("Content-Length", "4")], iter(pieces)))


def test_a_header_cannot_smuggle_another() -> None:
    with pytest.raises(AnswerError, match="line break"):
        sent(HttpAnswer("200 OK", [("X-A", "1\r\nSet-Cookie: x")], []))


def test_close_is_called_also_when_the_body_fails() -> None:
    closed: list[bool] = []

    def body() -> Iterator[bytes]:
        yield b"ab"
        raise ValueError("the disk is gone")

    with pytest.raises(ValueError, match="the disk is gone"):
        sent(HttpAnswer("200 OK", [], body(), close=lambda: closed.append(True)))
    assert closed == [True]


def test_the_date_is_made_once_a_second() -> None:
    times = iter([0.2, 0.9, 1.1])
    date = DateHeader(lambda: next(times))
    assert [date.value() for _ in range(3)] == [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:01 GMT",
    ]
