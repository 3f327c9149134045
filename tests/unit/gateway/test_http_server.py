"""The server, through raw sockets."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from nuage import clock
from nuage.gateway.http_server import HttpServer
from nuage.gateway.limits import Limits
from nuage.gateway.listener import listen
from nuage.gateway.messages import Application, HttpAnswer, HttpRequest

GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


def hello(request: HttpRequest) -> HttpAnswer:
    return HttpAnswer("200 OK", [], [f"{request.method} {request.length}".encode()])


@contextmanager
def serving(application: Application, limits: Limits | None = None) -> Iterator[tuple[str, int]]:
    listener = listen("127.0.0.1", 0)
    address = listener.getsockname()
    server = HttpServer((listener,), application, limits)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield address
    finally:
        server.stop()
        thread.join(5)
        assert not thread.is_alive()


def receive(sock: socket.socket, until: bytes) -> bytes:
    sock.settimeout(10)
    got = b""
    while until not in got and (data := sock.recv(65536)):
        got += data
    return got


def receive_all(sock: socket.socket) -> bytes:
    return receive(sock, b"never sent")


def eventually(condition: Callable[[], bool], within: float = 10.0) -> bool:
    deadline = clock.monotonic() + within
    while not condition():
        if clock.monotonic() > deadline:
            return False
        clock.sleep(0.01)
    return True


def test_a_connection_serves_one_request_after_the_other() -> None:
    with serving(hello) as address, socket.create_connection(address) as sock:
        for _ in range(3):
            sock.sendall(GET)
            assert receive(sock, b"GET 0").startswith(b"HTTP/1.1 200 OK\r\n")


def test_requests_sent_at_once_are_answered_in_order() -> None:
    post = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
    with serving(hello) as address, socket.create_connection(address) as sock:
        sock.sendall(GET + post + GET[:-2] + b"Connection: close\r\n\r\n")
        bodies = receive_all(sock).split(b"\r\n\r\n")[1:]
    assert [body[: body.find(b"HTTP")] if b"HTTP" in body else body for body in bodies] == [
        b"GET 0",
        b"POST 3",
        b"GET 0",
    ]


def test_the_body_is_asked_for_at_once() -> None:
    with serving(hello) as address, socket.create_connection(address) as sock:
        sock.sendall(b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert receive(sock, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"ok")
        assert receive(sock, b"PUT 2").startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_malformed_request_gets_a_line_and_no_trace() -> None:
    with serving(hello) as address, socket.create_connection(address) as sock:
        sock.sendall(b"GET nonsense\r\n\r\n" + b"x" * 100_000)
        answer = receive_all(sock)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"Connection: close\r\n" in answer
    assert b"Traceback" not in answer


def test_a_fault_of_ours_is_logged_and_shows_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: HttpRequest) -> HttpAnswer:
        raise RuntimeError("secret detail")

    with serving(broken) as address, socket.create_connection(address) as sock:
        sock.sendall(GET)
        answer = receive(sock, b"error")
    assert answer.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert b"secret" not in answer
    assert "secret detail" in caplog.text


def test_an_answer_that_breaks_off_ends_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    def body() -> Iterator[bytes]:
        yield b"begun"
        raise RuntimeError("disk error")

    def begin(_: HttpRequest) -> HttpAnswer:
        return HttpAnswer("200 OK", [], body())

    with serving(begin) as address, socket.create_connection(address) as sock:
        sock.sendall(GET)
        answer = receive_all(sock)
    assert b"begun" in answer
    assert not answer.endswith(b"0\r\n\r\n"), "a cut answer must not look complete"
    assert "disk error" in caplog.text


def test_a_request_that_stalls_is_given_up() -> None:
    with serving(hello, Limits(stall=0.1)) as address, socket.create_connection(address) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert receive_all(sock).startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_headers_that_drip_are_given_up() -> None:
    limits = Limits(stall=5, head_time=0.2)
    with serving(hello, limits) as address, socket.create_connection(address) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\n")
        sock.settimeout(0.02)
        answer = b""
        deadline = clock.monotonic() + 10
        while not answer and clock.monotonic() < deadline:
            sock.sendall(b"X: y\r\n")
            try:
                answer = sock.recv(65536)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_an_idle_connection_is_closed_silently() -> None:
    with serving(hello, Limits(idle=0.1)) as address, socket.create_connection(address) as sock:
        assert receive_all(sock) == b""


def test_idle_clients_cannot_keep_others_out() -> None:
    with serving(hello, Limits(connections=5)) as address:
        idle = [socket.create_connection(address) for _ in range(20)]
        try:
            with socket.create_connection(address) as sock:
                sock.sendall(GET)
                assert b"GET 0" in receive(sock, b"GET 0")
            closed = 0
            for sock in idle:
                sock.settimeout(0.2)
                try:
                    closed += sock.recv(1) == b""
                except TimeoutError:
                    continue
            assert closed >= 15
        finally:
            for sock in idle:
                sock.close()


def test_calls_that_wait_for_each_other_do_not_run_dry() -> None:
    """A hundred functions that are being invoked, each calling back: a pool of threads would deadlock."""
    count = 120
    together = threading.Barrier(count)

    def nested(request: HttpRequest) -> HttpAnswer:
        if request.target == "/inner":
            return HttpAnswer("200 OK", [], [b"inner"])
        together.wait(30)
        with socket.create_connection(address) as sock:
            sock.sendall(b"GET /inner HTTP/1.1\r\nHost: h\r\n\r\n")
            return HttpAnswer("200 OK", [], [receive(sock, b"inner")[-5:] + b"!"])

    with serving(nested) as address:
        sockets = [socket.create_connection(address) for _ in range(count)]
        for sock in sockets:
            sock.sendall(GET)
        answers = [receive(sock, b"inner!") for sock in sockets]
        for sock in sockets:
            sock.close()
    assert all(answer.endswith(b"inner!") for answer in answers)


def test_stopping_ends_open_connections() -> None:
    with serving(hello) as address:
        open_ones = [socket.create_connection(address) for _ in range(10)]
        for sock in open_ones:
            sock.sendall(GET)
            receive(sock, b"GET 0")
    assert [receive_all(sock) for sock in open_ones] == [b""] * 10
    for sock in open_ones:
        sock.close()


def test_stopping_lets_the_call_under_way_finish() -> None:
    begun, release = threading.Event(), threading.Event()

    def slow(request: HttpRequest) -> HttpAnswer:
        begun.set()
        release.wait(10)
        return HttpAnswer("200 OK", [], [b"finished"])

    with serving(slow, Limits(grace=10)) as address:
        sock = socket.create_connection(address)
        sock.sendall(GET)
        assert begun.wait(10)
        threading.Timer(0.1, release.set).start()
    answer = receive_all(sock)
    sock.close()
    assert answer.endswith(b"finished")
    assert b"Connection: close\r\n" in answer


def test_a_client_that_leaves_leaves_no_thread(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def threads() -> int:
        return sum(thread.name == "gateway-connection" for thread in threading.enumerate())

    with serving(lambda _: HttpAnswer("200 OK", [], iter([b"x" * 65536] * 1000))) as address:
        for _ in range(5):
            with socket.create_connection(address) as sock:
                sock.sendall(GET)
                sock.recv(10)
        assert eventually(lambda: threads() == 0)
    assert caplog.text == ""


def test_a_request_says_who_sent_it() -> None:
    with (
        serving(lambda request: HttpAnswer("200 OK", [], [request.client.encode()])) as address,
        socket.create_connection(address) as sock,
    ):
        sock.sendall(GET.replace(b"Host", b"Connection: close\r\nHost"))
        assert receive_all(sock).endswith(b"127.0.0.1")
