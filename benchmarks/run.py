"""One run: every measure on every peer, round by round, so that all meet the same moods of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from rich.console import Console

from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer, UnavailableError
from benchmarks.process import PeerProcess


@dataclass
class Results:
    """Values by column and peer: a number, or the reason why there is none."""

    versions: dict[str, str] = field(default_factory=dict)
    values: dict[Column, dict[str, float | str]] = field(default_factory=dict)

    def add(self, column: Column, peer: str, value: float | str) -> None:
        """Keep the best number of all rounds; a reason stands only where there is no number."""
        row = self.values.setdefault(column, {})
        old = row.get(peer)
        if isinstance(old, float) and isinstance(value, float):
            row[peer] = max(old, value) if column.higher_is_better else min(old, value)
        elif not isinstance(old, float):
            row[peer] = value


def run(peers: Iterable[Peer], measures: Sequence[Measure], effort: Effort, console: Console) -> Results:
    """Start the peers, take the measures, stop the peers."""
    results = Results()
    with ExitStack() as stack:
        running = [pair for peer in peers for pair in _started(peer, results, stack, console)]
        for measure in measures:
            names = measure.title or ", ".join(column.name for column in measure.columns)
            for turn in range(effort.rounds if measure.repeat else 1):
                for peer, process in running:
                    console.print(f"[dim]{names}: {peer.name}, round {turn + 1}[/dim]")
                    _take(measure, peer, process, effort, results, console)
    return results


def _started(
    peer: Peer, results: Results, stack: ExitStack, console: Console
) -> list[tuple[Peer, PeerProcess]]:
    stack.callback(peer.close)
    try:
        console.print(f"[dim]starting {peer.name}[/dim]")
        peer.prepare()
        results.versions[peer.name] = peer.version()
        return [(peer, stack.enter_context(peer.start()))]
    except (UnavailableError, RuntimeError) as error:
        results.versions[peer.name] = f"not here: {error}"
        console.print(f"{peer.name} is left out: {error}")
        return []


def _take(
    measure: Measure,
    peer: Peer,
    process: PeerProcess,
    effort: Effort,
    results: Results,
    console: Console,
) -> None:
    found: dict[str, float | str]
    try:
        if measure.needs_functions and peer.without_functions:
            raise NotMeasuredError(peer.without_functions)
        found = dict(measure.take(peer, process, effort))
    except NotMeasuredError as reason:
        found = {column.name: str(reason) for column in measure.columns}
    except Exception as error:  # noqa: BLE001 - the boundary: one peer's failure is a result like any other
        console.print(f"{peer.name}: {type(error).__name__}: {error}"[:500])
        found = {column.name: "failed" for column in measure.columns}
    for column in measure.columns:
        results.add(column, peer.name, found[column.name])
