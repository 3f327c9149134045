from __future__ import annotations

import pytest

from bootstrap.clients import Place
from bootstrap.errors import BootstrapError
from bootstrap.rails.chosen import Rails
from bootstrap.settings import load

PLACE = Place("123456789012", "eu-west-3", "aws", "https://sts.example", "arn:aws:iam::123456789012:root")


def test_the_root_user_is_warned(capsys: pytest.CaptureFixture[str]) -> None:
    Rails("aws").check(PLACE)
    assert capsys.readouterr().out.splitlines() == [
        "AWS account 123456789012, region eu-west-3, at https://sts.example",
        "as arn:aws:iam::123456789012:root",
        "! This is the account's root user. AWS advises an IAM identity for all everyday work.",
    ]


def test_an_account_that_is_named_must_be_it() -> None:
    Rails(account="123456789012").check(PLACE)
    with pytest.raises(
        BootstrapError, match=r"--account says 1, but these credentials are of 123456789012\."
    ):
        Rails(account="1").check(PLACE)


def test_a_learner_lab_has_two_regions_and_one_role() -> None:
    with pytest.raises(
        BootstrapError, match="limited to us-east-1 and us-west-2, and eu-west-3 is configured"
    ):
        Rails("aws", learner_lab=True).check(PLACE)
    assert Rails(learner_lab=True).settings(load()).existing_role == "LabRole"
    assert Rails(learner_lab=True).settings(load(overrides=["existing_role=X"])).existing_role == "X"
    assert Rails().settings(load()).existing_role == ""


def test_tweets_from_this_machine_do_not_reach_aws() -> None:
    here = load(overrides=["tweet_url=http://127.0.0.1:1/tweet"])
    with pytest.raises(BootstrapError, match="is on this machine, where a function on AWS cannot reach it"):
        Rails("aws").check_tweets(here, PLACE)
    Rails().check_tweets(here, PLACE)
    Rails("aws").check_tweets(load(overrides=["tweet_url=http://tweets.example/"]), PLACE)
