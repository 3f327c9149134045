"""Invocations of a function that has been invoked before, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from benchmarks.clients import make_function
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import durations, percentile

P50 = Column("warm invocation, p50", "ms", higher_is_better=False)
P99 = Column("warm invocation, p99", "ms", higher_is_better=False)
RATE = Column("invocations, one at a time", "/s", higher_is_better=True)
_numbers = itertools.count()


def take(_: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Invoke one function again and again."""
    name = f"warm-{next(_numbers)}"
    functions = make_function(running.endpoint, name)

    def invoke(_: int) -> None:
        answer = functions.invoke(FunctionName=name, Payload=b'{"n": 1}')
        if "FunctionError" in answer:
            raise RuntimeError(answer["Payload"].read())

    for turn in range(5):
        invoke(turn)
    found = durations(invoke, effort.count, effort.seconds)
    functions.delete_function(FunctionName=name)
    return {
        P50.name: percentile(found, 50),
        P99.name: percentile(found, 99),
        RATE.name: 1000 * len(found) / sum(found),
    }


MEASURE = Measure((P50, P99, RATE), take, needs_functions=True)
