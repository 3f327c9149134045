"""`--tweets lambda`: the tweet server as a function with a URL, which every account can reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from bootstrap import tags as lab_tags
from bootstrap.clients import Place
from bootstrap.errors import BootstrapError
from bootstrap.fed_function import FedFunction
from bootstrap.function import Function
from bootstrap.function_url import FunctionUrl
from bootstrap.log_group import LogGroup
from bootstrap.plan import Plan
from bootstrap.policy import LOGS_ACCESS, AttachedPolicy
from bootstrap.role import Role
from bootstrap.settings import Settings
from bootstrap.state import Resource
from bootstrap.tweets_package import HANDLER, packed_tweets
from bootstrap.url_permission import STATEMENTS, UrlPermission

SERVER, LAMBDA = "server", "lambda"
SOURCES = (SERVER, LAMBDA)
_META = "bootstrap.tweets"


def with_tweets(command: Callable[..., None]) -> Callable[..., None]:
    """The option that says who serves the tweets; `chosen` reads it."""

    def remember(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
        ctx.meta[_META] = value

    return click.option(
        "--tweets",
        type=click.Choice(SOURCES),
        expose_value=False,
        callback=remember,
        help="Who serves the tweets: a server that runs at --tweet-url, or a Lambda function with a URL.",
    )(command)


def chosen(settings: Settings, tweet_url: str) -> Settings:
    """The settings, with what `--tweets` says.

    :param tweet_url: that was given on the command line
    :raises BootstrapError: when the tweets are to come from two places, or from none that we know
    """
    tweets = click.get_current_context().meta.get(_META) or settings.tweets
    if tweets not in SOURCES:
        raise BootstrapError(f"tweets is {tweets!r}; expected {' or '.join(SOURCES)}")
    if tweets == LAMBDA and (tweet_url or settings.tweet_url):
        raise BootstrapError(
            "the tweets come from a function of ours (tweets = lambda), or from "
            f"{tweet_url or settings.tweet_url}: leave out one of the two"
        )
    return replace(settings, tweets=tweets)


def repeat() -> str:
    """The option to type again in a command that is suggested."""
    return f" --tweets {LAMBDA}" if click.get_current_context().meta.get(_META) == LAMBDA else ""


def is_wanted(settings: Settings) -> bool:
    """Whether the tweet server is to be a function."""
    return settings.tweets == LAMBDA


def resources(settings: Settings, place: Place) -> tuple[Resource, ...]:
    """What the tweet server is made of as a function, each after those that it needs."""
    name = settings.tweet_server
    tags = lab_tags.of("tp2", settings.student)
    role = settings.existing_role or settings.tweet_server_role
    # a role that is there already is not ours to change
    own_role: tuple[Resource, ...] = (Role(role, tags), AttachedPolicy(role, place.policy_arn(LOGS_ACCESS)))
    return (
        LogGroup(f"/aws/lambda/{name}", settings.log_days, tags),
        *(() if settings.existing_role else own_role),
        Function(
            name=name,
            role_arn=place.arn("iam", f"role/{role}"),
            runtime=settings.runtime,
            handler=HANDLER,
            timeout=settings.timeout,
            memory=settings.tweet_server_memory,
            environment={"TWEETS_SEED": str(settings.tweets_seed), "TWEETS_FAULTS": settings.tweets_faults},
            package=packed_tweets,
            description="Serves the tweet of the minute",
            tags=tags,
        ),
        FunctionUrl(name),
        *(UrlPermission(name, statement) for statement in STATEMENTS),
    )


def fed(plan: Plan, settings: Settings, place: Place) -> Plan:
    """A plan whose function gets its tweets from the tweet server as a function, which comes first."""
    pipeline = tuple(
        FedFunction(resource, settings.tweet_server)
        if isinstance(resource, Function) and resource.name == settings.function
        else resource
        for resource in plan.resources
    )
    return replace(plan, resources=resources(settings, place) + pipeline)


def with_leftovers(plan: Plan, settings: Settings, place: Place) -> Plan:
    """A plan to destroy: the tweet server goes too, if an earlier `apply` has made it."""
    return replace(plan, leftovers=resources(settings, place))
