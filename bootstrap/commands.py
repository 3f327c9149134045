"""`python -m bootstrap plan|apply|destroy`; `nuage bootstrap` runs the same commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bootstrap import plan as plans
from bootstrap.clients import Clients, find_place, standard_clients
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
    """Create, plan or destroy the cloud resources of the tweet lab.

    Bucket, role, policies, function, log group, rule, permission and target, then Athena's table and
    output location, with plain boto3: the standard AWS configuration (environment, profile) decides where.
    """
    ctx.ensure_object(Start)


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which settings to use."""
    path = click.Path(exists=True, dir_okay=False, path_type=Path)
    command = click.option("--settings", "path", type=path, help="A settings file instead of the default.")(
        command
    )
    return click.option(
        "--set", "overrides", multiple=True, metavar="KEY=VALUE", help="One setting; may be repeated."
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
    return click.option(
        "--without-s3-access",
        is_flag=True,
        help="Leave out the S3 policy, to live through AccessDenied and attach it by hand.",
    )(command)


@bootstrap.command()
@with_settings
@with_function
@click.pass_context
def plan(
    ctx: click.Context, path: Path | None, overrides: tuple[str, ...], tweet_url: str, without_s3_access: bool
) -> None:
    """Say what `apply` would do, and do nothing."""
    composed, clients = _prepare(ctx.obj, load(path, overrides), tweet_url, not without_s3_access)
    tally = plans.preview(composed, clients, click.echo)
    if tally.acted:
        click.echo(
            f"{tally.created} to create, {tally.changed} to change, {tally.untouched} already there. "
            f"Next: {ctx.obj.command} apply"
        )
    else:
        click.echo("Nothing to do: everything is there as wanted.")


@bootstrap.command()
@with_settings
@with_function
@click.pass_context
def apply(
    ctx: click.Context, path: Path | None, overrides: tuple[str, ...], tweet_url: str, without_s3_access: bool
) -> None:
    """Create what is missing and change what is different."""
    composed, clients = _prepare(ctx.obj, load(path, overrides), tweet_url, not without_s3_access)
    tally = plans.apply(composed, clients, click.echo)
    if tally.acted:
        click.echo(
            f"{tally.created} created, {tally.changed} changed, {tally.untouched} already there. "
            f"Take it away with: {ctx.obj.command} destroy"
        )
    else:
        click.echo("Nothing changed: everything was there as wanted.")


@bootstrap.command()
@with_settings
@click.pass_context
def destroy(ctx: click.Context, path: Path | None, overrides: tuple[str, ...]) -> None:
    """Take everything away, with the tweets and the logs, in reverse order."""
    settings = load(path, overrides)
    clients = ctx.obj.clients(settings)
    composed = _compose(settings, clients, s3_access=True)
    tally = plans.destroy(composed, clients, click.echo)
    if tally.acted:
        click.echo(f"{tally.destroyed} destroyed. Make it anew with: {ctx.obj.command} apply")
    else:
        click.echo("Nothing to destroy: nothing of it was there.")


def _prepare(start: Start, settings: Settings, tweet_url: str, s3_access: bool) -> tuple[plans.Plan, Clients]:
    settings = replace(settings, tweet_url=tweet_url or settings.tweet_url or start.tweet_url)
    plans.require_tweet_url(settings)
    clients = start.clients(settings)
    return _compose(settings, clients, s3_access), clients


def _compose(settings: Settings, clients: Clients, s3_access: bool) -> plans.Plan:
    place = find_place(clients)
    click.echo(f"Account {place.account}, region {place.region}, at {place.endpoint}")
    return plans.compose(settings.fill(place.account, place.region), place, s3_access)
