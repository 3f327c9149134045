"""What a peer is to the measures."""

from __future__ import annotations

from typing import ClassVar, Protocol

from benchmarks.process import PeerProcess


class UnavailableError(Exception):
    """The peer cannot be had on this machine; the text says why."""


class Peer(Protocol):
    """An emulator that can be started any number of times."""

    name: ClassVar[str]
    without_functions: ClassVar[str]  # why it cannot run Lambda functions here; "" when it can

    def prepare(self) -> None:
        """Install what it needs.

        :raises UnavailableError: when that is not possible
        """

    def version(self) -> str:
        """Its version."""

    def start(self) -> PeerProcess:
        """Start it on a free port of 127.0.0.1, and wait until it answers."""

    def close(self) -> None:
        """Remove what `prepare` installed."""
