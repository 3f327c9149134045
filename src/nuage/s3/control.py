"""S3 Control: the tags of buckets, as Terraform's provider reads and writes them since 6.23.

TagResource, UntagResource and ListTagsForResource act on the same tags as S3's own PutBucketTagging,
GetBucketTagging and DeleteBucketTagging: LocalStack keeps them in one place. What else S3 Control has is
LocalStack's as it is.
"""

from __future__ import annotations

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.aws.api.s3control import (
    ListTagsForResourceRequest,
    ListTagsForResourceResult,
    TagResourceRequest,
    TagResourceResult,
    UntagResourceRequest,
    UntagResourceResult,
)
from localstack.services.s3control.provider import S3ControlProvider

from nuage.s3 import tags


class NuageS3ControlProvider(S3ControlProvider):
    """Refuses another account's id, more tags than a bucket can have, and says what it does not tag."""

    @handler("TagResource", expand=False)
    def tag_resource(self, context: RequestContext, request: TagResourceRequest) -> TagResourceResult:
        """Add tags to those that a bucket has; a key that is there gets the new value.

        :raises CommonServiceException: BadRequest, with more tags than a bucket can have
        """
        _check(context, request["AccountId"], request["ResourceArn"])
        there = super().list_tags_for_resource(context, request["AccountId"], request["ResourceArn"])
        tags.check_count([*(there.get("Tags") or []), *request["Tags"]])
        return super().tag_resource(context, request["AccountId"], request["ResourceArn"], request["Tags"])

    @handler("UntagResource", expand=False)
    def untag_resource(self, context: RequestContext, request: UntagResourceRequest) -> UntagResourceResult:
        """Take tags away by their keys; a key that is not there is no error."""
        _check(context, request["AccountId"], request["ResourceArn"])
        keys = request["TagKeys"]
        return super().untag_resource(context, request["AccountId"], request["ResourceArn"], keys)

    @handler("ListTagsForResource", expand=False)
    def list_tags_for_resource(
        self, context: RequestContext, request: ListTagsForResourceRequest
    ) -> ListTagsForResourceResult:
        """The tags of a bucket; none is an empty list, where GetBucketTagging says NoSuchTagSet."""
        _check(context, request["AccountId"], request["ResourceArn"])
        return super().list_tags_for_resource(context, request["AccountId"], request["ResourceArn"])


def _check(context: RequestContext, account: str, arn: str) -> None:
    """Whose resource it is, and whether it is one that we tag.

    :raises CommonServiceException: AccessDenied for another account; 501 for what is no bucket
    """
    if account != context.account_id:
        raise CommonServiceException("AccessDenied", "Access Denied", 403)
    if not arn.startswith(f"arn:{context.partition}:s3:::"):
        # access points, Storage Lens groups and S3 Access Grants
        raise CommonServiceException(
            "NotImplemented", f"{context.operation.name} is there for buckets alone, not for {arn}", 501
        )
