"""How many tags a bucket can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from localstack.aws.api import CommonServiceException

# Amazon S3 User Guide, "Using tags with S3 general purpose buckets"
MOST = 50


def check_count(tags: Iterable[Mapping[str, Any]]) -> None:
    """Refuse more tags than a bucket can have; a key counts once.

    :raises CommonServiceException: BadRequest, in S3's words
    """
    if len({tag.get("Key") for tag in tags}) > MOST:
        raise CommonServiceException("BadRequest", f"Bucket tag count cannot be greater than {MOST}", 400)
