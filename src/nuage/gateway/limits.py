"""What one client, and all of them together, may ask of the server."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    head: int = 64 * 1024  # request line and headers; AWS allows 8 KB of headers for S3, more elsewhere
    body: int = 5 * 1024 * MIB  # S3's largest single PUT
    in_memory: int = 8 * MIB  # a body above this waits in a temporary file
    idle: float = 60.0  # between two requests, and for each step of sending an answer
    stall: float = 20.0  # without a byte in the middle of a request
    head_time: float = 20.0  # from a request's first byte to the end of its headers
    connections: int = 1024  # each has a thread; above this the one that was silent longest is closed
    linger: float = 1.0  # for a client to read our answer before its unread bytes reset the connection
    grace: float = 1.0  # for calls that are still being answered when the server stops
