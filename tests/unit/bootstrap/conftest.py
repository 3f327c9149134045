"""An AWS in this process: moto. It is another's idea of AWS than the emulator's, so both are tried."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from moto import mock_aws

from bootstrap.clients import Clients, find_place, standard_clients
from bootstrap.plan import Plan, compose
from bootstrap.settings import load

# moto says so of objects whose bucket is gone
MOTO_OBJECTS = pytest.mark.filterwarnings("ignore:S3 key was not disposed of in time:ResourceWarning")


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "TWEET_URL"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws(config={"lambda": {"use_docker": False}, "iam": {"load_aws_managed_policies": True}}):
        yield standard_clients(load())
    gc.collect()  # so that what moto says of objects it lost comes within the test that made them


@pytest.fixture
def plan(clients: Clients) -> Plan:
    return plan_of(clients)


def plan_of(clients: Clients, *overrides: str, s3_access: bool = True) -> Plan:
    """The plan with some settings."""
    place = find_place(clients)
    settings = replace(load(overrides=overrides), tweet_url="http://tweets.example/tweet")
    return compose(settings.fill(place.account, place.region), place, s3_access)
