"""`/_nuage/health` and `/_nuage/calls`: what runs, and who called what, with which verdict."""

from __future__ import annotations

import json
import uuid
from importlib.metadata import version
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from tests.conftest import Lab


def get(lab: Lab, path: str, **headers: str) -> requests.Response:
    return requests.get(f"{lab.endpoint}/_nuage/{path}", headers=headers, timeout=10)


def calls_since(lab: Lab, number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(lab, f"calls?since={number}&limit=1000").json()["calls"]
    return found


def last_id(lab: Lab) -> int:
    return int(get(lab, "calls?limit=1").json()["next"])


def test_health(lab: Lab) -> None:
    lab.client("s3").list_buckets()
    health = get(lab, "health").json()
    assert health["status"] == "ready"
    assert health["versions"]["nuage"] == version("nuage")
    assert health["versions"]["localstack"] == "4.13.1"
    assert {"python", "duckdb", "sqlglot", "moto"} <= health["versions"].keys()
    assert health["plugins"]["s3"] == "running"
    assert set(health["plugins"]) == {
        "athena",
        "cloudformation",
        "dynamodb",
        "dynamodbstreams",
        "events",
        "glue",
        "lambda",
        "logs",
        "s3",
        "s3control",
        "scheduler",
    }
    assert not [state for state in health["plugins"].values() if state.startswith("error")]
    assert health["iam"] is True
    assert health["uptime"] > 0
    assert health["lab_time"].endswith("Z")


def test_a_call_of_the_owner(lab: Lab) -> None:
    before = last_id(lab)
    name = f"bucket-{uuid.uuid4().hex[:12]}"
    lab.client("s3").create_bucket(Bucket=name)
    [call] = [c for c in calls_since(lab, before) if name in (c["resource"] or "")]
    assert (call["service"], call["operation"], call["status"], call["error"]) == (
        "s3",
        "CreateBucket",
        200,
        None,
    )
    assert (call["caller"], call["access_key"]) == ("arn:aws:iam::000000000000:root", "test")
    assert (call["verdict"], call["region"]) == ("owner", "us-east-1")
    assert call["resource"] == f"arn:aws:s3:::{name}"
    assert call["milliseconds"] > 0


def test_errors_of_services_carry_their_code(lab: Lab) -> None:
    before = last_id(lab)
    with pytest.raises(ClientError):
        lab.client("s3").get_object(Bucket=f"bucket-{uuid.uuid4().hex}", Key="k")
    with pytest.raises(ClientError):
        lab.client("athena").get_work_group(WorkGroup="no-such-group")
    with pytest.raises(ClientError):
        lab.client("dynamodb").describe_table(TableName="no-such-table")
    with pytest.raises(ClientError):
        lab.client("iam").get_role(RoleName="no-such-role")
    seen = {
        call["operation"]: (call["status"], call["error"], call["resource"])
        for call in calls_since(lab, before)
    }
    assert seen["GetObject"][:2] == (404, "NoSuchBucket")
    assert seen["GetWorkGroup"] == (400, "InvalidRequestException", "no-such-group")
    assert seen["DescribeTable"] == (400, "ResourceNotFoundException", "no-such-table")
    assert seen["GetRole"] == (404, "NoSuchEntity", "no-such-role")


def test_verdicts_on_a_user(lab: Lab) -> None:
    iam = lab.client("iam")
    name = f"user-{uuid.uuid4().hex[:12]}"
    iam.create_user(UserName=name)
    statements = [
        {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*"},
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_user_policy(UserName=name, PolicyName="policy", PolicyDocument=document)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    before = last_id(lab)
    s3 = lab.client("s3", key["AccessKeyId"], key["SecretAccessKey"])
    s3.list_buckets()
    with pytest.raises(ClientError):
        s3.create_bucket(Bucket="denied")
    with pytest.raises(ClientError):
        lab.client("dynamodb", key["AccessKeyId"], key["SecretAccessKey"]).list_tables()
    with pytest.raises(ClientError):
        lab.client("s3", "AKIAAAAAAAAAAAAAAAAA", "x").list_buckets()
    mine = [c for c in calls_since(lab, before) if c["access_key"] not in ("test", None)]
    assert [(c["operation"], c["verdict"], c["status"], c["error"]) for c in mine] == [
        ("ListBuckets", "allowed", 200, None),
        ("CreateBucket", "explicit deny", 403, "AccessDenied"),
        ("ListTables", "implicit deny", 400, "AccessDeniedException"),
        ("ListBuckets", "unknown caller", 403, "InvalidAccessKeyId"),
    ]
    assert {c["caller"] for c in mine[:3]} == {f"arn:aws:iam::000000000000:user/{name}"}
    shown = f"{key['AccessKeyId'][:4]}…{key['AccessKeyId'][-4:]}"
    assert [c["access_key"] for c in mine] == [shown, shown, shown, "AKIA…AAAA"]
    assert mine[1]["resource"] == "arn:aws:s3:::denied"


def test_calls_among_services_are_left_out(lab: Lab) -> None:
    sns, sqs = lab.client("sns"), lab.client("sqs")
    suffix = uuid.uuid4().hex[:12]
    queue = sqs.create_queue(QueueName=f"queue-{suffix}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name=f"topic-{suffix}")["TopicArn"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
            }
        ],
    }
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    before = last_id(lab)
    sns.publish(TopicArn=topic, Message="hello")
    assert sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=10)["Messages"]
    operations = [c["operation"] for c in calls_since(lab, before) if suffix in (c["resource"] or "")]
    assert operations == ["Publish", "ReceiveMessage"]


def test_other_sites_may_not_read(lab: Lab) -> None:
    for path in ("health", "calls", "rules"):
        answer = get(lab, path, Origin="https://example.org")
        assert answer.status_code == 403
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert get(lab, path, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_bad_requests(lab: Lab) -> None:
    assert get(lab, "calls?limit=-1").status_code == 400
    assert get(lab, "health?verbose=1").status_code == 400
    assert requests.post(f"{lab.endpoint}/_nuage/health", timeout=10).status_code == 405
    missing = get(lab, "console")
    assert missing.status_code == 404
    assert missing.headers["Content-Type"] == "application/json"
    assert missing.json()["error"].startswith("there is no /_nuage/console; there are: /_nuage/calls, ")
