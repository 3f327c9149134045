"""Enable a bucket's versioning, or suspend it: versions that there are stay, new ones are not kept."""

from __future__ import annotations

import argparse
from typing import Any

import boto3


def enable(s3: Any, bucket: str) -> None:
    """From now on, every version is kept."""
    s3.BucketVersioning(bucket).enable()


def suspend(s3: Any, bucket: str) -> None:
    """From now on, a new version replaces the one with the id `null`; the others stay."""
    s3.BucketVersioning(bucket).suspend()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bucket")
    parser.add_argument("action", choices=["enable", "suspend"])
    given = parser.parse_args()
    {"enable": enable, "suspend": suspend}[given.action](boto3.resource("s3"), given.bucket)
    print(f"versioning of {given.bucket}: {boto3.resource('s3').BucketVersioning(given.bucket).status}")
