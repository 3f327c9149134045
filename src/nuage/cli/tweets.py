"""`nuage tweets`: the tweet server alone."""

from __future__ import annotations

from typing import Any

import click

from nuage.cli import options
from nuage.clock import LabClock
from nuage.lab import ports, signals
from nuage.lab.origin import with_origin
from nuage.lab.problem import Problem


@click.command()
@options.over("tweets_port", "--port", "PORT")
@options.speed
@click.option("--watch-stdin", is_flag=True, hidden=True, help="End when standard input does.")
def command(tweets_port: int | None, speed: float | None, watch_stdin: bool) -> None:
    """Run the tweet server alone, in the foreground. Ctrl-C stops it.

    At a speed other than 1, give it and the emulator the same NUAGE_CLOCK_ORIGIN, as `nuage up` does.
    """
    from mock_tweet_server.app import create_app
    from mock_tweet_server.faults import FaultsError, parse
    from mock_tweet_server.server import serve

    chosen = with_origin(options.effective(tweets_port=tweets_port, speed=speed))
    if chosen.tweets_port and not ports.is_free(chosen.host, chosen.tweets_port):
        raise ports.taken(chosen.tweets_port, "--port")
    try:
        faults = parse(chosen.tweets_faults)
    except FaultsError as error:
        raise Problem(f"NUAGE_TWEETS_FAULTS is not allowed: {error}. Set it anew, or unset it.") from error
    app = create_app(LabClock(chosen.speed, chosen.clock_origin), chosen.tweets_seed, faults)

    def ready(server: Any) -> None:
        click.echo(f"A new tweet every lab minute at {server.url}. Ctrl-C stops it.")
        if watch_stdin:
            signals.when_stdin_ends(server.stop)

    serve(app, chosen.host, chosen.tweets_port, ready)
