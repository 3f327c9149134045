"""Users and their keys, groups, strangers' keys, and callers without a key."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.conftest import Lab
from tests.scenarios.iam_world import ACCOUNT, World, allow, policy, refused, unique


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def test_a_user_may_do_what_its_policies_say(world: World) -> None:
    bucket = world.bucket(key=b"x")
    name, user = world.user(allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*"))
    assert user("s3").get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused(
        "AccessDenied",
        403,
        f"User: arn:aws:iam::{ACCOUNT}:user/{name} is not authorized to perform: s3:PutObject on resource: "
        f'"arn:aws:s3:::{bucket}/key" because no identity-based policy allows the s3:PutObject action',
        user("s3").put_object,
        Bucket=bucket,
        Key="key",
        Body=b"y",
    )
    assert user("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/{name}"


def test_a_group_gives_to_its_members(world: World) -> None:
    bucket, group = world.bucket(key=b"x"), unique("group")
    name, user = world.user()
    iam = world.owner("iam")
    iam.create_group(GroupName=group)
    iam.put_group_policy(GroupName=group, PolicyName="read", PolicyDocument=policy(allow("s3:GetObject")))
    iam.attach_group_policy(GroupName=group, PolicyArn=world.managed(allow("s3:PutObject")))
    refused("AccessDenied", 403, None, user("s3").get_object, Bucket=bucket, Key="key")
    iam.add_user_to_group(GroupName=group, UserName=name)
    user("s3").get_object(Bucket=bucket, Key="key")
    user("s3").put_object(Bucket=bucket, Key="key", Body=b"y")
    iam.remove_user_from_group(GroupName=group, UserName=name)
    refused("AccessDenied", 403, None, user("s3").get_object, Bucket=bucket, Key="key")


def test_a_users_boundary(world: World) -> None:
    bucket = world.bucket(key=b"x")
    name, user = world.user(allow("s3:*"))
    world.owner("iam").put_user_permissions_boundary(
        UserName=name, PermissionsBoundary=world.managed(allow("s3:GetObject"))
    )
    user("s3").get_object(Bucket=bucket, Key="key")
    text = refused("AccessDenied", 403, None, user("s3").delete_object, Bucket=bucket, Key="key")
    assert text.endswith("because no permissions boundary allows the s3:DeleteObject action")


def test_the_users_name_in_a_policy(world: World) -> None:
    bucket, iam = world.bucket(), world.owner("iam")
    home = world.managed(allow("s3:PutObject", f"arn:aws:s3:::{bucket}/home/${{aws:username}}/*"))
    ann, as_ann = world.user()
    bob, as_bob = world.user()
    for name in (ann, bob):
        iam.attach_user_policy(UserName=name, PolicyArn=home)
    as_ann("s3").put_object(Bucket=bucket, Key=f"home/{ann}/x", Body=b"x")
    as_bob("s3").put_object(Bucket=bucket, Key=f"home/{bob}/x", Body=b"x")
    foreign = f"home/{ann}/x"
    refused("AccessDenied", 403, None, as_bob("s3").put_object, Bucket=bucket, Key=foreign, Body=b"x")


def test_iam_operations_without_a_name_mean_the_caller(world: World) -> None:
    name, user = world.user(allow("iam:GetUser", f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"))
    assert user("iam").get_user()["User"]["UserName"] == name
    other, _ = world.user()
    refused("AccessDenied", 403, None, user("iam").get_user, UserName=other)


def test_a_deactivated_or_deleted_key_is_refused(world: World) -> None:
    name, user = world.user(allow("s3:*"))
    sts, iam = user("sts"), world.owner("iam")
    sts.get_caller_identity()
    (key,) = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    iam.update_access_key(UserName=name, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    refused("InvalidClientTokenId", 403, None, sts.get_caller_identity)
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    refused("InvalidClientTokenId", 403, None, sts.get_caller_identity)


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"])
@pytest.mark.parametrize(
    ("service", "operation", "code", "status"),
    [
        ("s3", "list_buckets", "InvalidAccessKeyId", 403),
        ("sts", "get_caller_identity", "InvalidClientTokenId", 403),
        ("lambda", "list_functions", "UnrecognizedClientException", 403),
        ("logs", "describe_log_groups", "UnrecognizedClientException", 400),
    ],
)
def test_real_keys_are_refused_before_they_do_harm(
    lab: Lab, key: str, service: str, operation: str, code: str, status: int
) -> None:
    text = refused(code, status, None, getattr(lab.client(service, key), operation))
    assert "someone is about to use real credentials here" in text
    assert key not in text


def test_a_strangers_key_is_told_which_keys_there_are(lab: Lab) -> None:
    refused(
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid. "
        "Nuage did not issue the access key 'stranger'. Use `test`, a 12-digit account number, "
        "or a key from CreateAccessKey or AssumeRole.",
        lab.client("sts", "stranger").get_caller_identity,
    )


def test_any_account_number_is_the_owner_of_that_account(lab: Lab) -> None:
    other = lab.client("sts", "123456789012").get_caller_identity()
    assert (other["Account"], other["Arn"]) == ("123456789012", "arn:aws:iam::123456789012:root")


@pytest.mark.parametrize(
    ("service", "operation", "code", "status", "message"),
    [
        (
            "lambda",
            "list_functions",
            "MissingAuthenticationTokenException",
            403,
            "Missing Authentication Token",
        ),
        (
            "logs",
            "describe_log_groups",
            "MissingAuthenticationToken",
            400,
            "Request is missing Authentication Token",
        ),
        ("iam", "list_roles", "MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
        (
            "sts",
            "get_caller_identity",
            "MissingAuthenticationToken",
            403,
            "Request is missing Authentication Token",
        ),
    ],
)
def test_without_a_signature_nothing_goes(
    world: World, service: str, operation: str, code: str, status: int, message: str
) -> None:
    refused(code, status, message, getattr(world.anybody(service), operation))


def test_a_presigned_url_carries_its_signers_rights(world: World) -> None:
    bucket = world.bucket(key=b"x")
    _, reader = world.user(allow("s3:GetObject"))
    _, stranger = world.user()
    request = {"Bucket": bucket, "Key": "key"}
    url = reader("s3").generate_presigned_url("get_object", Params=request)
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"x"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(stranger("s3").generate_presigned_url("get_object", Params=request))
    with caught.value:
        assert caught.value.code == 403
        assert b"<Code>AccessDenied</Code>" in caught.value.read()


def test_nobody_passes_as_a_service_from_the_network(lab: Lab) -> None:
    refused("InvalidClientTokenId", 403, None, lab.client("sts", "__internal_call__").get_caller_identity)


def test_temporary_keys_of_a_user_are_the_users(world: World) -> None:
    bucket = world.bucket(key=b"x")
    name, user = world.user(allow("s3:GetObject"))
    found = user("sts").get_session_token()["Credentials"]

    def client(service: str) -> Any:
        return world.lab.client(
            service, found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"]
        )

    assert client("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/{name}"
    assert client("s3").get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused("AccessDenied", 403, None, client("s3").delete_object, Bucket=bucket, Key="key")
    session = world.assume(world.role())("sts")
    text = "Cannot call GetSessionToken with session credentials"
    refused("AccessDenied", 403, text, session.get_session_token)


def test_the_owner_is_known_by_the_accounts_number(lab: Lab) -> None:
    found = lab.client("sts").get_caller_identity()
    assert (found["UserId"], found["Account"], found["Arn"]) == (
        ACCOUNT,
        ACCOUNT,
        f"arn:aws:iam::{ACCOUNT}:root",
    )
