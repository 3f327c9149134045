from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

import pytest
from rich.console import Console

from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer, UnavailableError
from benchmarks.process import PeerProcess
from benchmarks.run import Results, run

RATE = Column("rate", "/s", higher_is_better=True)
TIME = Column("time", "ms", higher_is_better=False)
EFFORT = Effort(count=1, seconds=1, rounds=3)


class FakeProcess:
    """Stands for a running peer."""

    def __init__(self, events: list[str]) -> None:
        self.events = events

    def __enter__(self) -> FakeProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.events.append("stopped")


class FakePeer:
    name: ClassVar[str] = "fake"
    without_functions: ClassVar[str] = "needs Docker"

    def __init__(self, broken: str = "") -> None:
        self.events: list[str] = []
        self._broken = broken

    def prepare(self) -> None:
        if self._broken:
            raise UnavailableError(self._broken)

    def version(self) -> str:
        return "1"

    def start(self) -> Any:
        return FakeProcess(self.events)

    def close(self) -> None:
        self.events.append("closed")


def measured(measure: Measure, peer: FakePeer) -> Results:
    return run([cast(Peer, peer)], [measure], EFFORT, Console(file=io.StringIO()))


def taking(values: Iterator[Mapping[str, float]]) -> Any:
    def take(peer: Peer, process: PeerProcess, effort: Effort) -> Mapping[str, float]:
        return next(values)

    return take


def test_the_best_round_of_each_column_counts() -> None:
    rounds = iter([{"rate": 1.0, "time": 5.0}, {"rate": 3.0, "time": 6.0}, {"rate": 2.0, "time": 4.0}])
    results = measured(Measure((RATE, TIME), taking(rounds)), FakePeer())
    assert results.values == {RATE: {"fake": 3.0}, TIME: {"fake": 4.0}}


def test_a_measure_that_is_not_repeated_is_taken_once() -> None:
    rounds = iter([{"rate": 1.0}])
    results = measured(Measure((RATE,), taking(rounds), repeat=False), FakePeer())
    assert results.values == {RATE: {"fake": 1.0}}


def test_a_peer_without_functions_says_why() -> None:
    results = measured(Measure((TIME,), taking(iter([])), needs_functions=True), FakePeer())
    assert results.values == {TIME: {"fake": "needs Docker"}}


@pytest.mark.parametrize(
    ("error", "shown"), [(NotMeasuredError("not there yet"), "not there yet"), (OSError("refused"), "failed")]
)
def test_a_failure_is_a_result(error: Exception, shown: str) -> None:
    def take(peer: Peer, process: PeerProcess, effort: Effort) -> Mapping[str, float]:
        raise error

    peer = FakePeer()
    assert measured(Measure((TIME,), take), peer).values == {TIME: {"fake": shown}}
    assert peer.events == ["stopped", "closed"]


def test_a_number_is_kept_when_a_later_round_fails() -> None:
    rounds = iter([{"time": 5.0}])
    assert measured(Measure((TIME,), taking(rounds)), FakePeer()).values == {TIME: {"fake": 5.0}}


def test_a_peer_that_cannot_be_had_is_left_out() -> None:
    peer = FakePeer("no network")
    results = measured(Measure((TIME,), taking(iter([]))), peer)
    assert results.versions == {"fake": "not here: no network"}
    assert results.values == {}
    assert peer.events == ["closed"]
