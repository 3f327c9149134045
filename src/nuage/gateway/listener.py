"""The socket that the emulator listens on, made before LocalStack is imported.

A taken port is thus told at once, and no other process can take it in between.
"""

from __future__ import annotations

import errno
import socket

# listeners on all interfaces, and where they are reached
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - containers listen so
LOOPBACK = ("127.0.0.1", "localhost")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    :raises OSError: when the address is taken or not ours
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)


def listen_all(host: str, port: int, public: str) -> tuple[socket.socket, ...]:
    """The sockets of the endpoint: where it is told to listen, and in a container where callers reach it.

    Behind a published port, a container's own port is another one. Addresses in answers carry the port of the
    callers; a function that is given one, such as the URL of another function, runs in the container.

    :param public: host and port that callers use, or nothing when it is where we listen
    :raises OSError: when the address is taken or not ours
    """
    main = listen(host, port)
    name, _, outside = public.rpartition(":")
    # 0 is a port that the engine chooses, and that nobody told us
    if host not in EVERYWHERE or name not in LOOPBACK or int(outside) in (0, main.getsockname()[1]):
        return (main,)
    try:
        return (main, listen("127.0.0.1", int(outside)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            main.close()
            raise
        return (main,)  # no container: what publishes our port listens there, on this machine
