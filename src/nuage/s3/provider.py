"""LocalStack's S3, and the rules of AWS's that it lacks."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import RequestContext, handler
from localstack.aws.api.s3 import (
    BucketName,
    CopyObjectOutput,
    CopyObjectRequest,
    CreateBucketOutput,
    CreateBucketRequest,
    StorageClass,
    Tagging,
)
from localstack.services.s3.provider import S3Provider
from localstack.services.s3.utils import extract_bucket_key_version_id_from_copy_source

from nuage.s3 import tags


class NuageS3Provider(S3Provider):
    """Lets a version be restored by copying it onto its own key, and knows whose tags are whose."""

    @handler("CopyObject", expand=False)
    def copy_object(self, context: RequestContext, request: CopyObjectRequest) -> CopyObjectOutput:
        """Copy an object.

        AWS refuses to copy an object to itself unless something changes, but a copy that names a version
        is how versions are restored: S3 User Guide, "Restoring previous versions". LocalStack refuses
        that as well. A storage class is a change to it; the standard one is what a copy gets anyway.
        """
        bucket, key, version = extract_bucket_key_version_id_from_copy_source(request.get("CopySource"))
        onto_itself = (bucket, key) == (request["Bucket"], request["Key"])
        if version and onto_itself and not request.get("StorageClass"):
            request["StorageClass"] = StorageClass.STANDARD
        return super().copy_object(context, request)

    @handler("CreateBucket", expand=False)
    def create_bucket(self, context: RequestContext, request: CreateBucketRequest) -> CreateBucketOutput:
        """Create a bucket, with tags if there are some in its configuration.

        :raises CommonServiceException: BadRequest, with more tags than a bucket can have
        """
        tags.check_count((request.get("CreateBucketConfiguration") or {}).get("Tags") or [])
        return super().create_bucket(context, request)

    def put_bucket_tagging(
        self, context: RequestContext, bucket: BucketName, tagging: Tagging, **others: Any
    ) -> None:
        """Replace the tags of a bucket.

        :raises CommonServiceException: BadRequest, with more tags than a bucket can have
        """
        tags.check_count(tagging.get("TagSet") or [])
        super().put_bucket_tagging(context, bucket, tagging, **others)

    def delete_bucket(self, context: RequestContext, bucket: BucketName, **others: Any) -> None:
        """Delete an empty bucket with its tags, which LocalStack leaves to the next bucket of the name."""
        super().delete_bucket(context, bucket, **others)
        self.get_store(context.account_id, context.region).TAGS.tags.pop(
            f"arn:{context.partition}:s3:::{bucket}", None
        )
