"""The first invocation of a function, each time of a new one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from benchmarks.clients import make_function
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import durations, percentile

P50 = Column("first invocation, p50", "ms", higher_is_better=False)
P99 = Column("first invocation, p99", "ms", higher_is_better=False)
FUNCTIONS = 8
_numbers = itertools.count()


def take(_: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Create functions, then invoke each once."""
    names = [f"cold-{next(_numbers)}" for _ in range(min(FUNCTIONS, effort.count))]
    for name in names:
        functions = make_function(running.endpoint, name)

    def invoke(turn: int) -> None:
        answer = functions.invoke(FunctionName=names[turn], Payload=b'{"n": 1}')
        if "FunctionError" in answer:
            raise RuntimeError(answer["Payload"].read())

    found = durations(invoke, len(names), effort.seconds)
    for name in names:
        functions.delete_function(FunctionName=name)
    return {P50.name: percentile(found, 50), P99.name: percentile(found, 99)}


MEASURE = Measure((P50, P99), take, needs_functions=True)
