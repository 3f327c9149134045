"""Restore a version of an object: a copy of it becomes the newest version, and none is lost."""

from __future__ import annotations

import argparse
from typing import Any

import boto3


def restore(s3: Any, bucket: str, key: str, version: str) -> Any:
    """Copy an old version onto its own key."""
    return s3.Object(bucket, key).copy_from(CopySource={"Bucket": bucket, "Key": key, "VersionId": version})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("key")
    parser.add_argument("version")
    given = parser.parse_args()
    answer = restore(boto3.resource("s3"), given.bucket, given.key, given.version)
    print(f"{given.key} is version {given.version} again, as version {answer['VersionId']}")
