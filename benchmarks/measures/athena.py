"""COUNT(*) and top hashtags over one-tweet objects: first, repeated, and after one new object.

A first query is one on a table that nothing was asked of before. Each of these is the whole way of a client:
StartQueryExecution, GetQueryExecution until it is done, GetQueryResults. What a peer answers is compared with
what the tweets say: a wrong answer has no time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import percentile
from benchmarks.tweets import AthenaTarget, FileTarget, Target, Tweets, WrongAnswerError

QUESTIONS = {"count": "COUNT(*)", "top_hashtags": "top hashtags"}
MOMENTS = ("first", "first, CPU", "repeated", "one object more")
BEFORE, PEAK = "memory before queries", "memory, peak"
SECONDS = 120.0  # that a query may take
SAMPLE = 0.02  # seconds between two looks at a peer's memory


class Objects:
    """What every peer holds; it grows from size to size, and new tables are over all of it.

    :param reach: how a peer is reached
    """

    def __init__(self, reach: Callable[[Peer, PeerProcess], Target] | None = None) -> None:
        self.tweets = Tweets()
        self._reach = reach or _target
        self._targets: dict[str, Target] = {}
        self._counts: dict[str, int] = {}
        self._failed: dict[str, str] = {}

    def of_size(self, size: int) -> Measure:
        """The measure over this many objects; sizes must be taken in ascending order."""
        columns = [
            Column(name(moment, question, size), "s" if moment == "first, CPU" else "ms", False)
            for question in QUESTIONS
            for moment in MOMENTS
        ]
        columns += [Column(f"{what}, {size:,} objects", "MB", False) for what in (BEFORE, PEAK)]
        title = f"Athena, {size:,} objects"
        return Measure(tuple(columns), partial(self._take, size, tuple(columns)), repeat=False, title=title)

    def _take(
        self, size: int, columns: tuple[Column, ...], peer: Peer, running: PeerProcess, effort: Effort
    ) -> Mapping[str, float | str]:
        if peer.name in self._failed:
            raise NotMeasuredError(self._failed[peer.name])
        if peer.name not in self._targets:
            self._targets[peer.name] = self._reach(peer, running)
        self._grow(peer.name, size)
        found: dict[str, float | str] = {f"{BEFORE}, {size:,} objects": running.memory()}
        with Peak(running) as peak:
            for question in QUESTIONS:
                try:
                    found.update(self._ask(peer.name, question, size, running, effort))
                except (RuntimeError, WrongAnswerError, OSError) as error:
                    found.update({name(moment, question, size): "failed" for moment in MOMENTS})
                    found[name(MOMENTS[0], question, size)] = str(error).splitlines()[0][:60]
                    # larger ones would take minutes to put, to no end
                    self._failed[peer.name] = f"failed at {size:,}"
        found[f"{PEAK}, {size:,} objects"] = peak.megabytes
        return {column.name: found[column.name] for column in columns}

    def _ask(
        self, peer: str, question: str, size: int, running: PeerProcess, effort: Effort
    ) -> dict[str, float]:
        target, table = self._targets[peer], f"{question}_{size}"
        target.table(table)

        def ask() -> float:
            before = time.perf_counter()
            rows = target.ask(question, table)
            taken = (time.perf_counter() - before) * 1000
            held = self._counts[peer]
            expected = [[str(held)]] if question == "count" else self.tweets.top_hashtags(held)
            if rows != expected:
                raise WrongAnswerError(f"wrong answer: {rows[:2]} instead of {expected[:2]}")
            return taken

        cpu = running.cpu()
        first = ask()
        cpu = running.cpu() - cpu
        repeated = _some(ask, effort)

        def one_more() -> float:
            self._grow(peer, self._counts[peer] + 1)
            return ask()

        more = _some(one_more, effort)
        values = (first, cpu, percentile(repeated, 50), percentile(more, 50))
        return {name(moment, question, size): value for moment, value in zip(MOMENTS, values, strict=True)}

    def _grow(self, peer: str, size: int) -> None:
        """Put what a peer lacks to hold this many objects."""
        held = self._counts.get(peer, 0)
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True, disable=size - held < 100) as progress:
            making = progress.add_task("making tweets", total=size - held)
            bodies = []
            for at in range(held, size):
                bodies.append(self.tweets[at])
                progress.update(making, advance=1)
            putting = progress.add_task(f"putting them: {peer}", total=size - held)
            for done in self._targets[peer].put(bodies, held):
                progress.update(putting, completed=done)
        self._counts[peer] = size


def _target(peer: Peer, running: PeerProcess) -> Target:
    made = FileTarget if peer.name == "duckdb" else AthenaTarget
    return made(running.endpoint, SECONDS)


class Peak:
    """The most memory that a peer takes while this is entered."""

    def __init__(self, running: PeerProcess) -> None:
        self._running = running
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.megabytes = 0.0

    def _watch(self) -> None:
        while True:
            self.megabytes = max(self.megabytes, self._running.memory())
            if self._over.wait(SAMPLE):
                return

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def name(moment: str, question: str, size: int) -> str:
    """The name of a column."""
    return f"{QUESTIONS[question]}, {moment}, {size:,} objects"


def _some(ask: Callable[[], float], effort: Effort) -> list[float]:
    """As many times as `effort` says, or as fit into its seconds."""
    found: list[float] = []
    begun = time.perf_counter()
    while len(found) < effort.count and (not found or time.perf_counter() - begun < effort.seconds):
        found.append(ask())
    return found
