"""`nuage emulator`: the AWS emulator alone."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nuage.cli import options
from nuage.lab import ports, signals
from nuage.lab.origin import with_origin

if TYPE_CHECKING:
    from nuage.emulator import Emulator


@click.command()
@options.port
@options.speed
@options.state
@click.option("--watch-stdin", is_flag=True, hidden=True, help="End when standard input does.")
def command(port: int | None, speed: float | None, state: Path | None, watch_stdin: bool) -> None:
    """Run the AWS emulator alone, in the foreground. Ctrl-C stops it."""
    from nuage.emulator import Emulator

    chosen = with_origin(options.effective(port=port, speed=speed, state=state))
    if chosen.port and not ports.is_free(chosen.host, chosen.port):
        raise ports.taken(chosen.port, "--port")
    # the word by which testcontainers and LocalStack's own tools know that it is
    emulator = Emulator(chosen, on_ready=lambda: click.echo("Ready."))
    where = "" if chosen.state is None else f", state in {chosen.state}"
    click.echo(
        f"AWS endpoint {emulator.endpoint}, lab clock at speed {chosen.speed:g}{where}. Ctrl-C stops it."
    )
    serve(emulator, watch_stdin)


def serve(emulator: Emulator, watch_stdin: bool) -> None:
    """Run an emulator until Ctrl-C, SIGTERM, or the end of standard input where that is watched.

    A developer's own AWS configuration is out of its reach: LocalStack's services would read it, and fail
    where AWS_PROFILE names a profile that is not there.
    """
    for name in [name for name in os.environ if name.startswith("AWS_")]:  # noqa: TID251 - the host reads it
        del os.environ[name]  # noqa: TID251

    def stop() -> None:
        # a thread of its own: the server waits for the main thread, which may be the one that is asked
        signals.end_within(signals.PATIENCE)
        threading.Thread(target=emulator.stop, name="stop", daemon=True).start()

    with signals.handled(stop):
        if watch_stdin:
            signals.when_stdin_ends(stop)
        emulator.serve()
