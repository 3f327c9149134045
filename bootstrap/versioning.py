"""Versioning of a bucket's objects: a step of its own in the second lab's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError

from bootstrap.clients import Clients
from bootstrap.errors import code
from bootstrap.state import MISSING, WANTED, State


@dataclass(frozen=True)
class Versioning:
    """A bucket keeps every version of its objects. Once enabled, it can only be suspended."""

    bucket: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"versioning of {self.bucket}"

    def look(self, clients: Clients) -> State:
        """Missing where it is suspended or was never enabled, or the bucket is not there."""
        try:
            status = clients.s3.get_bucket_versioning(Bucket=self.bucket).get("Status")
        except ClientError as error:
            if code(error) == "NoSuchBucket":
                return MISSING
            raise
        return WANTED if status == "Enabled" else MISSING

    def create(self, clients: Clients) -> None:
        """Enable it."""
        self._put(clients, "Enabled")

    def update(self, clients: Clients) -> None:
        """Never called: it is enabled or not."""

    def destroy(self, clients: Clients) -> None:
        """Suspend it; the versions that there are stay."""
        self._put(clients, "Suspended")

    def _put(self, clients: Clients, status: str) -> None:
        clients.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": status})
