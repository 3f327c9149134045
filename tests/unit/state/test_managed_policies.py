"""A reset of IAM keeps AWS's managed policies, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from moto.core.config import default_user_config
from moto.iam.models import iam_backends

from nuage.state.managed_policies import kept

ACCOUNT = "987654321098"
S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [ALL]})


@pytest.fixture(autouse=True)
def managed_policies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(default_user_config["iam"], "load_aws_managed_policies", True)
    yield
    del iam_backends[ACCOUNT]


def test_they_are_the_same_and_attached_to_nothing() -> None:
    account = iam_backends[ACCOUNT]
    backend = account["aws"]
    before = set(backend.managed_policies)
    backend.create_role("role", POLICY, "/", None, "", [], 3600)
    backend.create_policy("", "/", POLICY, "mine", [])
    backend.attach_role_policy(S3, "role")
    policy = backend.managed_policies[S3]
    assert policy.attachment_count == 1
    with kept(account):
        account.reset()
    assert backend.managed_policies[S3] is policy
    assert policy.attachment_count == 0
    assert backend.roles == {}
    assert set(backend.managed_policies) == before
    assert len(before) > 1000
    assert default_user_config["iam"]["load_aws_managed_policies"] is True


def test_without_them_nothing_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(default_user_config["iam"], "load_aws_managed_policies", False)
    account = iam_backends[ACCOUNT]
    # LocalStack, where a test has loaded it, adds one of its own
    before = set(account["aws"].managed_policies)
    assert before <= {"arn:aws:iam::aws:policy/AWSLambdaExecute"}
    with kept(account):
        account.reset()
    assert set(account["aws"].managed_policies) == before
