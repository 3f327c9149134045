"""Which account was chosen on the command line, and the rails that come with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import click

from bootstrap import labs
from bootstrap.clients import Clients, Place
from bootstrap.errors import BootstrapError
from bootstrap.plan import Plan
from bootstrap.rails import consent, costs, ownership, regions, where
from bootstrap.settings import Settings


@dataclass(frozen=True)
class Rails:
    """What was said on the command line about the account."""

    target: str | None = None
    account: str = ""
    yes: bool = False
    learner_lab: bool = False

    @property
    def aws(self) -> bool:
        """Whether a real account is meant."""
        return self.target == where.AWS

    def settings(self, settings: Settings) -> Settings:
        """The settings, for a Learner Lab where one is meant."""
        if not self.learner_lab:
            return settings
        return replace(settings, existing_role=settings.existing_role or regions.ROLE)

    def check(self, place: Place) -> None:
        """Say where we act, and refuse what was not meant.

        :raises BootstrapError: for another account or region
        """
        if self.aws:
            consent.introduce(place)
        else:
            click.echo(f"Account {place.account}, region {place.region}, at {place.endpoint}")
        consent.check_account(place, self.account)
        if self.learner_lab:
            regions.check_learner_lab(place.region)

    def check_tweets(self, settings: Settings, place: Place) -> None:
        """Refuse a tweet server that the function could not reach.

        :raises BootstrapError: for one on this machine, when the function will run elsewhere
        """
        if self.aws and where.is_loopback(settings.tweet_url) and not where.is_loopback(place.endpoint):
            raise BootstrapError(
                f"{settings.tweet_url} is on this machine, where a function on AWS cannot reach it. "
                "Give --tweet-url an address that the Internet can reach, or --tweets lambda, which makes "
                "the tweet server a function."
            )

    def owned(self, plan: Plan, clients: Clients, place: Place) -> Plan:
        """The plan, as far as it is ours to carry out.

        :raises BootstrapError: when it would change what is not ours
        """
        return ownership.without_what_is_foreign(plan, clients, place, click.echo) if self.aws else plan

    def say_costs(self, lab: str, settings: Settings, place: Place) -> None:
        """Say what it costs while it runs."""
        estimate = costs.estimate(settings, lab != labs.BATTLE_ROYALE, lab != labs.TWEETS)
        for line in costs.report(estimate, place.region):
            click.echo(line)

    def ask(self, place: Place, what: str) -> None:
        """Have the account id typed.

        :raises BootstrapError: when it is not
        """
        consent.ask(place, self.account, self.yes, what)


def with_rails(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which account is meant; the command gets them as `rails`."""

    def run(
        *arguments: Any, target: str | None, account: str, yes: bool, learner_lab: bool, **rest: Any
    ) -> None:
        command(*arguments, rails=Rails(target, account, yes, learner_lab), **rest)

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    options = [
        click.option(
            "--target",
            type=click.Choice(where.TARGETS),
            envvar="BOOTSTRAP_TARGET",
            show_envvar=True,
            help="`aws`: a real account, with its rails. `lab`: a lab that is not at a loopback address.",
        ),
        click.option("--account", default="", metavar="ID", help="The account that must be meant."),
        click.option("--yes", is_flag=True, help="With --account ID: do not ask, for scripts."),
        click.option(
            "--learner-lab",
            is_flag=True,
            help="An account of AWS Academy: no role is made, LabRole is used.",
        ),
    ]
    found: Callable[..., None] = run
    found.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in reversed(options):
        found = option(found)
    return found
