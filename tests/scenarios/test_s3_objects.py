"""Objects and their versions, as the second lab's sheet uses them and a little beyond."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from bootstrap.bucket import Bucket
from bootstrap.clients import Clients
from tests.conftest import Lab

MB = 1024 * 1024
# every printable ASCII character, and others that have to be escaped in URLs, in XML or in both
AWKWARD = [
    "".join(chr(code) for code in range(32, 127)),
    " leading, trailing and  double spaces ",
    "a//b/./../c/",
    "/leading/slash",
    "%2F%20+%00 is no escape",
    "<&>\"'?#;:@=[]{}|\\^~`",
    "été/κόσμος/世界/العربية/🎮👩‍👩‍👧",
    "e\u0301 is not \u00e9",
    "tab\tand\u00a0no-break\u200bzero-width",
    "x" * 1024,
]


@pytest.fixture
def s3(lab: Lab) -> Any:
    return lab.client("s3")


@pytest.fixture
def bucket(lab: Lab, s3: Any) -> Iterator[str]:
    name = f"objects-{uuid.uuid4().hex[:8]}"
    s3.create_bucket(Bucket=name)
    yield name
    Bucket(name, "us-east-1").destroy(Clients(lab.client))


@pytest.fixture
def versioned(s3: Any, bucket: str) -> str:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


def refused(call: Any, **request: Any) -> tuple[int, str, str]:
    """Status, code and message of a call that must fail."""
    with pytest.raises(ClientError) as caught:
        call(**request)
    answer = caught.value.response
    return (
        answer["ResponseMetadata"]["HTTPStatusCode"],
        answer["Error"]["Code"],
        answer["Error"].get("Message", ""),
    )


def test_a_thousand_versions_are_listed_in_pages(lab: Lab, s3: Any, versioned: str) -> None:
    def put(number: int) -> str:
        return str(s3.put_object(Bucket=versioned, Key="scores", Body=str(number).encode())["VersionId"])

    ids = [put(number) for number in range(1100)]
    assert len(set(ids)) == 1100
    first = s3.list_object_versions(Bucket=versioned)
    assert len(first["Versions"]) == 1000
    assert first["IsTruncated"]
    pages = list(
        s3.get_paginator("list_object_versions").paginate(
            Bucket=versioned, PaginationConfig={"PageSize": 300}
        )
    )
    listed = [version for page in pages for version in page["Versions"]]
    assert [len(page["Versions"]) for page in pages] == [300, 300, 300, 200]
    assert [version["VersionId"] for version in listed] == ids[::-1]
    assert [version["IsLatest"] for version in listed] == [True] + [False] * 1099


def test_a_delete_marker_hides_and_its_deletion_restores(s3: Any, versioned: str) -> None:
    version = s3.put_object(Bucket=versioned, Key="k", Body=b"one")["VersionId"]
    marker = s3.delete_object(Bucket=versioned, Key="k")
    assert marker["DeleteMarker"]
    assert refused(s3.get_object, Bucket=versioned, Key="k") == (
        404, "NoSuchKey", "The specified key does not exist.",
    )  # fmt: skip
    assert refused(s3.get_object, Bucket=versioned, Key="k", VersionId=marker["VersionId"])[:2] == (
        405, "MethodNotAllowed",
    )  # fmt: skip
    assert "Contents" not in s3.list_objects_v2(Bucket=versioned)
    assert s3.get_object(Bucket=versioned, Key="k", VersionId=version)["Body"].read() == b"one"
    s3.delete_object(Bucket=versioned, Key="k", VersionId=marker["VersionId"])
    assert s3.get_object(Bucket=versioned, Key="k")["Body"].read() == b"one"


def test_a_version_is_restored_by_a_copy_and_keeps_its_metadata(s3: Any, versioned: str) -> None:
    first = s3.put_object(
        Bucket=versioned, Key="k", Body=b"one", ContentType="text/x-score", Metadata={"by": "me"}
    )["VersionId"]
    s3.put_object(Bucket=versioned, Key="k", Body=b"two")
    source = {"Bucket": versioned, "Key": "k", "VersionId": first}
    copied = s3.copy_object(Bucket=versioned, Key="k", CopySource=source)
    assert copied["CopySourceVersionId"] == first
    assert copied["VersionId"] not in {first, None}
    found = s3.get_object(Bucket=versioned, Key="k")
    assert (found["Body"].read(), found["ContentType"], found["Metadata"]) == (
        b"one", "text/x-score", {"by": "me"},
    )  # fmt: skip
    assert len(s3.list_object_versions(Bucket=versioned)["Versions"]) == 3


def test_a_copy_onto_itself_that_changes_nothing_is_refused(s3: Any, versioned: str) -> None:
    s3.put_object(Bucket=versioned, Key="k", Body=b"one")
    message = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the "
        "object's metadata, storage class, website redirect location or encryption attributes."
    )
    source = {"Bucket": versioned, "Key": "k"}
    assert refused(s3.copy_object, Bucket=versioned, Key="k", CopySource=source) == (
        400, "InvalidRequest", message,
    )  # fmt: skip


def test_suspended_versioning_keeps_one_version_without_an_id(s3: Any, versioned: str) -> None:
    kept = s3.put_object(Bucket=versioned, Key="k", Body=b"kept")["VersionId"]
    s3.put_bucket_versioning(Bucket=versioned, VersioningConfiguration={"Status": "Suspended"})
    for body in (b"lost", b"last"):
        s3.put_object(Bucket=versioned, Key="k", Body=body)
    versions = s3.list_object_versions(Bucket=versioned)["Versions"]
    assert [version["VersionId"] for version in versions] == ["null", kept]
    assert s3.get_object(Bucket=versioned, Key="k")["Body"].read() == b"last"
    assert s3.get_object(Bucket=versioned, Key="k", VersionId=kept)["Body"].read() == b"kept"


def test_a_multipart_upload_of_64_mb_arrives_whole(s3: Any, bucket: str) -> None:
    size = 64
    block = os.urandom(MB)
    body = b"".join(bytes([number]) + block[1:] for number in range(size))
    config = TransferConfig(multipart_threshold=5 * MB, multipart_chunksize=5 * MB, max_concurrency=4)
    s3.upload_fileobj(BytesIO(body), bucket, "large", Config=config)
    head = s3.head_object(Bucket=bucket, Key="large")
    parts = -(-size // 5)
    assert (head["ContentLength"], head["ETag"].rpartition("-")[2]) == (size * MB, f'{parts}"')
    digest = hashlib.sha256()
    for chunk in s3.get_object(Bucket=bucket, Key="large")["Body"].iter_chunks(MB):
        digest.update(chunk)
    assert digest.digest() == hashlib.sha256(body).digest()
    assert s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []) == []


@pytest.mark.parametrize("key", AWKWARD, ids=range(len(AWKWARD)))
def test_a_key_with_awkward_characters(s3: Any, bucket: str, key: str) -> None:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    assert [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [key]
    assert [item["Key"] for item in s3.list_object_versions(Bucket=bucket)["Versions"]] == [key]
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": key})
    assert s3.get_object(Bucket=bucket, Key="copy")["Body"].read() == key.encode()
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key}]})
    assert [item["Key"] for item in deleted["Deleted"]] == [key]


def test_keys_that_look_alike_are_different(s3: Any, bucket: str) -> None:
    alike = ["a", "a ", " a", "A", "a/", "/a", "\u00e9", "e\u0301", "%61", "a+b", "a b", "a%20b"]
    for key in alike:
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    listed = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert listed == sorted(alike, key=str.encode)
    assert [s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in alike] == [
        key.encode() for key in alike
    ]


def test_a_conditional_put(s3: Any, bucket: str) -> None:
    failed = (412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"one", IfNoneMatch="*")["ETag"]
    assert refused(s3.put_object, Bucket=bucket, Key="k", Body=b"two", IfNoneMatch="*") == failed
    other = s3.put_object(Bucket=bucket, Key="k", Body=b"two", IfMatch=etag)["ETag"]
    assert refused(s3.put_object, Bucket=bucket, Key="k", Body=b"three", IfMatch=etag) == failed
    assert refused(s3.put_object, Bucket=bucket, Key="no", Body=b"x", IfMatch=etag)[:2] == (404, "NoSuchKey")
    found = s3.get_object(Bucket=bucket, Key="k", IfMatch=other)
    assert found["Body"].read() == b"two"
    assert refused(s3.get_object, Bucket=bucket, Key="k", IfNoneMatch=other)[0] == 304


def test_of_ten_that_put_a_new_object_one_wins(lab: Lab, s3: Any, bucket: str) -> None:
    clients = [lab.client("s3") for _ in range(10)]

    def put(number: int) -> int:
        try:
            clients[number].put_object(Bucket=bucket, Key="k", Body=b"%d" % number, IfNoneMatch="*")
        except ClientError as error:
            return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
        return 200

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(put, range(10)))
    assert answers.count(200) == 1
    # 409 says that another one was being written at the same time
    assert set(answers) <= {200, 409, 412}
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"%d" % answers.index(200)
