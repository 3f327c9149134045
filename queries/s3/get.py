"""Get an object from a bucket, the current version or another, into a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import boto3


def get(s3: Any, bucket: str, key: str, version: str | None = None) -> bytes:
    """The bytes of the object.

    :param version: which version; the current one when it is not said
    """
    which = {"VersionId": version} if version else {}
    body: bytes = s3.Object(bucket, key).get(**which)["Body"].read()
    return body


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("key")
    parser.add_argument("file", type=Path)
    parser.add_argument("--version")
    given = parser.parse_args()
    size = given.file.write_bytes(get(boto3.resource("s3"), given.bucket, given.key, given.version))
    print(f"{given.file}  {size} bytes")
