from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import pytest

from nuage.gateway.listener import listen, listen_all
from nuage.lab.ports import free_port


@contextlib.contextmanager
def listening(host: str, port: int, public: str) -> Iterator[list[tuple[str, int]]]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(sock) for sock in listen_all(host, port, public)]
        yield [sock.getsockname()[:2] for sock in sockets]


def test_a_container_listens_at_the_port_that_is_published_too() -> None:
    outside = free_port("127.0.0.1")
    with listening("0.0.0.0", 0, f"127.0.0.1:{outside}") as addresses:  # noqa: S104
        assert addresses[0][0] == "0.0.0.0"  # noqa: S104
        assert addresses[1:] == [("127.0.0.1", outside)]
        for port in (addresses[0][1], outside):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()


@pytest.mark.parametrize("public", ["", "lab.example:80", "127.0.0.1:0"])
def test_nothing_else_is_listened_at_where_callers_come_from_elsewhere_or_nobody_knows(public: str) -> None:
    with listening("0.0.0.0", 0, public) as addresses:  # noqa: S104
        assert len(addresses) == 1


def test_on_the_loopback_interface_one_is_enough() -> None:
    with listening("127.0.0.1", 0, f"127.0.0.1:{free_port('127.0.0.1')}") as addresses:
        assert len(addresses) == 1


def test_the_port_may_be_that_of_what_publishes_ours() -> None:
    proxy = listen("127.0.0.1", 0)
    with proxy, listening("0.0.0.0", 0, f"127.0.0.1:{proxy.getsockname()[1]}") as addresses:  # noqa: S104
        assert len(addresses) == 1
