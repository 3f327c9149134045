"""What the gateway lets in, and what it keeps out."""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

SIGNED = "AWS4-HMAC-SHA256 Credential=test/20260101/{}/{}/aws4_request, SignedHeaders=host, Signature=0"


def ask(
    lab: Lab, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(lab.endpoint)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    with contextlib.closing(connection):
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def calls(request: pytest.FixtureRequest, lab: Lab) -> Iterator[list[Any]]:
    """The calls that pass the gateway, as handlers see them; in-process only."""
    if lab.target != "in-process":
        pytest.skip(f"not on {lab.target}: looks inside the gateway")
    from localstack.aws.handlers import serve_custom_service_request_handlers

    seen: list[Any] = []

    def note(chain: Any, context: Any, response: Any) -> None:
        seen.append(context)

    serve_custom_service_request_handlers.append(note)
    yield seen
    serve_custom_service_request_handlers.remove(note)


def test_a_forged_header_does_not_make_a_service_of_a_caller(lab: Lab, calls: list[Any]) -> None:
    forged = json.dumps(
        {"source_arn": "arn:aws:events:us-east-1:000000000000:rule/r", "service_principal": "events"}
    )
    headers = {"Authorization": SIGNED.format("us-east-1", "s3"), "X-LocalStack-Data": forged}
    assert ask(lab, "GET", "/", headers)[0] == 200
    assert [context.operation.name for context in calls] == ["ListBuckets"]
    assert calls[0].is_internal_call is False
    assert "x-localstack-data" not in calls[0].request.headers


def test_services_call_each_other_without_the_network(
    lab: Lab, calls: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    from localstack.aws.connect import connect_to

    def refuse(*_: object) -> None:
        raise AssertionError("a service used the network")

    clients = connect_to(region_name="eu-west-1", aws_access_key_id="111111111111")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    clients.s3.create_bucket(
        Bucket="inner-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    clients.s3.put_object(Bucket="inner-bucket", Key="a/é b", Body=b"abc")
    assert clients.s3.get_object(Bucket="inner-bucket", Key="a/é b")["Body"].read() == b"abc"
    clients.logs.create_log_group(logGroupName="/inner")
    clients.events.put_rule(Name="inner", ScheduleExpression="rate(1 minute)", State="DISABLED")
    clients.iam.list_roles()
    assert clients.sts.get_caller_identity()["Account"] == "111111111111"
    # the lab's own services may call each other meanwhile, in another account
    inner = [context for context in calls if context.account_id == "111111111111"]
    assert len(inner) == 7
    assert all(context.is_internal_call for context in inner)
    assert {context.region for context in inner} == {"eu-west-1"}


def test_the_region_is_the_one_a_call_was_signed_for(lab: Lab, calls: list[Any]) -> None:
    for region in ("eu-west-3", "us-east-1"):
        ask(lab, "GET", "/", {"Authorization": SIGNED.format(region, "s3")})
    assert [(context.region, context.partition) for context in calls] == [
        ("eu-west-3", "aws"),
        ("us-east-1", "aws"),
    ]


def test_an_unknown_service_answers_501_and_an_unknown_page_404(lab: Lab) -> None:
    with pytest.raises(ClientError) as caught:
        lab.client("redshift-data").list_databases(Database="x", ClusterIdentifier="y")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert ask(lab, "GET", "/_localstack/nonsense")[0] == 404


def test_health_lists_the_services(lab: Lab) -> None:
    status, headers, body = ask(lab, "GET", "/_localstack/health")
    assert status == 200
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["services"]["s3"] in {"available", "running"}


def test_a_page_of_another_site_is_kept_out(lab: Lab) -> None:
    """A web page must not drive the lab of who looks at it."""
    headers = {"Origin": "https://example.com", "Authorization": SIGNED.format("us-east-1", "iam")}
    body = b"Action=CreateUser&UserName=intruder&Version=2010-05-08"
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert ask(lab, "POST", "/", headers, body)[0] == 403


def test_a_page_of_the_lab_itself_may_ask(lab: Lab) -> None:
    port = urlsplit(lab.endpoint).port
    headers = {"Origin": f"http://localhost:{port}", "Authorization": SIGNED.format("us-east-1", "iam")}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    status, answer, _ = ask(lab, "POST", "/", headers, b"Action=ListUsers&Version=2010-05-08")
    assert status == 200
    assert answer["Access-Control-Allow-Origin"] == f"http://localhost:{port}"


def test_queue_addresses_can_be_dialled(lab: Lab) -> None:
    sqs = lab.client("sqs")
    address = sqs.create_queue(QueueName="dialled")["QueueUrl"]
    assert urlsplit(address).netloc == urlsplit(lab.endpoint).netloc
    sqs.send_message(QueueUrl=address, MessageBody="hello")
    assert sqs.receive_message(QueueUrl=address)["Messages"][0]["Body"] == "hello"
