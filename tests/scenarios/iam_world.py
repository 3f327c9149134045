"""What the IAM scenarios are built from: buckets, roles, users, sessions and expected refusals."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.conftest import SESSION, Lab

ACCOUNT = "000000000000"
_numbers = itertools.count(1)

Clients = Callable[[str], Any]
"""From a service's name to a client of it that calls as somebody."""


def unique(kind: str) -> str:
    """A name that no other scenario uses."""
    return f"iam-{kind}-{next(_numbers)}"


def policy(*statements: dict[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str | list[str], resource: str | list[str] = "*", **other: Any) -> dict[str, Any]:
    """An Allow statement."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **other}


def deny(action: str | list[str], resource: str | list[str] = "*", **other: Any) -> dict[str, Any]:
    """A Deny statement."""
    return {**allow(action, resource, **other), "Effect": "Deny"}


def trust(**principal: Any) -> str:
    """A trust policy."""
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


@dataclass
class World:
    """The account, as its owner prepares it."""

    lab: Lab

    def owner(self, service: str) -> Any:
        """A client of the account owner."""
        return self.lab.client(service)

    def bucket(self, **objects: bytes) -> str:
        """A new bucket with these objects."""
        name = unique("bucket")
        self.owner("s3").create_bucket(Bucket=name)
        for key, body in objects.items():
            self.owner("s3").put_object(Bucket=name, Key=key, Body=body)
        return name

    def role(self, *statements: dict[str, Any], trusting: str | None = None, **other: Any) -> str:
        """A new role with an inline policy, if there are statements; returns its name."""
        name = unique("role")
        document = trusting or trust(AWS=ACCOUNT)
        self.owner("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document, **other)
        if statements:
            self.owner("iam").put_role_policy(
                RoleName=name, PolicyName="inline", PolicyDocument=policy(*statements)
            )
        return name

    def managed(self, *statements: dict[str, Any]) -> str:
        """A new managed policy; returns its ARN."""
        answer = self.owner("iam").create_policy(
            PolicyName=unique("policy"), PolicyDocument=policy(*statements)
        )
        return str(answer["Policy"]["Arn"])

    def assume(self, role: str, by: Clients | None = None, **other: Any) -> Clients:
        """A session of a role, named `session`."""
        sts = (by or self.owner)("sts")
        answer = sts.assume_role(RoleArn=role_arn(role), RoleSessionName="session", **other)
        found = answer["Credentials"]
        return lambda service: self.lab.client(
            service, found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"]
        )

    def user(self, *statements: dict[str, Any], **other: Any) -> tuple[str, Clients]:
        """A new user with an inline policy, if there are statements, and an access key."""
        name = unique("user")
        iam = self.owner("iam")
        iam.create_user(UserName=name, **other)
        if statements:
            iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=policy(*statements))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return name, lambda service: self.lab.client(service, key["AccessKeyId"], key["SecretAccessKey"])

    def anybody(self, service: str) -> Any:
        """A client that does not sign."""
        return SESSION.client(
            service,
            endpoint_url=self.lab.endpoint,
            region_name="us-east-1",
            config=Config(
                signature_version=UNSIGNED, retries={"max_attempts": 0}, s3={"addressing_style": "path"}
            ),
        )


def role_arn(name: str) -> str:
    """A role's ARN."""
    return name if name.startswith("arn:") else f"arn:aws:iam::{ACCOUNT}:role/{name}"


def session_of(role: str) -> str:
    """The ARN of the session that `World.assume` makes."""
    return f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/session"


def refused(code: str, status: int, message: str | None, call: Callable[..., Any], **arguments: Any) -> str:
    """Expect an AWS error, its whole text unless it is None; returns the text."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response
    assert (error["Error"]["Code"], error["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    text = str(error["Error"]["Message"])
    if message is not None:
        assert text == message
    return text
