"""Roles: what their policies give, what boundaries and session policies leave of it, who may assume them."""

from __future__ import annotations

import pytest

from tests.conftest import Lab
from tests.scenarios.iam_world import (
    ACCOUNT,
    World,
    allow,
    deny,
    policy,
    refused,
    role_arn,
    session_of,
    trust,
    unique,
)


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def test_a_role_may_do_nothing_until_a_policy_says_so(world: World) -> None:
    bucket, role = world.bucket(), world.role()
    s3 = world.assume(role)("s3")
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(role)} is not authorized to perform: s3:PutObject "
        f'on resource: "arn:aws:s3:::{bucket}/tweets/1.json" '
        "because no identity-based policy allows the s3:PutObject action",
        s3.put_object,
        Bucket=bucket,
        Key="tweets/1.json",
        Body=b"{}",
    )
    assert world.owner("s3").list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    world.owner("iam").attach_role_policy(
        RoleName=role, PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess"
    )
    s3.put_object(Bucket=bucket, Key="tweets/1.json", Body=b"{}")
    assert s3.get_object(Bucket=bucket, Key="tweets/1.json")["Body"].read() == b"{}"
    world.owner("iam").detach_role_policy(
        RoleName=role, PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess"
    )
    refused("AccessDenied", 403, None, s3.put_object, Bucket=bucket, Key="tweets/2.json", Body=b"{}")


def test_a_role_knows_who_it_is_without_any_policy(world: World) -> None:
    role = world.role()
    assert world.assume(role)("sts").get_caller_identity()["Arn"] == session_of(role)
    assert world.owner("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"


def test_a_policy_covers_its_actions_and_resources_only(world: World) -> None:
    bucket = world.bucket()
    role = world.role(allow("s3:PutObject", f"arn:aws:s3:::{bucket}/tweets/*"))
    s3 = world.assume(role)("s3")
    s3.put_object(Bucket=bucket, Key="tweets/1.json", Body=b"{}")
    refused("AccessDenied", 403, None, s3.put_object, Bucket=bucket, Key="other/1.json", Body=b"{}")
    refused("AccessDenied", 403, None, s3.get_object, Bucket=bucket, Key="tweets/1.json")
    refused("AccessDenied", 403, None, s3.list_objects_v2, Bucket=bucket)
    refused("403", 403, "Forbidden", s3.head_object, Bucket=bucket, Key="tweets/1.json")


def test_a_missing_key_is_told_only_to_those_who_may_list(world: World) -> None:
    bucket = world.bucket()
    blind = world.role(allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*"))
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(blind)} is not authorized to perform: s3:ListBucket on resource: "
        f'"arn:aws:s3:::{bucket}" because no identity-based policy allows the s3:ListBucket action',
        world.assume(blind)("s3").get_object,
        Bucket=bucket,
        Key="missing",
    )
    seeing = world.role(allow(["s3:GetObject", "s3:ListBucket"]))
    refused("NoSuchKey", 404, None, world.assume(seeing)("s3").get_object, Bucket=bucket, Key="missing")


def test_an_explicit_deny_wins(world: World) -> None:
    bucket = world.bucket(key=b"x")
    inline = world.role(allow("s3:*"), deny("s3:DeleteObject", f"arn:aws:s3:::{bucket}/*"))
    denied = (
        f'not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::{bucket}/key" '
        "with an explicit deny"
    )
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(inline)} is {denied} in an identity-based policy",
        world.assume(inline)("s3").delete_object,
        Bucket=bucket,
        Key="key",
    )
    managed, role = world.managed(deny("s3:DeleteObject")), world.role(allow("s3:*"))
    world.owner("iam").attach_role_policy(RoleName=role, PolicyArn=managed)
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(role)} is {denied} in an identity-based policy: {managed}",
        world.assume(role)("s3").delete_object,
        Bucket=bucket,
        Key="key",
    )


