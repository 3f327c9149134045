"""`aws:ResourceTag/…` of every kind of resource that the labs have."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Lab
from tests.scenarios.iam_world import ACCOUNT, World, allow, deny, refused, trust, unique

HERE = f"us-east-1:{ACCOUNT}"
TAGS = [{"Key": "Stage", "Value": "prod"}]
TAGGED = {"StringEquals": {"aws:ResourceTag/stage": "prod"}}
PROD: dict[str, Any] = {"Condition": TAGGED}

Attempt = Callable[[Callable[[str], Any]], Any]
Made = tuple[str, Attempt]
"""The ARN of a tagged thing, and something that is done to it."""


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def table(world: World, name: str) -> Made:
    world.owner("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=TAGS,
    )
    return f"arn:aws:dynamodb:{HERE}:table/{name}", lambda client: client("dynamodb").scan(TableName=name)


def function(world: World, name: str) -> Made:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("f.py", "def handler(event, context): pass")
    role = world.role(trusting=trust(Service="lambda.amazonaws.com"))
    world.owner("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Handler="f.handler", Code={"ZipFile": archive.getvalue()},
        Role=f"arn:aws:iam::{ACCOUNT}:role/{role}", Tags={"Stage": "prod"}, Publish=True,
    )  # fmt: skip
    arn = f"arn:aws:lambda:{HERE}:function:{name}"
    return arn, lambda client: client("lambda").get_function_configuration(FunctionName=name, Qualifier="1")


def work_group(world: World, name: str) -> Made:
    world.owner("athena").create_work_group(Name=name, Tags=TAGS)
    arn = f"arn:aws:athena:{HERE}:workgroup/{name}"
    return arn, lambda client: client("athena").get_work_group(WorkGroup=name)


def rule(world: World, name: str) -> Made:
    world.owner("events").put_rule(Name=name, ScheduleExpression="rate(1 day)", State="DISABLED", Tags=TAGS)
    return f"arn:aws:events:{HERE}:rule/{name}", lambda client: client("events").describe_rule(Name=name)


def role(world: World, name: str) -> Made:
    world.owner("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust(AWS=ACCOUNT), Tags=TAGS)
    return f"arn:aws:iam::{ACCOUNT}:role/{name}", lambda client: client("iam").get_role(RoleName=name)


def user(world: World, name: str) -> Made:
    world.owner("iam").create_user(UserName=name, Tags=TAGS)
    return f"arn:aws:iam::{ACCOUNT}:user/{name}", lambda client: client("iam").get_user(UserName=name)


def log_group(world: World, name: str) -> Made:
    world.owner("logs").create_log_group(logGroupName=name, tags={"Stage": "prod"})
    arn = f"arn:aws:logs:{HERE}:log-group:{name}:log-stream:"
    return arn, lambda client: client("logs").describe_log_streams(logGroupName=name)


def queue(world: World, name: str) -> Made:
    url = world.owner("sqs").create_queue(QueueName=name, tags={"Stage": "prod"})["QueueUrl"]
    arn = f"arn:aws:sqs:{HERE}:{name}"
    return arn, lambda client: client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])


def topic(world: World, name: str) -> Made:
    arn = str(world.owner("sns").create_topic(Name=name, Tags=TAGS)["TopicArn"])
    return arn, lambda client: client("sns").get_topic_attributes(TopicArn=arn)


MAKERS = (table, function, work_group, rule, role, user, log_group, queue, topic)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_deny_on_a_tag_fires_and_an_allow_on_it_lets_through(
    world: World, maker: Callable[[World, str], Made]
) -> None:
    _, attempt = maker(world, unique("tagged"))
    name, clients = world.user(allow("*"), deny("*", **PROD))
    with pytest.raises(
        Exception, match=f"user/{name} is not authorized .* with an explicit deny in an identity-based"
    ):
        attempt(clients)
    _, clients = world.user(allow("*", **PROD))
    attempt(clients)
    name, clients = world.user(allow("*", Condition={"StringEquals": {"aws:ResourceTag/Stage": "test"}}))
    with pytest.raises(Exception, match="because no identity-based policy allows the"):
        attempt(clients)


def test_a_tag_that_is_put_on_later_counts_from_then_on(world: World) -> None:
    name = unique("table")
    arn, _ = table(world, name)
    world.owner("dynamodb").untag_resource(ResourceArn=arn, TagKeys=["Stage"])
    user_name, clients = world.user(allow("dynamodb:*"), deny("dynamodb:*", **PROD))
    assert clients("dynamodb").scan(TableName=name)["Count"] == 0
    world.owner("dynamodb").tag_resource(ResourceArn=arn, Tags=TAGS)
    message = (
        f"User: arn:aws:iam::{ACCOUNT}:user/{user_name} is not authorized to perform: dynamodb:Scan on "
        f"resource: {arn} with an explicit deny in an identity-based policy"
    )
    refused("AccessDeniedException", 400, message, clients("dynamodb").scan, TableName=name)


def test_an_execution_of_a_tagged_work_group(world: World) -> None:
    bucket, group = world.bucket(), unique("group")
    configuration = {"ResultConfiguration": {"OutputLocation": f"s3://{bucket}/"}}
    world.owner("athena").create_work_group(Name=group, Tags=TAGS, Configuration=configuration)
    started = world.owner("athena").start_query_execution(QueryString="SELECT 1", WorkGroup=group)
    _, clients = world.user(allow("athena:*"), deny("athena:GetQueryExecution", **PROD))
    refused(
        "AccessDeniedException",
        400,
        None,
        clients("athena").get_query_execution,
        QueryExecutionId=started["QueryExecutionId"],
    )
