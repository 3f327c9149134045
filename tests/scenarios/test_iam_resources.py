"""The policies of buckets, queues, topics and functions; services and other accounts that need them."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import Any

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

OTHER = "111111111111"


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def on(world: World, bucket: str, *statements: dict[str, Any]) -> None:
    world.owner("s3").put_bucket_policy(Bucket=bucket, Policy=policy(*statements))


def open_to_the_public(world: World, bucket: str) -> None:
    world.owner("s3").delete_public_access_block(Bucket=bucket)


def test_a_bucket_policy_gives_to_a_role_without_any(world: World) -> None:
    bucket, role = world.bucket(key=b"x"), world.role()
    s3 = world.assume(role)("s3")
    on(world, bucket, allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal={"AWS": role_arn(role)}))
    assert s3.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused("AccessDenied", 403, None, s3.put_object, Bucket=bucket, Key="key", Body=b"y")


def test_a_bucket_policy_denies_what_a_role_may(world: World) -> None:
    bucket, role = world.bucket(key=b"x"), world.role(allow("s3:*"))
    on(world, bucket, deny("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal="*"))
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(role)} is not authorized to perform: s3:GetObject on resource: "
        f'"arn:aws:s3:::{bucket}/key" with an explicit deny in a resource-based policy',
        world.assume(role)("s3").get_object,
        Bucket=bucket,
        Key="key",
    )


def test_naming_the_account_leaves_the_decision_to_identity_policies(world: World) -> None:
    bucket = world.bucket(key=b"x")
    on(world, bucket, allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal={"AWS": ACCOUNT}))
    request = {"Bucket": bucket, "Key": "key"}
    refused("AccessDenied", 403, None, world.assume(world.role())("s3").get_object, **request)
    world.assume(world.role(allow("s3:GetObject")))("s3").get_object(**request)


def test_a_public_bucket_is_read_without_a_key(world: World) -> None:
    bucket = world.bucket(key=b"x")
    anybody = world.anybody("s3")
    refused("AccessDenied", 403, "Access Denied", anybody.get_object, Bucket=bucket, Key="key")
    open_to_the_public(world, bucket)
    on(world, bucket, allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal="*"))
    assert anybody.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused("AccessDenied", 403, "Access Denied", anybody.put_object, Bucket=bucket, Key="key", Body=b"y")
    refused("AccessDenied", 403, "Access Denied", anybody.get_object, Bucket=bucket, Key="missing")


def test_a_new_bucket_takes_no_public_policy_and_serves_none(world: World) -> None:
    bucket, s3 = world.bucket(key=b"x"), world.owner("s3")
    public = allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal="*")
    refused(
        "AccessDenied",
        403,
        f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"arn:aws:s3:::{bucket}" because public policies are prevented by the BlockPublicPolicy setting '
        "in S3 Block Public Access.",
        s3.put_bucket_policy,
        Bucket=bucket,
        Policy=policy(public),
    )
    open_to_the_public(world, bucket)
    on(world, bucket, public)
    world.anybody("s3").get_object(Bucket=bucket, Key="key")
    restricted = {"RestrictPublicBuckets": True}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=restricted)
    request = {"Bucket": bucket, "Key": "key"}
    refused("AccessDenied", 403, "Access Denied", world.anybody("s3").get_object, **request)
    refused("AccessDenied", 403, None, world.lab.client("s3", OTHER).get_object, **request)
    world.assume(world.role())("s3").get_object(**request)


def test_another_account_needs_both_sides(world: World) -> None:
    bucket = world.bucket(key=b"x")
    abroad = world.lab.client("s3", OTHER)
    refused(
        "AccessDenied",
        403,
        f"User: arn:aws:iam::{OTHER}:root is not authorized to perform: s3:GetObject on resource: "
        f'"arn:aws:s3:::{bucket}/key" because no resource-based policy allows the s3:GetObject action',
        abroad.get_object,
        Bucket=bucket,
        Key="key",
    )
    on(world, bucket, allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*", Principal={"AWS": OTHER}))
    assert abroad.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"


@pytest.mark.only_on(
    "in-process", "process", reason="a container sees the address of the engine's bridge, not ours"
)
def test_a_condition_on_the_callers_address(world: World) -> None:
    bucket, s3 = world.bucket(key=b"x"), world.assume(world.role(allow("s3:*")))("s3")
    elsewhere = {"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}
    on(world, bucket, deny("s3:*", f"arn:aws:s3:::{bucket}/*", Principal="*", Condition=elsewhere))
    s3.get_object(Bucket=bucket, Key="key")
    here = {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}
    on(world, bucket, deny("s3:*", f"arn:aws:s3:::{bucket}/*", Principal="*", Condition=here))
    refused("AccessDenied", 403, None, s3.get_object, Bucket=bucket, Key="key")


def test_a_queue_policy(world: World) -> None:
    sqs, name = world.owner("sqs"), unique("queue")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
    role = world.role()
    sender = world.assume(role)("sqs")
    refused(
        "AccessDenied",
        403,
        f"User: {session_of(role)} is not authorized to perform: sqs:sendmessage on resource: {arn} "
        "because no identity-based policy allows the sqs:sendmessage action",
        sender.send_message,
        QueueUrl=url,
        MessageBody="x",
    )
    document = policy(allow("sqs:SendMessage", arn, Principal={"AWS": role_arn(role)}))
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})
    sender.send_message(QueueUrl=url, MessageBody="x")


def received(sqs: Any, url: str, seconds: float) -> bool:
    """Whether a message arrives in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages"):
            return True
    return False


