"""Our image in the place of LocalStack's: what users of testcontainers' LocalStackContainer do with it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.containers.stack import IMAGE

pytestmark = [
    pytest.mark.usefixtures("images"),
    # testcontainers 4.15 uses what it advises against
    pytest.mark.filterwarnings("ignore:The wait_for_logs function:DeprecationWarning"),
]
CODE = "def lambda_handler(event, context):\n    return {'hello': event['name']}\n"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def container(*services: str, **variables: str) -> Any:
    """As its documentation shows it, but for the reaper, which is an image that would have to be pulled."""
    from testcontainers.community.localstack import LocalStackContainer
    from testcontainers.core.config import testcontainers_config

    testcontainers_config.ryuk_disabled = True
    made = LocalStackContainer(image=f"{IMAGE}:lab", region_name="eu-west-3")
    for name, value in variables.items():
        made.with_env(name, value)
    return made.with_services(*services) if services else made


@pytest.fixture(scope="module")
def localstack() -> Iterator[Any]:
    with container() as running:
        yield running


def test_its_clients_are_the_account_owners(localstack: Any) -> None:
    caller = localstack.get_client("sts").get_caller_identity()
    assert caller["Arn"] == "arn:aws:iam::000000000000:root"


def test_objects_items_and_queues(localstack: Any) -> None:
    s3, dynamodb, sqs = (localstack.get_client(name) for name in ("s3", "dynamodb", "sqs"))
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    s3.put_object(Bucket="bucket", Key="k", Body=b"body")
    assert s3.get_object(Bucket="bucket", Key="k")["Body"].read() == b"body"
    dynamodb.create_table(
        TableName="table",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="table", Item={"id": {"S": "1"}})
    assert dynamodb.scan(TableName="table")["Items"] == [{"id": {"S": "1"}}]
    address = sqs.create_queue(QueueName="q")["QueueUrl"]
    assert address.startswith(localstack.get_url())
    sqs.send_message(QueueUrl=address, MessageBody="hello")
    assert sqs.receive_message(QueueUrl=address)["Messages"][0]["Body"] == "hello"


def test_functions_run_without_a_docker_socket(localstack: Any) -> None:
    role = localstack.get_client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(TRUST))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("lambda_function.py", CODE)
    functions = localstack.get_client("lambda")
    functions.create_function(
        FunctionName="f",
        Role=role["Role"]["Arn"],
        Runtime="python3.13",
        Handler="lambda_function.lambda_handler",
        Code={"ZipFile": packed.getvalue()},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="f", WaiterConfig={"Delay": 1})
    answer = functions.invoke(FunctionName="f", Payload=b'{"name": "you"}')
    assert json.loads(answer["Payload"].read()) == {"hello": "you"}


def test_it_says_ready_once(localstack: Any) -> None:
    stdout, _ = localstack.get_logs()
    assert stdout.decode().splitlines().count("Ready.") == 1


def test_services_can_be_restricted() -> None:
    with container("s3", "sqs") as running:
        assert running.get_client("s3").list_buckets()["Buckets"] == []
        with pytest.raises(ClientError, match="dynamodb") as refused:
            running.get_client("dynamodb").list_tables()
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
        _, stderr = running.get_logs()
        assert "did not load" not in stderr.decode()
