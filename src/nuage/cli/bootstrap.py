"""`nuage bootstrap`: the commands of `python -m bootstrap`, aimed at the lab on this machine."""

from __future__ import annotations

import click

from bootstrap.commands import ExplainingGroup, Start
from bootstrap.commands import bootstrap as plain
from nuage import settings
from nuage.cli import options
from nuage.lab import running


@click.group(cls=ExplainingGroup, name="bootstrap", commands=plain.commands)
@options.port
@click.pass_context
def command(ctx: click.Context, port: int | None) -> None:
    """Create, plan or destroy the cloud resources of the labs.

    They go to the lab on this machine, whatever AWS account is configured; only AWS_ENDPOINT_URL, when it
    is set, says otherwise. With --target aws they go where boto3 is configured to, as `python -m bootstrap`
    does: to a real account, with its rails.
    """
    from nuage.lab.resources import lab_clients

    environment = settings.environment()
    record = running.record_of(options.effective(port=port), environment)
    typed = f"nuage bootstrap{options.repeat(port)}"
    chosen = environment.get("AWS_ENDPOINT_URL", "").rstrip("/")
    if chosen and chosen != record.endpoint:
        # our tweet server means nothing to an account elsewhere: its address must be given
        ctx.obj = Start(command=typed)
    elif chosen:
        ctx.obj = Start(tweet_url=record.tweets_url, command=typed)
    else:
        ctx.obj = Start(lambda _: lab_clients(record), record.tweets_url, typed)
