"""DynamoDB beside its peers, in one run: `python -m benchmarks.dynamodb [--items 1000 --items 100000]`.

The peers are MiniStack, moto's server and, where Java is, DynamoDB Local.
"""

from __future__ import annotations

import click
from rich.console import Console

from benchmarks.measures.base import Effort
from benchmarks.measures.dynamodb import of_size
from benchmarks.peers.base import Peer
from benchmarks.peers.dynamodb_local import DynamoDBLocal
from benchmarks.peers.ministack import MiniStack
from benchmarks.peers.moto import Moto
from benchmarks.peers.nuage import Nuage
from benchmarks.report import save, show
from benchmarks.run import run

SIZES = (1_000, 10_000, 100_000)
HOW = "All peers ran at the same time and were measured in turns, one call at a time: the median of each."
PEERS: tuple[type[Peer], ...] = (Nuage, MiniStack, Moto, DynamoDBLocal)


@click.command()
@click.option(
    "--items",
    multiple=True,
    type=int,
    default=SIZES,
    help="A table's size; may be repeated.",
)
@click.option(
    "--peer",
    "names",
    multiple=True,
    type=click.Choice([peer.name for peer in PEERS], case_sensitive=False),
    help="Peers to run; all by default.",
)
@click.option("--calls", default=300, show_default=True, help="How often each call is made, at most.")
@click.option("--seconds", default=5.0, show_default=True, help="How long each call is repeated, at most.")
@click.option("--save/--no-save", "keep", default=True, help="Write benchmarks/results/.")
def main(items: tuple[int, ...], names: tuple[str, ...], calls: int, seconds: float, keep: bool) -> None:
    """Measure DynamoDB's calls on tables of several sizes, the peers in turns."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)  # a log has no width of its own
    peers = [peer() for peer in PEERS if not names or peer.name in names]
    effort = Effort(count=calls, seconds=seconds, rounds=1)
    results = run(peers, [of_size(count) for count in items], effort, console)
    show(results, console)
    if keep and not names and items == SIZES:
        for path in save(results, product="dynamodb", how=HOW):
            console.print(f"written: {path}")


if __name__ == "__main__":
    main()
