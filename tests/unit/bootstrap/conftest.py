"""An AWS in this process: moto. It is another's idea of AWS than the emulator's, so both are tried."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from bootstrap import log_group
from bootstrap.clients import Clients, find_place
from bootstrap.plan import Plan, compose
from bootstrap.settings import load
from bootstrap.waiting import Patience

REGION = "eu-west-3"
# one session for all: it keeps the service models, which take longer to read than most tests last
SESSION = boto3.session.Session(aws_access_key_id="testing", aws_secret_access_key="testing")
# moto says so of objects whose bucket is gone
MOTO_OBJECTS = pytest.mark.filterwarnings("ignore:S3 key was not disposed of in time:ResourceWarning")


@pytest.fixture
def managed_policies() -> bool:
    """Whether AWS's own policies are there. moto takes long to load them: a module may do without."""
    return True


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch, managed_policies: bool) -> Iterator[Clients]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "TWEET_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(log_group, "LATE", Patience(deadline=0))
    with mock_aws(
        config={"lambda": {"use_docker": False}, "iam": {"load_aws_managed_policies": managed_policies}}
    ):
        yield Clients(lambda service: SESSION.client(service, region_name=REGION))
    gc.collect()  # so that what moto says of objects it lost comes within the test that made them


@pytest.fixture
def plan(clients: Clients) -> Plan:
    return plan_of(clients)


def plan_of(clients: Clients, *overrides: str, s3_access: bool = True) -> Plan:
    """The plan with some settings."""
    place = find_place(clients)
    settings = replace(load(overrides=overrides), tweet_url="http://tweets.example/tweet")
    return compose(settings.fill(place.account, place.region), place, s3_access)
