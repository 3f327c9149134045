"""`python -m benchmarks`: measure, print, write benchmarks/results/."""

from __future__ import annotations

import click
from rich.console import Console

from benchmarks.measures import MEASURES
from benchmarks.measures.base import Effort
from benchmarks.peers import PEERS
from benchmarks.report import save, show
from benchmarks.run import run


@click.command()
@click.option("--quick", is_flag=True, help="Fewer turns: to see that it works, not to compare.")
@click.option("--only", multiple=True, help="Measures whose name contains this; may be repeated.")
@click.option("--peer", "names", multiple=True, help="Peers to run; all by default.")
@click.option("--save/--no-save", "keep", default=True, help="Write benchmarks/results/.")
def main(quick: bool, only: tuple[str, ...], names: tuple[str, ...], keep: bool) -> None:
    """Measure the lab beside its peers, in one run."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=140)  # a log has no width of its own
    effort = Effort(count=100, seconds=3, rounds=1) if quick else Effort(count=1500, seconds=5, rounds=3)
    measures = [
        measure
        for measure in MEASURES
        if not only or any(word in column.name for word in only for column in measure.columns)
    ]
    peers = [peer() for peer in PEERS if not names or peer.name in names]
    results = run(peers, measures, effort, console)
    show(results, console)
    if keep and not quick and not only and not names:
        for path in save(results):
            console.print(f"written: {path}")


if __name__ == "__main__":
    main()