def test_a_topic_reaches_a_queue_only_where_the_queues_policy_lets_it(world: World) -> None:
    sqs, sns, name = world.owner("sqs"), world.owner("sns"), unique("queue")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
    topic = sns.create_topic(Name=unique("topic"))["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=topic, Message="refused")
    assert not received(sqs, url, 2)
    from_topic = {"ArnEquals": {"aws:SourceArn": topic}}
    document = policy(
        allow("sqs:SendMessage", arn, Principal={"Service": "sns.amazonaws.com"}, Condition=from_topic)
    )
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})
    sns.publish(TopicArn=topic, Message="let in")
    assert received(sqs, url, 20)


def test_a_bucket_notifies_a_queue_only_where_the_queues_policy_lets_it(world: World) -> None:
    sqs, s3, name, bucket = world.owner("sqs"), world.owner("s3"), unique("queue"), world.bucket()
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
    notify = {"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
    refused(
        "InvalidArgument",
        400,
        "Unable to validate the following destination configurations",
        s3.put_bucket_notification_configuration,
        Bucket=bucket,
        NotificationConfiguration=notify,
    )
    from_bucket = {
        "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"},
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
    }
    document = policy(
        allow("sqs:SendMessage", arn, Principal={"Service": "s3.amazonaws.com"}, Condition=from_bucket)
    )
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=notify)


