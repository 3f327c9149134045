"""From the start of the process to a lab that is set up: bucket, role, function, rule, permission, target.

`bootstrap` must offer `bootstrap.api.apply(endpoint)`; until it does, there is nothing to measure.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Mapping

from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess

COLUMN = Column("start to bootstrapped", "s", higher_is_better=False)


def take(peer: Peer, _: PeerProcess, __: Effort) -> Mapping[str, float]:
    """Start another one, and set it up."""
    if peer.name != "nuage":
        raise NotMeasuredError("bootstrap is for the lab")
    try:
        apply = importlib.import_module("bootstrap.api").apply
    except (ModuleNotFoundError, AttributeError):
        raise NotMeasuredError("not there yet") from None
    with peer.start() as another:
        begun = time.perf_counter()
        apply(another.endpoint)
        return {COLUMN.name: another.seconds_to_healthy + time.perf_counter() - begun}


MEASURE = Measure((COLUMN,), take)
