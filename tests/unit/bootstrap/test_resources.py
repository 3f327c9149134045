"""Looks at single resources in states that a whole run does not meet."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from bootstrap import log_group
from bootstrap.bucket import Bucket
from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.log_group import LogGroup
from bootstrap.permission import Permission
from bootstrap.role import TRUST, Role
from bootstrap.rule import Rule, check_entries
from bootstrap.state import MISSING, WANTED, Found
from bootstrap.target import Target
from bootstrap.waiting import Patience
from tests.unit.bootstrap.conftest import MOTO_OBJECTS

pytestmark = MOTO_OBJECTS

RULE_ARN = "arn:aws:events:eu-west-3:123456789012:rule/r"


@pytest.fixture
def managed_policies() -> bool:
    return False


def test_a_bucket_in_another_region_is_told(clients: Clients) -> None:
    clients.s3.create_bucket(Bucket="b-b", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    assert Bucket("b-b", "eu-west-3").look(clients) == WANTED
    with pytest.raises(BootstrapError, match="the bucket b-b is in eu-west-3, and we act in us-east-1"):
        Bucket("b-b", "us-east-1").look(clients)


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-3"])
def test_a_bucket_is_made_in_our_region(clients: Clients, region: str) -> None:
    import boto3

    here = Clients(lambda service: boto3.client(service, region_name=region))
    Bucket("b-b", region).create(here)
    assert Bucket("b-b", region).look(here) == WANTED


def test_a_bucket_of_another_account_is_told() -> None:
    class S3:
        def head_bucket(self, **_: str) -> None:
            raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadBucket")

    with pytest.raises(BootstrapError, match=r"taken by another account.*--set bucket=NAME"):
        Bucket("b", "us-east-1").look(Clients(lambda _: S3()))


def test_an_object_that_cannot_be_deleted_is_told(clients: Clients) -> None:
    class Locked:
        def __getattr__(self, name: str) -> object:
            return getattr(clients.s3, name)

        def delete_objects(self, **_: object) -> object:
            return {"Errors": [{"Key": "k", "Code": "AccessDenied", "Message": "Access Denied"}]}

    Bucket("b-b", "eu-west-3").create(clients)
    clients.s3.put_object(Bucket="b-b", Key="k", Body=b"")
    with pytest.raises(BootstrapError, match="k in b-b cannot be deleted: AccessDenied, Access Denied"):
        Bucket("b-b", "eu-west-3").destroy(Clients(lambda _: Locked()))


def test_a_bucket_that_a_first_request_has_deleted_is_gone(clients: Clients) -> None:
    class Retried:
        def __getattr__(self, name: str) -> object:
            return getattr(clients.s3, name)

        def delete_bucket(self, **request: str) -> object:
            clients.s3.delete_bucket(**request)
            return clients.s3.delete_bucket(**request)

    bucket = Bucket("b-b", "eu-west-3")
    bucket.create(clients)
    bucket.destroy(Clients(lambda _: Retried()))
    assert bucket.look(clients) == MISSING


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (TRUST["Statement"][0], Found.WANTED),
        (
            {
                "Effect": "Allow",
                "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]},
                "Action": ["sts:AssumeRole", "sts:TagSession"],
            },
            Found.WANTED,
        ),
        (
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
            Found.DIFFERENT,
        ),
        (
            {"Effect": "Deny", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
            Found.DIFFERENT,
        ),
        ({"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}, Found.DIFFERENT),
    ],
)
def test_a_role_is_as_wanted_when_lambda_may_assume_it(
    clients: Clients, statement: dict[str, object], found: Found
) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    clients.iam.create_role(RoleName="r", AssumeRolePolicyDocument=document)
    assert Role("r").look(clients).found is found
    Role("r").update(clients)
    assert Role("r").look(clients) == WANTED


def test_a_log_group_that_late_lines_make_anew_is_deleted_again(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = LogGroup("/aws/lambda/f", 7)
    group.create(clients)
    time = 0.0

    def sleep(seconds: float) -> None:
        nonlocal time
        time += seconds
        if time == 1.0:
            clients.logs.create_log_group(logGroupName=group.name)

    monkeypatch.setattr(log_group, "LATE", Patience(1.5, 0.5, now=lambda: time, sleep=sleep))
    group.destroy(clients)
    assert group.look(clients) == MISSING
    assert time == 1.5


def test_a_disabled_rule_is_enabled(clients: Clients) -> None:
    clients.events.put_rule(Name="r", ScheduleExpression="rate(1 minute)", State="DISABLED")
    rule = Rule("r", "rate(1 minute)")
    assert rule.look(clients).differences == ("DISABLED → ENABLED",)
    rule.update(clients)
    assert rule.look(clients) == WANTED


def test_a_target_of_another_function_is_replaced(clients: Clients) -> None:
    ours, other = (f"arn:aws:lambda:eu-west-3:123456789012:function:{name}" for name in ("ours", "other"))
    assert Target("r", "t", ours).look(clients) == MISSING
    clients.events.put_rule(Name="r", ScheduleExpression="rate(1 minute)")
    clients.events.put_targets(Rule="r", Targets=[{"Id": "t", "Arn": other}])
    assert Target("r", "t", ours).look(clients).differences == (f"{other} → {ours}",)
    Target("r", "t", ours).update(clients)
    assert Target("r", "t", ours).look(clients) == WANTED


def test_a_refused_target_is_an_error() -> None:
    answer = {"FailedEntryCount": 1, "FailedEntries": [{"TargetId": "t", "ErrorCode": "LimitExceeded"}]}
    with pytest.raises(BootstrapError, match=r"target t of r: EventBridge refused .*LimitExceeded"):
        check_entries(answer, "target t of r")


def test_a_permission_for_another_rule_is_replaced() -> None:
    class Lambda:
        """Keeps one statement."""

        class exceptions:  # noqa: N801 - boto3's name
            class ResourceNotFoundException(Exception):  # noqa: N818 - AWS's name
                pass

        source = RULE_ARN.replace("rule/r", "rule/other")

        def get_policy(self, **_: str) -> dict[str, str]:
            statement = {
                "Sid": "s",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "lambda:InvokeFunction",
                "Condition": {"ArnLike": {"AWS:SourceArn": self.source}},
            }
            return {"Policy": json.dumps({"Statement": [statement]})}

        def remove_permission(self, **_: str) -> None:
            self.source = ""

        def add_permission(self, **request: str) -> None:
            assert self.source == ""
            self.source = request["SourceArn"]

    service = Lambda()
    clients = Clients(lambda _: service)
    permission = Permission("f", "s", RULE_ARN)
    other = RULE_ARN.replace("rule/r", "rule/other")
    assert permission.look(clients).differences == (f"source {other} → {RULE_ARN}",)
    permission.update(clients)
    assert permission.look(clients) == WANTED
    assert Permission("f", "another", RULE_ARN).look(clients) == MISSING
