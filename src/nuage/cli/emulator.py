"""`nuage emulator`: the AWS emulator alone."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from nuage import clock
from nuage.cli import options
from nuage.lab import ports, signals
from nuage.settings import Settings

if TYPE_CHECKING:
    from nuage.emulator import Emulator


@click.command()
@options.port
@options.speed
@click.option("--watch-stdin", is_flag=True, hidden=True, help="End when standard input does.")
def command(port: int | None, speed: float | None, watch_stdin: bool) -> None:
    """Run the AWS emulator alone, in the foreground. Ctrl-C stops it."""
    from nuage.emulator import Emulator

    chosen = with_origin(options.effective(port=port, speed=speed))
    if chosen.port and not ports.is_free(chosen.host, chosen.port):
        raise ports.taken(chosen.port, "--port")
    emulator = Emulator(chosen)
    click.echo(f"AWS endpoint {emulator.endpoint}, lab clock at speed {chosen.speed:g}. Ctrl-C stops it.")
    serve(emulator, watch_stdin)


def serve(emulator: Emulator, watch_stdin: bool) -> None:
    """Run an emulator until Ctrl-C, SIGTERM, or the end of standard input where that is watched."""

    def stop() -> None:
        # a thread of its own: the server waits for the main thread, which may be the one that is asked
        signals.end_within(signals.PATIENCE)
        threading.Thread(target=emulator.stop, name="stop", daemon=True).start()

    with signals.handled(stop):
        if watch_stdin:
            signals.when_stdin_ends(stop)
        emulator.serve()


def with_origin(chosen: Settings) -> Settings:
    """Let lab time and wall time agree now, where nobody said when they do."""
    return chosen if chosen.clock_origin else replace(chosen, clock_origin=clock.wall())
