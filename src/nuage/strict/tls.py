"""TLS on the endpoint of a rehearsal.

A connection that begins with a TLS handshake is encrypted, any other is plain HTTP: functions, whose /tmp is
their own and may hide the authority's certificate, call the endpoint plainly. Signatures are checked on both,
and AWS's regional endpoints take plain HTTP, too.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

HANDSHAKE = b"\x16"  # the first byte of a TLS record that holds one: RFC 8446, section 5.1


def context(server: Path) -> ssl.SSLContext:
    """A server's settings, from a file with its private key and certificate chain.

    :raises OSError: when the file cannot be read, or holds something else
    """
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2  # as AWS's endpoints
    made.load_cert_chain(server)
    return made


def secure(sock: socket.socket, settings: ssl.SSLContext) -> socket.socket | None:
    """The socket, encrypted where the client begins with a handshake; None when the client has left.

    :raises OSError: when the handshake fails
    """
    first = sock.recv(1, socket.MSG_PEEK)
    if not first:
        return None
    return settings.wrap_socket(sock, server_side=True) if first == HANDSHAKE else sock
