"""Options that several of the commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bootstrap import labs, tweet_server


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


def left_out(without: tuple[str, ...], without_s3_access: bool) -> frozenset[str]:
    """The steps that are left to the student, from both options."""
    return frozenset(without) | ({labs.S3_ACCESS} if without_s3_access else set())
