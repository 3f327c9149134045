"""An AWS in this process: moto. It is another's idea of AWS than the emulator's, so both are tried."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.config import default_user_config
from moto.s3.models import s3_backends

from bootstrap import log_group
from bootstrap.clients import Clients, find_place
from bootstrap.plan import Plan, compose
from bootstrap.settings import load
from bootstrap.tags import read
from bootstrap.waiting import Patience

REGION = "eu-west-3"
ACCOUNT = "123456789012"
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
        config={
            # the host's moto lists the services that it serves by itself; Glue is not one of them
            "core": default_user_config["core"] | {"service_whitelist": None},
            "lambda": {"use_docker": False},
            "iam": {"load_aws_managed_policies": managed_policies},
        }
    ):
        found = Clients(make_clients())
        # as in any account that has used Athena once
        found.glue.create_database(DatabaseInput={"Name": "default"})
        yield found
    gc.collect()  # so that what moto says of objects it lost comes within the test that made them


class WorkGroups:
    """The work group `primary`: moto has no UpdateWorkGroup."""

    def __init__(self) -> None:
        self.results: dict[str, Any] = {}

    def get_work_group(self, **request: str) -> dict[str, Any]:
        assert request == {"WorkGroup": "primary"}
        return {"WorkGroup": {"Configuration": {"ResultConfiguration": dict(self.results)}}}

    def update_work_group(self, **request: Any) -> None:
        assert request["WorkGroup"] == "primary"
        updates = request["ConfigurationUpdates"]["ResultConfigurationUpdates"]
        if updates.pop("RemoveOutputLocation", False):
            del self.results["OutputLocation"]
        self.results |= updates


def make_clients() -> Callable[[str], Any]:
    """moto's clients, and an Athena of ours."""
    athena = WorkGroups()

    def make(service: str) -> Any:
        if service == "athena":
            return athena
        client = SESSION.client(service, region_name=REGION)
        if service == "s3":
            client.meta.events.register("provide-client-params.s3.CreateBucket", remember_tags)
            client.meta.events.register("after-call.s3.CreateBucket", give_tags)
        return client

    return make


def remember_tags(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    """The tags of a CreateBucket, which moto does not read."""
    context["bucket"] = params["Bucket"]
    context["tags"] = read(params.get("CreateBucketConfiguration", {}).get("Tags", []))


def give_tags(context: dict[str, Any], http_response: Any, **_: Any) -> None:
    """Put them on the bucket that was made, within the same call."""
    if http_response.status_code == 200 and context["tags"]:
        backend = s3_backends[ACCOUNT]["aws"]
        backend.put_bucket_tagging(context["bucket"], context["tags"])


@pytest.fixture
def plan(clients: Clients) -> Plan:
    return plan_of(clients)


def plan_of(clients: Clients, *overrides: str, s3_access: bool = True) -> Plan:
    """The plan with some settings."""
    place = find_place(clients)
    settings = replace(load(overrides=overrides), tweet_url="http://tweets.example/tweet")
    return compose(settings.fill(place.account, place.region), place, s3_access)
