"""The clients that drive a peer: boto3 as anybody uses it, and bare HTTP to see past boto3's own cost."""

from __future__ import annotations

import http.client
import io
import zipfile
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

BODY = b"x" * 1024
HANDLER = b"def handler(event, context):\n    return {'statusCode': 200, 'seen': event}\n"


def client(endpoint: str, service: str) -> Any:
    """A boto3 client of an owner of the account."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - what every local emulator takes
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}, max_pool_connections=16),
    )


def make_bucket(endpoint: str, name: str = "bench") -> str:
    """A bucket, made if it is not there."""
    s3 = client(endpoint, "s3")
    if name not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=name)
    return name


def make_function(endpoint: str, name: str) -> Any:
    """A function that returns what it is given, ready to be invoked; returns the Lambda client."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("function.py", HANDLER)
    role = _make_role(endpoint)
    functions = client(endpoint, "lambda")
    functions.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role,
        Handler="function.handler",
        Code={"ZipFile": archive.getvalue()},
        Timeout=30,
        MemorySize=256,
    )
    functions.get_waiter("function_active_v2").wait(
        FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
    )
    return functions


def _make_role(endpoint: str) -> str:
    iam = client(endpoint, "iam")
    trust = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
        '"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    )
    try:
        return str(iam.create_role(RoleName="bench", AssumeRolePolicyDocument=trust)["Role"]["Arn"])
    except iam.exceptions.EntityAlreadyExistsException:
        return str(iam.get_role(RoleName="bench")["Role"]["Arn"])


class BareS3:
    """PutObject and GetObject over one connection, without boto3: signed in form, not in fact."""

    def __init__(self, endpoint: str, bucket: str) -> None:
        address = urlsplit(endpoint)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        self._bucket = bucket
        self._headers = {
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, "
            "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
            "X-Amz-Date": "20260101T000000Z",
            "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD",
        }

    def put(self, key: str) -> None:
        """PutObject of 1 KB."""
        self._ask("PUT", key, BODY)

    def get(self, key: str) -> None:
        """GetObject."""
        self._ask("GET", key, None)

    def _ask(self, method: str, key: str, body: bytes | None) -> None:
        self._connection.request(method, f"/{self._bucket}/{key}", body=body, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} answered {answer.status}")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
