"""`nuage down`: stops a lab."""

from __future__ import annotations

import click

from nuage.cli import options
from nuage.lab.record import Folder, folders
from nuage.lab.servers import stop_recorded


@click.command()
@options.port
@click.option("--all", "every", is_flag=True, help="Stop the labs on all ports.")
def command(port: int | None, every: bool) -> None:
    """Stop the lab that runs on a port, in the background or in another terminal."""
    chosen = options.effective(port=port)
    labs = folders(chosen.home) if every else [Folder.of(chosen)]
    stopped = []
    for folder in labs:
        record = folder.read()
        if stop_recorded(folder, click.echo) and record is not None:
            stopped.append(record)
    if stopped:
        for said in dict.fromkeys(record.left() for record in stopped):
            click.echo(said)
        return
    where = "" if every else f" on port {chosen.port}"
    others = [] if every else [f.path.name for f in folders(chosen.home) if f.read() and f not in labs]
    hint = f" There is one on port {', '.join(others)}: give --port or --all." if others else ""
    click.echo(f"No lab of yours is running{where}.{hint} `nuage up` starts one.")
