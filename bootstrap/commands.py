"""`python -m bootstrap plan|apply|destroy`; `nuage bootstrap` runs the same commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bootstrap import labs, tweet_server
from bootstrap import plan as plans
from bootstrap.clients import Clients, Place, aws_clients, find_place, lab_clients
from bootstrap.errors import explain
from bootstrap.options import left_out, with_function, with_settings
from bootstrap.rails import where
from bootstrap.rails.chosen import Rails, with_rails
from bootstrap.rails.ownership import adopt_log_groups
from bootstrap.settings import Settings, load
from bootstrap.teardown import commands as teardown


class ExplainedError(click.ClickException):
    """A line that says what is wrong and what to do; exit code 2."""

    exit_code = 2


class ExplainingGroup(click.Group):
    """Turns the errors that `explain` knows into one line, whichever command meets them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            text = explain(error)
            if text is None:
                raise
            raise ExplainedError(text) from error


@dataclass(frozen=True)
class Start:
    """What whoever runs the commands provides; `nuage bootstrap` passes its own as `ctx.obj`."""

    clients: Callable[[Settings], Clients] = lab_clients
    tweet_url: str = ""
    command: str = "python -m bootstrap"  # what to type for another of these commands
    aws: Callable[[Settings], Clients] = aws_clients  # for --target aws
    other_lab: Callable[[Settings], Clients] = lambda settings: lab_clients(settings, named=True)

    def clients_of(self, rails: Rails, settings: Settings) -> Clients:
        """The clients of what is meant."""
        if rails.target == where.LAB:
            return self.other_lab(settings)
        return self.aws(settings) if rails.aws else self.clients(settings)


@click.group(cls=ExplainingGroup, name="bootstrap")
@click.pass_context
def bootstrap(ctx: click.Context) -> None:
    """Create, plan or destroy the cloud resources of the labs.

    \b
    tp2  bucket, role, policies, function, log group, rule, permission and target,
         then Athena's database, table and output location
    tp4  bucket with versioning, DynamoDB table, its items and its two indexes

    With plain boto3: the standard AWS configuration (environment, profile) decides where. A lab on this
    machine needs nothing else; a real account needs --target aws.
    """
    ctx.ensure_object(Start)


@dataclass(frozen=True)
class Job:
    """What `plan` and `apply` prepare."""

    plan: plans.Plan
    clients: Clients
    place: Place
    settings: Settings


@bootstrap.command()
@with_rails
@with_settings
@with_function
@click.pass_context
def plan(
    ctx: click.Context,
    rails: Rails,
    lab: str,
    path: Path | None,
    overrides: tuple[str, ...],
    tweet_url: str,
    without: tuple[str, ...],
    without_s3_access: bool,
) -> None:
    """Say what `apply` would do, and do nothing."""
    steps = left_out(without, without_s3_access)
    job = _prepare(ctx.obj, rails, lab, load(path, overrides), tweet_url, steps)
    tally = plans.preview(job.plan, job.clients, click.echo)
    if rails.aws:
        rails.say_costs(lab, job.settings, job.place)
    if tally.acted:
        click.echo(
            f"{tally.created} to create, {tally.changed} to change, {tally.untouched} already there. "
            f"Next: {ctx.obj.command} apply{repeat(lab, rails)}{tweet_server.repeat()}"
        )
    else:
        click.echo("Nothing to do: everything is there as wanted.")


@bootstrap.command()
@with_rails
@with_settings
@with_function
@click.pass_context
def apply(
    ctx: click.Context,
    rails: Rails,
    lab: str,
    path: Path | None,
    overrides: tuple[str, ...],
    tweet_url: str,
    without: tuple[str, ...],
    without_s3_access: bool,
) -> None:
    """Create what is missing and change what is different."""
    steps = left_out(without, without_s3_access)
    job = _prepare(ctx.obj, rails, lab, load(path, overrides), tweet_url, steps)
    if rails.aws and plans.preview(job.plan, job.clients, click.echo).acted:
        rails.say_costs(lab, job.settings, job.place)
        rails.ask(job.place, "create and change these")
        adopt_log_groups(job.plan, job.clients)
    tally = plans.apply(job.plan, job.clients, click.echo)
    if tally.acted:
        click.echo(
            f"{tally.created} created, {tally.changed} changed, {tally.untouched} already there. "
            f"Take it away with: {ctx.obj.command} destroy{repeat(lab, rails)}"
        )
    else:
        click.echo("Nothing changed: everything was there as wanted.")


@bootstrap.command()
@with_rails
@click.option(
    "--dry-run/--no-dry-run",
    default=None,
    help="Only list what would be removed. [on with --target aws, else off]",
)
@with_settings
@click.pass_context
def destroy(
    ctx: click.Context,
    rails: Rails,
    dry_run: bool | None,
    lab: str,
    path: Path | None,
    overrides: tuple[str, ...],
) -> None:
    """Take everything away, with what is stored in it, in reverse order.

    With --target aws: what carries the lab's tags in the account and region, and nothing else; a dry run
    unless --no-dry-run says otherwise.
    """
    settings = load(path, overrides)
    clients = ctx.obj.clients_of(rails, settings)
    place = find_place(clients)
    rails.check(place)
    if rails.aws:
        again = f"{ctx.obj.command} destroy{repeat(lab, rails)} --no-dry-run"
        teardown.run(clients, place, rails, lab, settings.student, dry_run is not False, again)
        return
    composed = labs.to_destroy(lab, rails.settings(settings).fill(place.account, place.region), place)
    if dry_run:
        plans.preview_destroy(composed, clients, click.echo)
        return
    tally = plans.destroy(composed, clients, click.echo)
    if tally.acted:
        again = f"{ctx.obj.command} apply{repeat(lab, rails)}"
        click.echo(f"{tally.destroyed} destroyed. Make it anew with: {again}")
    else:
        click.echo("Nothing to destroy: nothing of it was there.")


def _prepare(
    start: Start, rails: Rails, lab: str, settings: Settings, tweet_url: str, without: frozenset[str]
) -> Job:
    settings = tweet_server.chosen(settings, tweet_url)
    given = "" if rails.aws else start.tweet_url  # the lab's own tweets are out of AWS's reach
    settings = replace(rails.settings(settings), tweet_url=tweet_url or settings.tweet_url or given)
    if lab != labs.BATTLE_ROYALE:
        plans.require_tweet_url(settings)  # before anybody is asked anything
    clients = start.clients_of(rails, settings)
    place = find_place(clients)
    rails.check(place)
    rails.check_tweets(settings, place)
    settings = settings.fill(place.account, place.region)
    composed = rails.owned(labs.compose(lab, settings, place, without), clients, place)
    return Job(composed, clients, place, settings)


def repeat(lab: str, rails: Rails) -> str:
    """The options to type again in a command that is suggested."""
    target = f" --target {rails.target}" if rails.target else ""
    learner = " --learner-lab" if rails.learner_lab else ""
    return f"{'' if lab == labs.TWEETS else f' --lab {lab}'}{target}{learner}"
