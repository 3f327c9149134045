"""LocalStack's S3, and two rules of AWS's that it lacks."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import RequestContext, handler
from localstack.aws.api.s3 import CopyObjectOutput, CopyObjectRequest, StorageClass
from localstack.services.s3.models import s3_stores
from localstack.services.s3.provider import S3Provider
from localstack.services.s3.utils import extract_bucket_key_version_id_from_copy_source


class NuageS3Provider(S3Provider):
    """Lets a version be restored by copying it onto its own key; a bucket's tags go with it."""

    def delete_bucket(self, context: RequestContext, bucket: str, **more: Any) -> None:
        """Delete a bucket. LocalStack keeps its tags, and would give them to the next one of that name."""
        super().delete_bucket(context, bucket, **more)
        for regions in s3_stores.values():
            for store in regions.values():
                store.TAGS.tags.pop(f"arn:{context.partition}:s3:::{bucket}", None)

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
