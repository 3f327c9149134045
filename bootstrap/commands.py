"""`python -m bootstrap plan|apply|destroy`; `nuage bootstrap` runs the same commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bootstrap import labs, tweet_server
from bootstrap import plan as plans
from bootstrap.clients import Clients, Place, find_place, standard_clients
from bootstrap.errors import explain
from bootstrap.settings import Settings, load


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

    clients: Callable[[Settings], Clients] = standard_clients
    tweet_url: str = ""
    command: str = "python -m bootstrap"  # what to type for another of these commands


@click.group(cls=ExplainingGroup, name="bootstrap")
@click.pass_context
def bootstrap(ctx: click.Context) -> None:
    """Create, plan or destroy the cloud resources of the labs.

    \b
    tp2  bucket, role, policies, function, log group, rule, permission and target,
         then Athena's database, table and output location
    tp4  bucket with versioning, DynamoDB table, its items and its two indexes

    With plain boto3: the standard AWS configuration (environment, profile) decides where.
    """
    ctx.ensure_object(Start)


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which lab, and which settings to use."""
    path = click.Path(exists=True, dir_okay=False, path_type=Path)
    command = click.option("--settings", "path", type=path, help="A settings file instead of the default.")(
        command
    )
    command = click.option(
        "--set", "overrides", multiple=True, metavar="KEY=VALUE", help="One setting; may be repeated."
    )(command)
    return with_lab(command)


def with_lab(command: Callable[..., None]) -> Callable[..., None]:
    """The option that says which lab."""
    return click.option(
        "--lab",
        type=click.Choice(labs.LABS),
        default=labs.TWEETS,
        show_default=True,
        help="The tweets of TP2, the game of TP4, or both.",
    )(command)


def with_steps(command: Callable[..., None]) -> Callable[..., None]:
    """The options that leave steps to the student."""
    command = click.option(
        "--without",
        multiple=True,
        type=click.Choice(labs.STEPS[labs.ALL]),
        help="A step to leave to the student; may be repeated.",
    )(command)
    return click.option(
        "--without-s3-access",
        is_flag=True,
        help="Leave out the S3 policy, to live through AccessDenied and attach it by hand.",
    )(command)


def with_function(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how the function is set up."""
    command = click.option(
        "--tweet-url",
        envvar="TWEET_URL",
        show_envvar=True,
        default="",
        help="Where the function fetches a tweet.",
    )(command)
    return tweet_server.with_tweets(with_steps(command))


@bootstrap.command()
@with_settings
@with_function
@click.pass_context
def plan(
    ctx: click.Context,
    lab: str,
    path: Path | None,
    overrides: tuple[str, ...],
    tweet_url: str,
    without: tuple[str, ...],
    without_s3_access: bool,
) -> None:
    """Say what `apply` would do, and do nothing."""
    steps = left_out(without, without_s3_access)
    composed, clients = _prepare(ctx.obj, lab, load(path, overrides), tweet_url, steps)
    tally = plans.preview(composed, clients, click.echo)
    if tally.acted:
        click.echo(
            f"{tally.created} to create, {tally.changed} to change, {tally.untouched} already there. "
            f"Next: {ctx.obj.command} apply{_repeat(lab)}{tweet_server.repeat()}"
        )
    else:
        click.echo("Nothing to do: everything is there as wanted.")


@bootstrap.command()
@with_settings
@with_function
@click.pass_context
def apply(
    ctx: click.Context,
    lab: str,
    path: Path | None,
    overrides: tuple[str, ...],
    tweet_url: str,
    without: tuple[str, ...],
    without_s3_access: bool,
) -> None:
    """Create what is missing and change what is different."""
    steps = left_out(without, without_s3_access)
    composed, clients = _prepare(ctx.obj, lab, load(path, overrides), tweet_url, steps)
    tally = plans.apply(composed, clients, click.echo)
    if tally.acted:
        click.echo(
            f"{tally.created} created, {tally.changed} changed, {tally.untouched} already there. "
            f"Take it away with: {ctx.obj.command} destroy{_repeat(lab)}"
        )
    else:
        click.echo("Nothing changed: everything was there as wanted.")


@bootstrap.command()
@with_settings
@click.pass_context
def destroy(ctx: click.Context, lab: str, path: Path | None, overrides: tuple[str, ...]) -> None:
    """Take everything away, with what is stored in it, in reverse order."""
    settings = load(path, overrides)
    clients = ctx.obj.clients(settings)
    place = _place(clients)
    composed = labs.to_destroy(lab, settings.fill(place.account, place.region), place)
    tally = plans.destroy(composed, clients, click.echo)
    if tally.acted:
        click.echo(f"{tally.destroyed} destroyed. Make it anew with: {ctx.obj.command} apply{_repeat(lab)}")
    else:
        click.echo("Nothing to destroy: nothing of it was there.")


def left_out(without: tuple[str, ...], without_s3_access: bool) -> frozenset[str]:
    """The steps that are left to the student, from both options."""
    return frozenset(without) | ({labs.S3_ACCESS} if without_s3_access else set())


def _prepare(
    start: Start, lab: str, settings: Settings, tweet_url: str, without: frozenset[str]
) -> tuple[plans.Plan, Clients]:
    settings = tweet_server.chosen(settings, tweet_url)
    settings = replace(settings, tweet_url=tweet_url or settings.tweet_url or start.tweet_url)
    if lab != labs.BATTLE_ROYALE:
        plans.require_tweet_url(settings)  # before anybody is asked anything
    clients = start.clients(settings)
    place = _place(clients)
    return labs.compose(lab, settings.fill(place.account, place.region), place, without), clients


def _place(clients: Clients) -> Place:
    place = find_place(clients)
    click.echo(f"Account {place.account}, region {place.region}, at {place.endpoint}")
    return place


def _repeat(lab: str) -> str:
    return "" if lab == labs.TWEETS else f" --lab {lab}"
