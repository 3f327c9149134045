"""Which labs there are, and what each is made of."""

from __future__ import annotations

from collections.abc import Collection

from bootstrap import battle_royale, tweet_server
from bootstrap import plan as plans
from bootstrap.clients import Place
from bootstrap.errors import BootstrapError
from bootstrap.plan import Plan
from bootstrap.settings import Settings

TWEETS, BATTLE_ROYALE, ALL = "tp2", "tp4", "all"
LABS = (TWEETS, BATTLE_ROYALE, ALL)
S3_ACCESS = "s3-access"
STEPS = {
    TWEETS: (S3_ACCESS,),
    BATTLE_ROYALE: battle_royale.STEPS,
    ALL: (S3_ACCESS, *battle_royale.STEPS),
}


def compose(lab: str, settings: Settings, place: Place, without: Collection[str] = ()) -> Plan:
    """What a lab is made of.

    :param settings: with the account and region filled in
    :param without: the steps to leave to the student
    :raises BootstrapError: when a step is not one of the lab's
    """
    for step in without:
        if step not in STEPS[lab]:
            raise BootstrapError(
                f"{step} is no step of {lab} that can be left out; there are {', '.join(STEPS[lab])}"
            )
    parts = []
    if lab in {TWEETS, ALL}:
        plans.require_tweet_url(settings)
        part = plans.compose(settings, place, S3_ACCESS not in without)
        parts.append(tweet_server.fed(part, settings, place) if tweet_server.is_wanted(settings) else part)
    if lab in {BATTLE_ROYALE, ALL}:
        parts.append(battle_royale.compose(settings, place, without))
    return _together(parts)


def to_destroy(lab: str, settings: Settings, place: Place) -> Plan:
    """What is to be taken away so that nothing of a lab stays."""
    parts = []
    if lab in {TWEETS, ALL}:
        parts.append(tweet_server.with_leftovers(plans.compose(settings, place), settings, place))
    if lab in {BATTLE_ROYALE, ALL}:
        parts.append(battle_royale.owners(settings, place))
    return _together(parts)


def _together(parts: list[Plan]) -> Plan:
    return Plan(
        resources=tuple(resource for part in parts for resource in part.resources),
        left_out=tuple(resource for part in parts for resource in part.left_out),
        shared=tuple(resource for part in parts for resource in part.shared),
        leftovers=tuple(resource for part in parts for resource in part.leftovers),
    )
