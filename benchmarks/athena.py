"""Athena beside its peers, in one run: `python -m benchmarks.athena [--objects 1000 --objects 100000]`.

The peers are MiniStack with DuckDB, and DuckDB alone over one file with the same tweets.
"""

from __future__ import annotations

import click
from rich.console import Console

from benchmarks.measures.athena import Objects
from benchmarks.measures.base import Effort
from benchmarks.peers.base import Peer
from benchmarks.peers.duckdb_alone import DuckDBAlone
from benchmarks.peers.ministack import MiniStackWithDuckDB
from benchmarks.peers.nuage import Nuage
from benchmarks.report import save, show
from benchmarks.run import run

PEERS: tuple[type[Peer], ...] = (Nuage, MiniStackWithDuckDB, DuckDBAlone)
SIZES = (1_000, 10_000, 100_000)


@click.command()
@click.option("--quick", is_flag=True, help="100 and 1,000 objects, few turns: to see that it works.")
@click.option("--objects", "sizes", multiple=True, type=int, help="How many objects; may be repeated.")
@click.option("--peer", "names", multiple=True, help="Peers to run; all by default.")
@click.option("--save/--no-save", "keep", default=True, help="Write benchmarks/results/.")
def main(quick: bool, sizes: tuple[int, ...], names: tuple[str, ...], keep: bool) -> None:
    """Measure COUNT(*) and top hashtags over one-tweet objects, the peers in turns."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)  # a log has no width of its own
    peers = [peer() for peer in PEERS if not names or peer.name in names]
    effort = Effort(count=3, seconds=3, rounds=1) if quick else Effort(count=15, seconds=5, rounds=1)
    objects = Objects()
    chosen = sorted(set(sizes)) or ((100, 1_000) if quick else SIZES)
    results = run(peers, [objects.of_size(size) for size in chosen], effort, console)
    show(results, console)
    if keep and not quick and not sizes and not names:
        for path in save(results, product="athena"):
            console.print(f"written: {path}")


if __name__ == "__main__":
    main()
