"""Who is measured. Each module is one peer."""

from __future__ import annotations

from benchmarks.peers.base import Peer, UnavailableError
from benchmarks.peers.localstack import LocalStack
from benchmarks.peers.ministack import MiniStack
from benchmarks.peers.nuage import Nuage

__all__ = ["PEERS", "Peer", "UnavailableError"]

# the first is what the others are compared with
PEERS: tuple[type[Peer], ...] = (Nuage, LocalStack, MiniStack)
