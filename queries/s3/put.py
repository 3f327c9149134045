"""Put a file into a bucket. Putting another under the same key updates the object."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import boto3


def put(s3: Any, bucket: str, key: str, body: bytes) -> Any:
    """Store the bytes under the key; in a bucket with versioning, the answer names the new version."""
    return s3.Object(bucket, key).put(Body=body)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("file", type=Path)
    parser.add_argument("key")
    given = parser.parse_args()
    answer = put(boto3.resource("s3"), given.bucket, given.key, given.file.read_bytes())
    print(f"{given.key}  ETag {answer['ETag']}  version {answer.get('VersionId', 'none: not versioned')}")
