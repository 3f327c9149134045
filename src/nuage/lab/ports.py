"""Which ports are free, and who holds those that are not."""

from __future__ import annotations

import errno
import socket

import psutil

from nuage.lab.problem import Problem


def free_port(host: str) -> int:
    """A port that nobody listens on now."""
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """Whether we could listen there.

    :raises Problem: when nobody holds the port and we may still not have it
    """
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise Problem(
            f"{host}:{port} cannot be listened on: {error.strerror}. Choose a port above 1024, and leave "
            "NUAGE_HOST at 127.0.0.1."
        ) from error
    return True


def holder(port: int) -> str:
    """Who listens on a port, as far as this system lets us see."""
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:  # macOS shows them to root alone
        return "another program"
    for connection in connections:
        listening = connection.status == psutil.CONN_LISTEN
        if listening and connection.laddr and connection.laddr.port == port and connection.pid:
            return describe(connection.pid)
    return "another program"


def describe(pid: int) -> str:
    """A process, in a few words."""
    try:
        process = psutil.Process(pid)
        command = " ".join(process.cmdline()) or process.name()
    except psutil.Error:
        return f"process {pid}"
    return f"process {pid} ({command if len(command) <= 80 else command[:77] + '...'})"


def taken(port: int, option: str) -> Problem:
    """The problem of a port that another program holds.

    :param option: the option that chooses another port
    """
    return Problem(
        f"Port {port} is taken by {holder(port)}. Stop it, or choose another port with {option} PORT "
        f"({option} 0 takes a free one)."
    )