def code() -> dict[str, bytes]:
    """The smallest function there is."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("function.py", "def handler(event, context):\n    return event\n")
    return {"ZipFile": body.getvalue()}


def create(client: Any, role: str) -> str:
    """Create a function with a role; returns its name."""
    name = unique("function")
    client.create_function(
        FunctionName=name, Runtime="python3.13", Role=role_arn(role), Handler="function.handler", Code=code()
    )
    return name


@pytest.mark.parametrize("service", ["events.amazonaws.com", None])
def test_a_function_needs_a_role_that_lambda_can_assume(world: World, service: str | None) -> None:
    role = world.role(trusting=trust(Service=service)) if service else "no-such-role"
    refused(
        "InvalidParameterValueException",
        400,
        "The role defined for the function cannot be assumed by Lambda.",
        create,
        client=world.owner("lambda"),
        role=role,
    )


def test_creating_a_function_needs_the_right_to_pass_its_role(world: World) -> None:
    execution = world.role(trusting=trust(Service="lambda.amazonaws.com"))
    developer = world.role(allow("lambda:*"))
    refused(
        "AccessDeniedException",
        403,
        f"User: {session_of(developer)} is not authorized to perform: iam:PassRole on resource: "
        f"{role_arn(execution)} because no identity-based policy allows the iam:PassRole action",
        create,
        client=world.assume(developer)("lambda"),
        role=execution,
    )
    trusted = world.role(allow("lambda:*"), allow("iam:PassRole", role_arn(execution)))
    create(world.assume(trusted)("lambda"), execution)


def test_a_function_policy_is_read_back_and_names_its_caller(world: World) -> None:
    execution = world.role(trusting=trust(Service="lambda.amazonaws.com"))
    client, name = world.owner("lambda"), create(world.owner("lambda"), execution)
    role = world.role()
    refused(
        "AccessDeniedException",
        403,
        f"User: {session_of(role)} is not authorized to perform: lambda:GetFunction on resource: "
        f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name} "
        "because no identity-based policy allows the lambda:GetFunction action",
        world.assume(role)("lambda").get_function,
        FunctionName=name,
    )
    client.add_permission(
        FunctionName=name, StatementId="one", Action="lambda:GetFunction", Principal=role_arn(role)
    )
    (statement,) = json.loads(client.get_policy(FunctionName=name)["Policy"])["Statement"]
    assert statement["Principal"] == {"AWS": role_arn(role)}
    assert (
        world.assume(role)("lambda").get_function(FunctionName=name)["Configuration"]["FunctionName"] == name
    )


def test_a_bucket_invokes_a_function_only_where_the_functions_policy_lets_it(world: World) -> None:
    execution = world.role(trusting=trust(Service="lambda.amazonaws.com"))
    client, s3, bucket = world.owner("lambda"), world.owner("s3"), world.bucket()
    name = create(client, execution)
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name}"
    notify = {"LambdaFunctionConfigurations": [{"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
    statement = {"FunctionName": name, "StatementId": "s3", "Action": "lambda:InvokeFunction"}

    def connect() -> None:
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=notify)

    text = "Unable to validate the following destination configurations"
    refused("InvalidArgument", 400, text, connect)
    client.add_permission(**statement, Principal="s3.amazonaws.com", SourceArn="arn:aws:s3:::another")
    refused("InvalidArgument", 400, text, connect)
    client.remove_permission(FunctionName=name, StatementId="s3")
    client.add_permission(**statement, Principal="events.amazonaws.com")
    refused("InvalidArgument", 400, text, connect)
    client.remove_permission(FunctionName=name, StatementId="s3")
    client.add_permission(**statement, Principal="s3.amazonaws.com", SourceArn=f"arn:aws:s3:::{bucket}")
    waiter = client.get_waiter("function_active_v2")
    waiter.wait(FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    connect()


@pytest.mark.parametrize("by_role", [False, True], ids=["by the queue's policy", "by the target's role"])
def test_a_rule_reaches_a_queue_only_where_it_is_let_in(world: World, by_role: bool) -> None:
    sqs, events, name, rule = world.owner("sqs"), world.owner("events"), unique("queue"), unique("rule")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
    rule_arn = events.put_rule(Name=rule, EventPattern=json.dumps({"source": [rule]}))["RuleArn"]
    role = world.role(trusting=trust(Service="events.amazonaws.com"))
    target = {"Id": "1", "Arn": arn} | ({"RoleArn": role_arn(role)} if by_role else {})
    events.put_targets(Rule=rule, Targets=[target])
    event = {"Source": rule, "DetailType": "x", "Detail": "{}"}
    events.put_events(Entries=[event])
    assert not received(sqs, url, 2)
    if by_role:
        document = policy(allow("sqs:SendMessage", arn))
        world.owner("iam").put_role_policy(RoleName=role, PolicyName="send", PolicyDocument=document)
    else:
        from_rule = {"ArnEquals": {"aws:SourceArn": rule_arn}}
        document = policy(
            allow("sqs:SendMessage", arn, Principal={"Service": "events.amazonaws.com"}, Condition=from_rule)
        )
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})
    events.put_events(Entries=[event])
    assert received(sqs, url, 20)


def test_deletes_are_refused_key_by_key(world: World) -> None:
    bucket = world.bucket(mine=b"x", yours=b"y")
    role = world.role(allow("s3:DeleteObject", f"arn:aws:s3:::{bucket}/mine"))
    s3 = world.assume(role)("s3")
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "mine"}, {"Key": "yours"}]})
    error = {
        "Key": "yours",
        "Code": "AccessDenied",
        "Message": f"User: {session_of(role)} is not authorized to perform: s3:DeleteObject on resource: "
        f'"arn:aws:s3:::{bucket}/yours" because no identity-based policy allows the s3:DeleteObject action',
    }
    assert ([entry["Key"] for entry in answer["Deleted"]], answer["Errors"]) == (["mine"], [error])
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "yours"}]})
    assert ("Deleted" not in answer, answer["Errors"]) == (True, [error])
    listed = world.owner("s3").list_objects_v2(Bucket=bucket)["Contents"]
    assert [entry["Key"] for entry in listed] == ["yours"]
