"""S3 calls whose bodies, keys and headers are hard on an HTTP server."""

from __future__ import annotations

import http.client
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

MIB = 1024 * 1024


@pytest.fixture
def s3(lab: Lab) -> Any:
    return lab.client("s3")


@pytest.fixture
def bucket(s3: Any) -> str:
    name = f"edges-{uuid.uuid4()}"
    s3.create_bucket(Bucket=name)
    return name


def pattern(size: int) -> bytes:
    return (b"0123456789abcdef" * (size // 16 + 1))[:size]


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 10 * MIB, 20 * MIB])
def test_an_object_of_any_size_comes_back(s3: Any, bucket: str, size: int) -> None:
    body = pattern(size)
    s3.put_object(Bucket=bucket, Key="object", Body=body)
    got = s3.get_object(Bucket=bucket, Key="object")
    assert got["ContentLength"] == size
    assert got["Body"].read() == body
    assert s3.head_object(Bucket=bucket, Key="object")["ContentLength"] == size


@pytest.mark.parametrize(
    "key",
    [
        "a key/with spaces",
        "é/ü/日本/🎉",
        "a+b&c=d?e#f%20g",
        "//leading//double//",
        "trailing/",
        ".",
        "a/../b",
        "a%2Fb",
        "queue/us-east-1/000000000000/q",
        "_localstack/health",
        "x" * 1024,
    ],
)
def test_any_key_is_kept_as_it_is(s3: Any, bucket: str, key: str) -> None:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [key]
    s3.delete_object(Bucket=bucket, Key=key)
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, 1000), ("bytes=-5", 995, 1000), ("bytes=990-5000", 990, 1000)],
)
def test_a_range_is_that_part(s3: Any, bucket: str, asked: str, start: int, end: int) -> None:
    s3.put_object(Bucket=bucket, Key="object", Body=pattern(1000))
    got = s3.get_object(Bucket=bucket, Key="object", Range=asked)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert got["ContentRange"] == f"bytes {start}-{end - 1}/1000"
    assert got["Body"].read() == pattern(1000)[start:end]


def test_a_range_past_the_end_is_refused(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="object", Body=b"abc")
    with pytest.raises(ClientError) as caught:
        s3.get_object(Bucket=bucket, Key="object", Range="bytes=10-20")
    assert caught.value.response["Error"]["Code"] == "InvalidRange"
    assert caught.value.response["Error"]["Message"] == "The requested range is not satisfiable"


def test_metadata_and_headers_come_back(s3: Any, bucket: str) -> None:
    s3.put_object(
        Bucket=bucket,
        Key="object",
        Body=b"{}",
        ContentType="application/json",
        CacheControl="no-cache",
        Metadata={"Origin": "lab", "empty": ""},
    )
    got = s3.head_object(Bucket=bucket, Key="object")
    assert (got["ContentType"], got["CacheControl"]) == ("application/json", "no-cache")
    assert got["Metadata"] == {"origin": "lab", "empty": ""}
    assert got["LastModified"].utcoffset().total_seconds() == 0


def test_errors_have_aws_words(s3: Any, bucket: str) -> None:
    with pytest.raises(ClientError) as caught:
        s3.get_object(Bucket=bucket, Key="absent")
    assert caught.value.response["Error"]["Code"] == "NoSuchKey"
    assert caught.value.response["Error"]["Message"] == "The specified key does not exist."
    with pytest.raises(ClientError) as caught:
        s3.head_object(Bucket=bucket, Key="absent")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_conditions_are_honoured(s3: Any, bucket: str) -> None:
    etag = s3.put_object(Bucket=bucket, Key="object", Body=b"abc")["ETag"]
    with pytest.raises(ClientError) as caught:
        s3.get_object(Bucket=bucket, Key="object", IfNoneMatch=etag)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 304
    with pytest.raises(ClientError) as caught:
        s3.put_object(Bucket=bucket, Key="object", Body=b"again", IfNoneMatch="*")
    assert caught.value.response["Error"]["Code"] == "PreconditionFailed"


def test_a_body_without_a_known_length_is_uploaded_in_parts(s3: Any, bucket: str) -> None:
    class Pipe:
        """Can be read, and no more."""

        def __init__(self) -> None:
            self._left = 12 * MIB

        def read(self, size: int = -1) -> bytes:
            piece = min(size if size >= 0 else self._left, self._left)
            self._left -= piece
            return b"p" * piece

    s3.upload_fileobj(Pipe(), bucket, "object")
    assert s3.head_object(Bucket=bucket, Key="object")["ContentLength"] == 12 * MIB


def test_a_presigned_address_needs_no_credentials(s3: Any, bucket: str) -> None:
    address = urlsplit(s3.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "object"}))
    connection = http.client.HTTPConnection(address.hostname or "", address.port)

    def pieces() -> Iterator[bytes]:
        yield b"sent in "
        yield b"chunks"

    connection.request("PUT", f"{address.path}?{address.query}", body=pieces(), encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()
    assert s3.get_object(Bucket=bucket, Key="object")["Body"].read() == b"sent in chunks"


def test_many_clients_at_once(lab: Lab, bucket: str) -> None:
    together = threading.Barrier(32)

    def work(number: int) -> bytes:
        client = lab.client("s3")
        together.wait(60)
        for turn in range(5):
            client.put_object(Bucket=bucket, Key=f"{number}/{turn}", Body=f"{number}".encode())
        body: bytes = client.get_object(Bucket=bucket, Key=f"{number}/4")["Body"].read()
        return body

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(work, range(32))) == [str(number).encode() for number in range(32)]
