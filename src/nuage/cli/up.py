"""`nuage up`: the whole lab with one command."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nuage import clock, settings
from nuage.cli import options
from nuage.lab import servers as labs
from nuage.lab import signals
from nuage.lab.opening import open_folder
from nuage.lab.problem import Problem
from nuage.lab.servers import Servers
from nuage.settings import Settings
from nuage.state.labtime import with_origin

if TYPE_CHECKING:
    from nuage.lab.resources import Resources


@click.command()
@options.port
@options.tweets_port
@options.speed
@options.state
@click.option("--detach", is_flag=True, help="Leave it running in the background; `nuage down` stops it.")
@click.option("--fresh", is_flag=True, help="Stop a lab that runs on this port, and delete earlier logs.")
@options.lab
@click.option("--no-bootstrap", is_flag=True, help="Start with an empty account.")
@options.without
@click.option(
    "--without-s3-access", is_flag=True, help="Leave out the S3 policy, to live through AccessDenied."
)
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="End by itself after real seconds.",
)
def command(
    port: int | None,
    tweets_port: int | None,
    speed: float | None,
    state: Path | None,
    detach: bool,
    fresh: bool,
    lab: str,
    no_bootstrap: bool,
    without: tuple[str, ...],
    without_s3_access: bool,
    seconds: float | None,
) -> None:
    """Run the lab: emulator, tweet server, bootstrap, then a live view. Ctrl-C stops it.

    What the lab holds is in memory, and gone when the lab stops; with --state it is kept in a folder.
    """
    if detach and seconds is not None:
        raise click.UsageError("--for ends a lab in the foreground: leave out --detach.")
    steps = {*without, *(["s3-access"] if without_s3_access else [])}
    chosen = with_origin(options.effective(port=port, tweets_port=tweets_port, speed=speed, state=state))
    with signals.handled(signals.interrupt):
        servers = begin(chosen, fresh, attached=not detach)
        try:
            resources = answering(servers)
            bucket = None if no_bootstrap else make_resources(resources, lab, steps)
            if not detach:
                follow(servers, resources, bucket, seconds)
        except BaseException as error:
            servers.stop()
            if not isinstance(error, KeyboardInterrupt):
                raise
            click.echo(f"Stopped. {servers.record.left()}")
            return
        if detach:
            leave(servers, bucket)
        else:
            servers.stop()
            click.echo(f"Stopped after {seconds:g} s, as --for asked.")


def begin(chosen: Settings, fresh: bool, attached: bool) -> Servers:
    """Start both servers, when folder and ports allow it."""
    if not chosen.port:
        # the folder is named after the port, so a free one is taken first
        chosen = labs.choose_ports(chosen)
    folder = open_folder(chosen, click.echo, fresh)
    chosen = labs.choose_ports(chosen)
    click.echo(f"Starting the AWS emulator on port {chosen.port}, the tweet server on {chosen.tweets_port}.")
    return labs.start(chosen, folder, settings.environment(), attached)


def answering(lab: Servers) -> Resources:
    """Wait until both servers answer."""
    from nuage.lab.resources import lab_clients, of_lab

    # done while the servers start, which takes as long
    clients = lab_clients(lab.record).prepare()
    lab.wait()
    click.echo(f"Both answer: {lab.record.endpoint} and {lab.record.tweets_url}")
    return of_lab(lab.record, clients)


def make_resources(resources: Resources, lab: str, without: set[str]) -> str:
    """Run bootstrap, and return the name of the lab's bucket.

    :param without: the steps to leave to the student
    """
    from bootstrap import plan as plans

    plans.apply(resources.plan(lab, without), resources.clients, lambda line: click.echo(f"  {line}"))
    names = resources.settings
    return names.objects_bucket if lab == "tp4" else names.bucket


def follow(lab: Servers, resources: Resources, bucket: str | None, seconds: float | None) -> None:
    """Show what happens until Ctrl-C, or for a number of real seconds.

    :raises Problem: when a server ends
    """
    from botocore.exceptions import BotoCoreError, ClientError

    from nuage.lab.view import opened
    from nuage.lab.watch import News

    watch = resources.watch()
    end = math.inf if seconds is None else clock.monotonic() + seconds
    with opened(lab.record, watch, bucket) as view:
        while (began := clock.monotonic()) < end:
            if problem := lab.dead():
                raise Problem(f"{problem} The lab was stopped.")
            try:
                view.show(watch.look())
            except (BotoCoreError, ClientError) as error:
                view.show(News(errors=(f"cannot look into the lab: {error}",)))
            # looking at many objects takes time; leave most of the emulator's to the lab
            pause = min(max(0.5, 5 * (clock.monotonic() - began)), 5.0)
            clock.sleep(max(min(pause, end - clock.monotonic()), 0))


def leave(lab: Servers, bucket: str | None) -> None:
    """Say how to go on with a lab in the background."""
    from nuage.lab.view import addresses

    lab.release()
    for name, where in addresses(lab.record, bucket):
        click.echo(f"{name:<15} {where}")
    option = options.repeat(None if lab.record.port == Settings().port else lab.record.port)
    click.echo(
        f"The lab runs in the background. Look at it with `nuage status{option}`, "
        f"stop it with `nuage down{option}`."
    )