def test_a_permissions_boundary_limits_and_does_not_give(world: World) -> None:
    bucket = world.bucket(key=b"x")
    boundary = world.managed(allow("s3:GetObject"))
    role = world.role(allow("s3:*"), PermissionsBoundary=boundary)
    s3 = world.assume(role)("s3")
    assert s3.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(role)} is not authorized to perform: s3:PutObject on resource: "
        f'"arn:aws:s3:::{bucket}/key" because no permissions boundary allows the s3:PutObject action',
        s3.put_object,
        Bucket=bucket,
        Key="key",
        Body=b"y",
    )
    bare = world.role(PermissionsBoundary=boundary)
    refused("AccessDenied", 403, None, world.assume(bare)("s3").get_object, Bucket=bucket, Key="key")


def test_session_policies_limit_the_session(world: World) -> None:
    bucket, role = world.bucket(key=b"x"), world.role(allow("s3:*"))
    inline = world.assume(role, Policy=policy(allow("s3:GetObject")))("s3")
    assert inline.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    missing = (
        f"User: {session_of(role)} is not authorized to perform: s3:PutObject on resource: "
        f'"arn:aws:s3:::{bucket}/key" because no session policy allows the s3:PutObject action'
    )
    refused("AccessDenied", 403, missing, inline.put_object, Bucket=bucket, Key="key", Body=b"y")
    managed = world.managed(allow("s3:GetObject"))
    by_arn = world.assume(role, PolicyArns=[{"arn": managed}])("s3")
    assert by_arn.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused("AccessDenied", 403, missing, by_arn.put_object, Bucket=bucket, Key="key", Body=b"y")


def test_the_default_version_of_a_policy_counts(world: World) -> None:
    bucket, role, managed = world.bucket(key=b"x"), world.role(), world.managed(allow("s3:GetObject"))
    iam, s3 = world.owner("iam"), world.assume(role)("s3")
    iam.attach_role_policy(RoleName=role, PolicyArn=managed)
    s3.get_object(Bucket=bucket, Key="key")
    iam.create_policy_version(PolicyArn=managed, PolicyDocument=policy(allow("s3:PutObject")))
    s3.get_object(Bucket=bucket, Key="key")
    iam.set_default_policy_version(PolicyArn=managed, VersionId="v2")
    refused("AccessDenied", 403, None, s3.get_object, Bucket=bucket, Key="key")
    s3.put_object(Bucket=bucket, Key="key", Body=b"y")


def test_the_trust_policy_decides_who_may_assume_a_role(world: World) -> None:
    services = world.role(trusting=trust(Service="lambda.amazonaws.com"))
    account = world.role(trusting=trust(AWS=f"arn:aws:iam::{ACCOUNT}:root"))
    name, user = world.user(allow("sts:AssumeRole"))
    _, bare = world.user()
    arn = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    assert world.assume(account, by=user)("sts").get_caller_identity()["Arn"] == session_of(account)
    refused(
        "AccessDenied",
        403,
        f"User: {arn} is not authorized to perform: sts:AssumeRole "
        "because no role trust policy allows the sts:AssumeRole action",
        user("sts").assume_role,
        RoleArn=role_arn(services),
        RoleSessionName="session",
    )
    refused("AccessDenied", 403, None, world.assume, role=account, by=bare)
    refused(
        "AccessDenied",
        403,
        f"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn('no-such-role')}",
        user("sts").assume_role,
        RoleArn=role_arn("no-such-role"),
        RoleSessionName="session",
    )


def test_an_external_id(world: World) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": ACCOUNT},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "secret"}},
    }
    role = world.role(trusting=policy(statement))
    _, user = world.user(allow("sts:AssumeRole"))
    refused("AccessDenied", 403, None, world.assume, role=role, by=user)
    refused("AccessDenied", 403, None, world.assume, role=role, by=user, ExternalId="guess")
    world.assume(role, by=user, ExternalId="secret")


def test_variables_and_session_tags(world: World) -> None:
    bucket = world.bucket()
    role = world.role(allow("s3:PutObject", f"arn:aws:s3:::{bucket}/${{aws:PrincipalTag/team}}/*"))
    s3 = world.assume(role, Tags=[{"Key": "team", "Value": "data"}])("s3")
    s3.put_object(Bucket=bucket, Key="data/1", Body=b"x")
    refused("AccessDenied", 403, None, s3.put_object, Bucket=bucket, Key="web/1", Body=b"x")
    untagged = world.assume(role)("s3")
    refused("AccessDenied", 403, None, untagged.put_object, Bucket=bucket, Key="data/1", Body=b"x")


