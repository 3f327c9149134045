"""Delete an object: for good, or, in a bucket with versioning, behind a delete marker."""

from __future__ import annotations

import argparse
from typing import Any

import boto3


def delete(s3: Any, bucket: str, key: str, version: str | None = None) -> Any:
    """Delete the object.

    :param version: a version to delete for good; without it, versioning keeps them all
    """
    which = {"VersionId": version} if version else {}
    return s3.Object(bucket, key).delete(**which)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("key")
    parser.add_argument("--version")
    given = parser.parse_args()
    answer = delete(boto3.resource("s3"), given.bucket, given.key, given.version)
    marker = " behind a delete marker: its versions are still there" if answer.get("DeleteMarker") else ""
    print(f"{given.key} is deleted{marker}")
