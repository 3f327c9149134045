"""The versions of an object, the newest first, and its delete markers."""

from __future__ import annotations

import argparse
from typing import Any

import boto3


def versions(s3: Any, bucket: str, key: str) -> list[Any]:
    """All versions and delete markers; boto3 fetches the pages of 1,000 one after the other."""
    found = s3.Bucket(bucket).object_versions.filter(Prefix=key)
    # the prefix finds longer keys, too; and boto3 gives a page's markers after its versions
    own = [version for version in found if version.object_key == key]
    return sorted(own, key=lambda version: (version.is_latest, version.last_modified), reverse=True)


def line(version: Any) -> str:
    """A version in words."""
    # a delete marker has no size
    size = "deleted" if version.size is None else f"{version.size} bytes"
    current = "  current" if version.is_latest else ""
    return f"{version.id}  {version.last_modified:%Y-%m-%d %H:%M:%S}  {size}{current}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("key")
    given = parser.parse_args()
    for each in versions(boto3.resource("s3"), given.bucket, given.key):
        print(line(each))