def test_conditions_on_what_is_listed(world: World) -> None:
    bucket = world.bucket(key=b"x")
    role = world.role(
        allow(
            "s3:ListBucket", f"arn:aws:s3:::{bucket}", Condition={"StringLike": {"s3:prefix": ["home/*", ""]}}
        )
    )
    s3 = world.assume(role)("s3")
    assert s3.list_objects_v2(Bucket=bucket, Prefix="home/ann")["KeyCount"] == 0
    assert s3.list_objects_v2(Bucket=bucket, Prefix="")["KeyCount"] == 1
    refused("AccessDenied", 403, None, s3.list_objects_v2, Bucket=bucket, Prefix="k")
    refused("AccessDenied", 403, None, s3.list_objects_v2, Bucket=bucket)


def test_a_session_ends_with_its_role(world: World) -> None:
    role = world.role()
    sts = world.assume(role)("sts")
    sts.get_caller_identity()
    world.owner("iam").delete_role(RoleName=role)
    refused("InvalidClientTokenId", 403, None, sts.get_caller_identity)


def test_passing_a_role_needs_permission(world: World) -> None:
    target = world.role(trusting=trust(Service="events.amazonaws.com"))
    may_put = world.assume(world.role(allow("events:*")))("events")
    name = unique("rule")
    may_put.put_rule(Name=name, ScheduleExpression="rate(1 day)", State="DISABLED")
    targets = [{"Id": "1", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:q", "RoleArn": role_arn(target)}]
    text = refused("AccessDeniedException", 400, None, may_put.put_targets, Rule=name, Targets=targets)
    assert text.endswith(
        f"is not authorized to perform: iam:PassRole on resource: {role_arn(target)} "
        "because no identity-based policy allows the iam:PassRole action"
    )
    to_events = {"StringEquals": {"iam:PassedToService": "events.amazonaws.com"}}
    may_pass = world.role(allow("events:*"), allow("iam:PassRole", role_arn(target), Condition=to_events))
    world.assume(may_pass)("events").put_targets(Rule=name, Targets=targets)


@pytest.mark.parametrize(
    ("service", "operation", "arguments", "code", "status", "refusal"),
    [
        ("s3", "list_buckets", {}, "AccessDenied", 403, "s3:ListAllMyBuckets"),
        ("lambda", "list_functions", {}, "AccessDeniedException", 403, "lambda:ListFunctions on resource: *"),
        (
            "logs",
            "create_log_group",
            {"logGroupName": "/a"},
            "AccessDeniedException",
            400,
            f"logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/a:log-stream:",
        ),
        (
            "events",
            "put_rule",
            {"Name": "n", "ScheduleExpression": "rate(1 day)"},
            "AccessDeniedException",
            400,
            f"events:PutRule on resource: arn:aws:events:us-east-1:{ACCOUNT}:rule/n",
        ),
        (
            "iam",
            "get_role",
            {"RoleName": "r"},
            "AccessDenied",
            403,
            f"iam:GetRole on resource: arn:aws:iam::{ACCOUNT}:role/r",
        ),
        (
            "sqs",
            "create_queue",
            {"QueueName": "q"},
            "AccessDenied",
            403,
            f"sqs:createqueue on resource: arn:aws:sqs:us-east-1:{ACCOUNT}:q",
        ),
        (
            "sns",
            "create_topic",
            {"Name": "t"},
            "AuthorizationError",
            403,
            f"SNS:CreateTopic on resource: arn:aws:sns:us-east-1:{ACCOUNT}:t",
        ),
    ],
)
def test_every_protocol_carries_the_refusal(
    world: World,
    service: str,
    operation: str,
    arguments: dict[str, str],
    code: str,
    status: int,
    refusal: str,
) -> None:
    role = world.role()
    client = world.assume(role)(service)
    action = refusal.split(" ")[0]
    message = (
        f"User: {session_of(role)} is not authorized to perform: {refusal} "
        f"because no identity-based policy allows the {action} action"
    )
    refused(code, status, message, getattr(client, operation), **arguments)
