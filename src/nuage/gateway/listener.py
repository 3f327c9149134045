"""The socket that the emulator listens on, made before LocalStack is imported.

A taken port is thus told at once, and no other process can take it in between.
"""

from __future__ import annotations

import socket


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    :raises OSError: when the address is taken or not ours
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)
