"""An S3 bucket: the one that the tweets land in, and the one of Athena's results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from bootstrap import progress
from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError, code
from bootstrap.state import MISSING, WANTED, State
from bootstrap.tags import Tags, pairs

# an invocation that was under way may still write while we empty the bucket
ATTEMPTS = 3


@dataclass(frozen=True)
class Bucket:
    """A bucket with AWS's defaults: private, not versioned."""

    name: str
    region: str
    setting: str = "bucket"  # what names it in settings.toml
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"bucket {self.name}"

    def look(self, clients: Clients) -> State:
        """Missing or there. A bucket has nothing of ours to compare.

        :raises BootstrapError: when it is another account's, or in another region
        """
        try:
            clients.s3.head_bucket(Bucket=self.name)
        except ClientError as error:
            if code(error) in {"404", "NoSuchBucket"}:
                return MISSING
            if code(error) == "403":
                raise BootstrapError(
                    f"the bucket name {self.name} is taken by another account, or you may not look at it. "
                    f"Choose another with --set {self.setting}=NAME."
                ) from error
            raise
        # AWS answers null for its first region: docs of S3's GetBucketLocation
        region = clients.s3.get_bucket_location(Bucket=self.name)["LocationConstraint"] or "us-east-1"
        if region != self.region:
            raise BootstrapError(
                f"the bucket {self.name} is in {region}, and we act in {self.region}. "
                f"Set AWS_DEFAULT_REGION={region}, or choose another name with "
                f"--set {self.setting}=NAME."
            )
        return WANTED

    def create(self, clients: Clients) -> None:
        """Make it in our region, which `us-east-1` wants left out."""
        configuration: dict[str, Any] = {}
        if self.region != "us-east-1":
            configuration["LocationConstraint"] = self.region
        if self.tags:
            configuration["Tags"] = pairs(self.tags)
        where = {"CreateBucketConfiguration": configuration} if configuration else {}
        # boto3 asks again when an answer is lost: then the first request did it
        with suppress(clients.s3.exceptions.BucketAlreadyOwnedByYou):
            clients.s3.create_bucket(Bucket=self.name, **where)

    def update(self, clients: Clients) -> None:
        """Never called: `look` finds no differences."""

    def destroy(self, clients: Clients) -> None:
        """Delete every version of every object and what was left half uploaded, then the bucket."""
        for attempt in range(1, ATTEMPTS + 1):
            self._empty(clients)
            try:
                clients.s3.delete_bucket(Bucket=self.name)
            except ClientError as error:
                # boto3 asks again after a server error or a lost answer: then the first request did it
                if code(error) == "NoSuchBucket":
                    return
                if code(error) != "BucketNotEmpty" or attempt == ATTEMPTS:
                    raise
            else:
                return

    def _empty(self, clients: Clients) -> None:
        self._abort_uploads(clients)
        total = sum(len(page) for page in self._versions(clients))
        with progress.bar(f"emptying {self.name}", total) as advance:
            for page in self._versions(clients):
                answer = clients.s3.delete_objects(Bucket=self.name, Delete={"Objects": page, "Quiet": True})
                for failure in answer.get("Errors", []):
                    raise BootstrapError(
                        f"{failure['Key']} in {self.name} cannot be deleted: "
                        f"{failure['Code']}, {failure['Message']}"
                    )
                advance(len(page))

    def _abort_uploads(self, clients: Clients) -> None:
        for page in clients.s3.get_paginator("list_multipart_uploads").paginate(Bucket=self.name):
            for upload in page.get("Uploads", []):
                with suppress(clients.s3.exceptions.NoSuchUpload):  # completed or aborted since
                    clients.s3.abort_multipart_upload(
                        Bucket=self.name, Key=upload["Key"], UploadId=upload["UploadId"]
                    )

    def _versions(self, clients: Clients) -> Iterator[list[dict[str, str]]]:
        """Versions and delete markers, at most 1,000 at a time."""
        for page in clients.s3.get_paginator("list_object_versions").paginate(Bucket=self.name):
            both = page.get("Versions", []) + page.get("DeleteMarkers", [])
            if both:
                yield [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in both]
