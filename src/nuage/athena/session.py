"""What a query may use of AWS, in the name of its caller: the Data Catalog, objects, result files.

The host gives these; tests give their own. Each is refused what the caller's IAM policies refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from nuage.athena.objects.store import ObjectStore


class AwsError(Exception):
    """An AWS API refused a call: its code and its text."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")

    @property
    def denied(self) -> bool:
        """Whether the caller's policies are the reason."""
        return self.code in ("AccessDenied", "AccessDeniedException", "403", "Forbidden")


class Glue(Protocol):
    """The Glue API."""

    def __call__(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation such as GetTable.

        :raises AwsError: when it is refused
        """
        ...


class Files(Protocol):
    """Objects that Athena itself writes and reads back: results, and the data of CTAS, INSERT and UNLOAD."""

    def put(self, bucket: str, key: str, body: bytes, content_type: str = "application/octet-stream") -> None:
        """PutObject. :raises AwsError: when it is refused."""
        ...

    def get(self, bucket: str, key: str) -> bytes:
        """GetObject. :raises AwsError: when it is refused, or NoSuchKey."""
        ...

    def any(self, bucket: str, prefix: str) -> bool:
        """Whether there is an object with the prefix. :raises AwsError: when it is refused."""
        ...

    def delete(self, bucket: str, key: str) -> None:
        """DeleteObject. :raises AwsError: when it is refused."""
        ...

    def location(self, bucket: str) -> None:
        """GetBucketLocation. :raises AwsError: when it is refused, or NoSuchBucket."""
        ...


@dataclass(frozen=True)
class Session:
    """A caller: an account and a region, and what it may use."""

    account: str
    region: str
    glue: Glue
    objects: ObjectStore
    files: Files


def all_pages(glue: Glue, operation: str, member: str, **parameters: Any) -> list[dict[str, Any]]:
    """All pages of a list of Glue's.

    :param member: of the answers, which holds the list
    :raises AwsError: when it is refused
    """
    found: list[dict[str, Any]] = []
    while True:
        answer = glue(operation, **parameters)
        found += answer.get(member, [])
        if not answer.get("NextToken"):
            return found
        parameters["NextToken"] = answer["NextToken"]


def split_uri(uri: str) -> tuple[str, str]:
    """The bucket and the key of s3://bucket/key.

    :raises ValueError: when it is no S3 address
    """
    if not uri.startswith("s3://"):
        raise ValueError(uri)
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    if not bucket:
        raise ValueError(uri)
    return bucket, key
