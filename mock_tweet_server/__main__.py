"""`python -m mock_tweet_server`: the tweet server by itself, set up by its options alone."""

from __future__ import annotations

import click

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults, FaultsError, parse
from mock_tweet_server.server import TweetServer, serve
from nuage.clock import LabClock, wall


def read_faults(_context: click.Context, _option: click.Parameter, text: str) -> Faults:
    """The faults of `--faults`, or an error of the command line."""
    try:
        return parse(text)
    except FaultsError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=5002, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 3600, min_open=True),
    help="How fast lab time runs: at 60 a new tweet comes every second.",
)
@click.option("--origin", type=float, help="Epoch second at which lab time is wall time; now if not given.")
@click.option("--seed", default=42, show_default=True, help="Which stream of tweets.")
@click.option("--faults", default="", callback=read_faults, help="What goes wrong: slow=0.1:5,error=0.1.")
def main(host: str, port: int, speed: float, origin: float | None, seed: int, faults: Faults) -> None:
    """Serve a new tweet every lab minute at /tweet, until Ctrl-C."""
    clock = LabClock(speed, wall() if origin is None else origin)
    try:
        serve(create_app(clock, seed, faults), host, port, ready=announce)
    except OSError as error:
        click.echo(
            f"Cannot listen: {error.strerror}. "
            "Stop what listens there, or choose another with --host and --port (--port 0 takes a free one).",
            err=True,
        )
        raise SystemExit(2) from None


def announce(server: TweetServer) -> None:
    """Say where the tweets are."""
    click.echo(f"A new tweet every lab minute at {server.url} (Ctrl-C stops)")


if __name__ == "__main__":
    main(prog_name="python -m mock_tweet_server")
