"""From the start of the process to its first healthy answer."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess

COLUMN = Column("start to healthy", "s", higher_is_better=False)


def take(peer: Peer, _: PeerProcess, __: Effort) -> Mapping[str, float]:
    """Start another one, and stop it."""
    with peer.start() as another:
        return {COLUMN.name: another.seconds_to_healthy}


MEASURE = Measure((COLUMN,), take)
