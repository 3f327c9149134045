"""What a measure is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess


@dataclass(frozen=True)
class Column:
    """One number of a measure."""

    name: str
    unit: str
    higher_is_better: bool


class NotMeasuredError(Exception):
    """The measure does not apply to this peer; the text says why."""


@dataclass(frozen=True)
class Effort:
    """How much is done: `count` turns, or as many as fit into `seconds`."""

    count: int
    seconds: float
    rounds: int


@dataclass(frozen=True)
class Measure:
    """A measure takes a running peer and gives a number for each of its columns, or why there is none.

    Where a round is repeated, the best of each column is kept: what else runs on the machine can
    make a peer slower, never faster.
    """

    columns: tuple[Column, ...]
    take: Callable[[Peer, PeerProcess, Effort], Mapping[str, float | str]]
    repeat: bool = True
    needs_functions: bool = False
    title: str = ""  # what a run calls it; the names of its columns, if it has none
