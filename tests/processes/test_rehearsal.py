"""`nuage rehearse`: keys, signatures and TLS as AWS has them, asked with boto3."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, SSLError

from nuage.strict.folder import ACCOUNT
from tests.processes.program import Program
from tests.processes.rehearsal import Rehearsal

V4 = Config(signature_version="s3v4")
V2 = Config(signature_version="s3")


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    running = Rehearsal(tmp_path_factory.mktemp("rehearsal"))
    running.client("s3").create_bucket(Bucket="photos")
    running.client("s3").put_object(Bucket="photos", Key="a b/é+x", Body=b"cheese")
    yield running
    running.close()


def refused(call: Any) -> tuple[str, str, int]:
    with pytest.raises(ClientError) as raised:
        call()
    answer = raised.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]


def fetch(aws: Rehearsal, url: str) -> tuple[int, str]:
    trusting = ssl.create_default_context(cafile=str(aws.folder.authority))
    try:
        with urllib.request.urlopen(url, context=trusting) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_identity_is_the_accounts(aws: Rehearsal) -> None:
    who = aws.client("sts").get_caller_identity()
    assert (who["Account"], who["Arn"]) == (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root")
    said = aws.run("-m", "nuage", "whoami", "--send-keys")
    assert said.code == 0
    assert said.output == (
        f"LOCAL  {aws.endpoint}  region us-east-1  account {ACCOUNT}  arn:aws:iam::{ACCOUNT}:root  "
        "(decided by AWS_ENDPOINT_URL)\n"
    )
    kept = aws.run("-m", "nuage", "whoami")
    assert kept.code == 2
    assert "looks like a real account's, and was not sent to a lab" in kept.output


@pytest.mark.parametrize(
    ("service", "operation", "code", "status"),
    [
        ("s3", "list_buckets", "SignatureDoesNotMatch", 403),
        ("sts", "get_caller_identity", "SignatureDoesNotMatch", 403),
        ("dynamodb", "list_tables", "InvalidSignatureException", 400),
        ("lambda", "list_functions", "InvalidSignatureException", 403),
    ],
)
def test_a_wrong_secret(aws: Rehearsal, service: str, operation: str, code: str, status: int) -> None:
    client = aws.client(service, aws_secret_access_key="wrong")
    found = refused(getattr(client, operation))
    assert found[0::2] == (code, status)
    assert found[1].startswith(
        "The request signature we calculated does not match the signature you provided."
    )


@pytest.mark.parametrize("key", ["test", ACCOUNT, "AKIAIOSFODNN7EXAMPLE"])
def test_keys_that_nobody_issued(aws: Rehearsal, key: str) -> None:
    options = {"aws_access_key_id": key, "aws_secret_access_key": "test"}
    assert refused(aws.client("s3", **options).list_buckets) == (
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        403,
    )
    invalid = "The security token included in the request is invalid."
    assert refused(aws.client("dynamodb", **options).list_tables) == (
        "UnrecognizedClientException",
        invalid,
        400,
    )
    assert refused(aws.client("sts", **options).get_caller_identity) == ("InvalidClientTokenId", invalid, 403)


def test_keys_of_a_user_and_of_a_session_are_checked(aws: Rehearsal) -> None:
    iam = aws.client("iam")
    iam.create_user(UserName="bob")
    made = iam.create_access_key(UserName="bob")["AccessKey"]
    keys = {"aws_access_key_id": made["AccessKeyId"], "aws_secret_access_key": made["SecretAccessKey"]}
    assert aws.client("sts", **keys).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/bob"
    wrong = aws.client("sts", **(keys | {"aws_secret_access_key": "wrong"}))
    assert refused(wrong.get_caller_identity)[0] == "SignatureDoesNotMatch"
    assert refused(aws.client("dynamodb", **keys).list_tables)[0] == "AccessDeniedException"
    session = aws.client("sts", **keys).get_session_token()["Credentials"]
    keys = {
        "aws_access_key_id": session["AccessKeyId"],
        "aws_secret_access_key": session["SecretAccessKey"],
        "aws_session_token": session["SessionToken"],
    }
    assert aws.client("sts", **keys).get_caller_identity()["Arn"].endswith("user/bob")
    wrong = aws.client("sts", **(keys | {"aws_session_token": "another"}))
    assert refused(wrong.get_caller_identity)[0] == "InvalidClientTokenId"


@pytest.mark.parametrize("version", [V4, V2], ids=["version 4", "version 2"])
def test_presigned_urls(aws: Rehearsal, version: Config) -> None:
    s3 = aws.client("s3", config=version)
    where = {"Bucket": "photos", "Key": "a b/é+x"}
    url = s3.generate_presigned_url("get_object", Params=where, ExpiresIn=60)
    assert fetch(aws, url) == (200, "cheese")
    assert "<Code>SignatureDoesNotMatch</Code>" in fetch(aws, url.replace("photos", "videos"))[1]
    ended = s3.generate_presigned_url("get_object", Params=where, ExpiresIn=-60 if version is V2 else 1)
    if version is V4:
        ended = ended.replace("X-Amz-Date=2", "X-Amz-Date=1").replace("%2F2", "%2F1")
    status, text = fetch(aws, ended)
    assert (status, "<Message>Request has expired</Message>" in text) == (403, True)


def test_a_form_with_a_key_in_it_is_no_way_around(aws: Rehearsal) -> None:
    fields = {"key": "x", "X-Amz-Credential": f"{ACCOUNT}/20261121/us-east-1/s3/aws4_request", "file": "x"}
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    request = urllib.request.Request(
        f"{aws.endpoint}/photos",
        data=f"{parts}--b--\r\n".encode(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
        method="POST",
    )
    trusting = ssl.create_default_context(cafile=str(aws.folder.authority))
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request, context=trusting)
    assert raised.value.code == 403
    raised.value.close()


def test_it_does_not_say_that_it_is_a_lab(aws: Rehearsal) -> None:
    for page in ("/_localstack/health", "/_nuage/rules", "/_aws/lambda/runtimes"):
        status, text = fetch(aws, aws.endpoint + page)
        assert (status, "InvalidBucketName" in text) == (400, True)


def test_who_does_not_trust_the_authority_is_not_answered(aws: Rehearsal) -> None:
    import boto3

    key = aws.folder.read().keys[0]
    client = boto3.client(
        "sts",
        endpoint_url=aws.endpoint,
        region_name="us-east-1",
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        config=Config(retries={"total_max_attempts": 1}),
    )
    with pytest.raises(SSLError):
        client.get_caller_identity()


def test_large_bodies_arrive_whole(aws: Rehearsal) -> None:
    s3, body = aws.client("s3"), bytes(range(256)) * 40_000
    s3.put_object(Bucket="photos", Key="large", Body=body)
    assert s3.get_object(Bucket="photos", Key="large")["Body"].read() == body


@pytest.mark.timeout(300)
def test_a_lab_with_the_limits_of_a_learner_lab(tmp_path_factory: pytest.TempPathFactory) -> None:
    program = Program(tmp_path_factory.mktemp("school"))
    program.environment |= {"NUAGE_LEARNER_LAB": "on"}
    del program.environment["AWS_PROFILE"]
    code, output = program.run("up", "--detach", "--lab", "all")
    try:
        assert code == 0, output
        assert "role LabRole: already there" in output
        endpoint = f"http://127.0.0.1:{program.port}"
        program.environment |= {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        code, output = program.run("whoami", "--json")
        assert json.loads(output)["arn"] == (
            "arn:aws:sts::000000000000:assumed-role/voclabs/user1234567=Student"
        )
    finally:
        program.run("down")
