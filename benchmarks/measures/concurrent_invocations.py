"""Invocations of one function from eight clients at a time."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from benchmarks.clients import make_function
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess

RATE = Column("invocations, eight at a time", "/s", higher_is_better=True)
CLIENTS = 8
_numbers = itertools.count()


def take(_: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Keep eight invocations under way."""
    name = f"concurrent-{next(_numbers)}"
    functions = make_function(running.endpoint, name)  # boto3 clients may be shared by threads
    deadline = time.perf_counter() + effort.seconds

    def work(_: int) -> int:
        done = 0
        while done < effort.count // CLIENTS and time.perf_counter() < deadline:
            answer = functions.invoke(FunctionName=name, Payload=b'{"n": 1}')
            if "FunctionError" in answer:
                raise RuntimeError(answer["Payload"].read())
            done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _: functions.invoke(FunctionName=name, Payload=b"{}"), range(CLIENTS)))
        begun = time.perf_counter()
        total = sum(pool.map(work, range(CLIENTS)))
        seconds = time.perf_counter() - begun
    functions.delete_function(FunctionName=name)
    return {RATE.name: total / seconds}


MEASURE = Measure((RATE,), take, needs_functions=True)
