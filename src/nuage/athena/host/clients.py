"""Glue and S3 through LocalStack's internal clients, with the caller's own key, so that IAM checks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to

from nuage.athena.session import AwsError


@dataclass(frozen=True)
class Credentials:
    """Who calls: an access key, with the token of a session."""

    key: str
    token: str | None
    region: str

    def client(self, service: str) -> Any:
        """A client of this caller; LocalStack keeps the clients that it makes."""
        factory = connect_to(
            aws_access_key_id=self.key,
            aws_secret_access_key="caller",  # noqa: S106 - no signature is checked in the lab
            aws_session_token=self.token,
            region_name=self.region,
        )
        return factory.get_client(service)


def _refusal(error: ClientError) -> AwsError:
    found = error.response.get("Error", {})
    return AwsError(str(found.get("Code", "")), str(found.get("Message", "")))


@dataclass(frozen=True)
class GlueClient:
    """The Glue API for one caller."""

    credentials: Credentials

    def __call__(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation. :raises AwsError: when it is refused."""
        client = self.credentials.client("glue")
        try:
            answer: dict[str, Any] = getattr(client, xform_name(operation))(**parameters)
        except ClientError as error:
            raise _refusal(error) from error
        answer.pop("ResponseMetadata", None)
        return answer


@dataclass(frozen=True)
class S3Files:
    """Objects that Athena writes and reads back, for one caller."""

    credentials: Credentials

    def put(self, bucket: str, key: str, body: bytes, content_type: str = "application/octet-stream") -> None:
        """PutObject."""
        self._call("put_object", Bucket=bucket, Key=key, Body=body, ContentType=content_type)

    def get(self, bucket: str, key: str) -> bytes:
        """GetObject."""
        body: bytes = self._call("get_object", Bucket=bucket, Key=key)["Body"].read()
        return body

    def any(self, bucket: str, prefix: str) -> bool:
        """Whether there is an object with the prefix."""
        found = self._call("list_objects_v2", Bucket=bucket, Prefix=prefix, MaxKeys=1)
        return bool(found.get("KeyCount"))

    def delete(self, bucket: str, key: str) -> None:
        """DeleteObject."""
        self._call("delete_object", Bucket=bucket, Key=key)

    def location(self, bucket: str) -> None:
        """GetBucketLocation."""
        self._call("get_bucket_location", Bucket=bucket)

    def _call(self, method: str, **parameters: Any) -> Any:
        try:
            return getattr(self.credentials.client("s3"), method)(**parameters)
        except ClientError as error:
            raise _refusal(error) from error
