"""Python imports this at its start where it is on PYTHONPATH: nothing gets off this machine.

Names are not resolved, and connects and datagrams to addresses that are not loopback fail. Each is written
to the file that NUAGE_TEST_ATTEMPTS names.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from typing import Any, NoReturn

NOTES = os.environ.get("NUAGE_TEST_ATTEMPTS", "")
INTERNET = (socket.AF_INET, socket.AF_INET6)
_getaddrinfo = socket.getaddrinfo


def note(what: str) -> None:
    with open(NOTES, "a", encoding="utf-8") as file:  # noqa: PTH123 - as little as can be, before anything is imported
        file.write(f"{' '.join(sys.argv)[:200]}: {what}\n")


def refuse(what: str) -> NoReturn:
    note(what)
    raise OSError(f"closed: {what}")


def is_here(host: Any) -> bool:
    if host in (None, "", b""):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def getaddrinfo(host: Any, *arguments: Any, **more: Any) -> Any:
    if not is_here(host):
        refuse(f"getaddrinfo {host!r}")
    return _getaddrinfo(host, *arguments, **more)


def named(function: str) -> Any:
    def call(host: Any, *_: Any) -> NoReturn:
        refuse(f"{function} {host!r}")

    return call


class Socket(socket.socket):
    """A socket that stays here."""

    def _check(self, what: str, address: Any) -> None:
        if self.family in INTERNET and not is_here(address[0]):
            refuse(f"{what} {address!r}")

    def connect(self, address: Any) -> None:
        self._check("connect", address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._check("connect_ex", address)
        return super().connect_ex(address)

    def sendto(self, *arguments: Any) -> int:
        self._check("sendto", arguments[-1])
        return super().sendto(*arguments)

    def bind(self, address: Any) -> None:
        if self.family in INTERNET and address[0] in ("", "0.0.0.0", "::"):  # noqa: S104 - what is refused
            refuse(f"bind {address!r}")
        super().bind(address)


if NOTES:
    note("watched")
    socket.getaddrinfo = getaddrinfo
    for name in ("gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, name, named(name))
    socket.socket = Socket  # type: ignore[misc]
