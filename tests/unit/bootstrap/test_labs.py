from __future__ import annotations

import pytest

from bootstrap import labs
from bootstrap.clients import Place
from bootstrap.errors import BootstrapError
from bootstrap.settings import Settings, load
from nuage.cli import options

PLACE = Place("123456789012", "eu-west-3", "aws", "")


def settings(*overrides: str) -> Settings:
    return load(overrides=["tweet_url=u", *overrides]).fill(PLACE.account, PLACE.region)


@pytest.mark.parametrize(("lab", "count"), [("tp2", 12), ("tp4", 6), ("all", 18)])
def test_how_many_resources_each_lab_has(lab: str, count: int) -> None:
    assert len(labs.compose(lab, settings(), PLACE).resources) == count


def test_steps_are_left_out_and_named() -> None:
    plan = labs.compose("all", settings(), PLACE, {"s3-access", "versioning", "inverted-index"})
    assert len(plan.resources) == 15
    assert [resource.label for resource in plan.left_out] == [
        "policy AmazonS3FullAccess on store-tweet-role",
        "versioning of objects-123456789012",
        "index InvertedIndex of battle-royale",
    ]


def test_a_step_of_another_lab_is_told() -> None:
    with pytest.raises(
        BootstrapError, match="items is no step of tp2 that can be left out; there are s3-acc"
    ):
        labs.compose("tp2", settings(), PLACE, ["items"])


def test_to_destroy_a_table_is_to_destroy_what_is_in_it() -> None:
    labels = [resource.label for resource in labs.to_destroy("tp4", settings(), PLACE).resources]
    assert labels == ["bucket objects-123456789012", "table battle-royale"]


def test_the_address_of_the_tweet_is_for_the_first_lab() -> None:
    with pytest.raises(BootstrapError, match="where does the function fetch a tweet"):
        labs.compose("all", settings("tweet_url="), PLACE)
    assert labs.compose("tp4", settings("tweet_url="), PLACE, labs.STEPS["tp4"]).resources


def test_the_command_line_knows_the_same_labs_and_steps() -> None:
    assert (labs.LABS, labs.TWEETS, labs.STEPS["all"]) == (options.LABS, options.TWEETS, options.STEPS)
