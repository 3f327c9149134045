"""What S3's operations demand: here operation and action often have different names.

Source: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from nuage.iam import catalog
from nuage.iam.calls import Call, Demand, UnmappedOperationError

ACTIONS = {
    "CompleteMultipartUpload": "PutObject",
    "CreateBucketMetadataConfiguration": "CreateBucketMetadataTableConfiguration",
    "CreateMultipartUpload": "PutObject",
    "DeleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "DeleteBucketCors": "PutBucketCORS",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "DeleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeleteBucketMetadataConfiguration": "DeleteBucketMetadataTableConfiguration",
    "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "DeleteObjects": "DeleteObject",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration": "GetInventoryConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketMetadataConfiguration": "GetBucketMetadataTableConfiguration",
    "GetBucketMetricsConfiguration": "GetMetricsConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "ListBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "ListBucketInventoryConfigurations": "GetInventoryConfiguration",
    "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
    "ListBuckets": "ListAllMyBuckets",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "ListParts": "ListMultipartUploadParts",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "PutBucketInventoryConfiguration": "PutInventoryConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "PutBucketReplication": "PutReplicationConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "SelectObjectContent": "GetObject",
    "UploadPart": "PutObject",
}

# with a VersionId these act on a version, which is an action of its own
VERSIONED = {
    "DeleteObject": "DeleteObjectVersion",
    "DeleteObjectTagging": "DeleteObjectVersionTagging",
    "GetObject": "GetObjectVersion",
    "GetObjectAcl": "GetObjectVersionAcl",
    "GetObjectAttributes": "GetObjectVersionAttributes",
    "GetObjectTagging": "GetObjectVersionTagging",
    "PutObjectAcl": "PutObjectVersionAcl",
    "PutObjectTagging": "PutObjectVersionTagging",
}

COPIES = frozenset({"CopyObject", "UploadPartCopy"})

# parameter of the request -> condition key
KEYS = {
    "Prefix": "s3:prefix",
    "Delimiter": "s3:delimiter",
    "MaxKeys": "s3:max-keys",
    "VersionId": "s3:versionid",
    "ACL": "s3:x-amz-acl",
    "ServerSideEncryption": "s3:x-amz-server-side-encryption",
    "SSEKMSKeyId": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "StorageClass": "s3:x-amz-storage-class",
    "CopySource": "s3:x-amz-copy-source",
    "MetadataDirective": "s3:x-amz-metadata-directive",
    "WebsiteRedirectLocation": "s3:x-amz-website-redirect-location",
    "ObjectLockMode": "s3:object-lock-mode",
    "ObjectLockLegalHoldStatus": "s3:object-lock-legal-hold",
    "ObjectOwnership": "s3:x-amz-object-ownership",
    "GrantFullControl": "s3:x-amz-grant-full-control",
    "GrantRead": "s3:x-amz-grant-read",
    "GrantReadACP": "s3:x-amz-grant-read-acp",
    "GrantWrite": "s3:x-amz-grant-write",
    "GrantWriteACP": "s3:x-amz-grant-write-acp",
    "IfMatch": "s3:if-match",
    "IfNoneMatch": "s3:if-none-match",
}
ACL_PARAMETERS = ("ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")


def demands(call: Call) -> list[Demand]:
    """What an S3 call demands.

    :raises UnmappedOperationError: when the operation is not one of general purpose buckets
    """
    keys = _keys(call)
    if resource := call.text("ResourceArn"):  # S3 Control names resources by their ARNs
        return [Demand(_action(call, call.operation, None), resource, keys)]
    bucket, key = call.text("Bucket"), call.text("Key")
    if call.operation in COPIES:
        return [_source(call), *_writes(call, bucket, key, keys)]
    if call.operation == "DeleteObjects":
        return [
            Demand(
                _action(call, "DeleteObject", item.get("VersionId")), _object(call, bucket, item["Key"]), keys
            )
            for item in call.nested("Delete", "Objects")
        ]
    name = ACTIONS.get(call.operation, call.operation)
    action = _action(call, name, call.text("VersionId"))
    details = catalog.action("s3", action.partition(":")[2])
    types = {kind.name for kind in details.types} if details else set()
    if key and "object" in types:
        if action == "s3:PutObject":
            return _writes(call, bucket, key, keys)
        resource = _object(call, bucket, key)
        read = [Demand("s3:GetObject", resource, keys)] if call.operation == "GetObjectAttributes" else []
        return [*read, Demand(action, resource, keys)]
    resource = _bucket(call, bucket) if bucket and "bucket" in types else "*"
    return [Demand(action, resource, keys), *_new_bucket(call, resource, keys)]


def _action(call: Call, name: str, version: str | None) -> str:
    if version:
        name = VERSIONED.get(name, name)
    found = catalog.action("s3", name)
    if found is None:
        raise UnmappedOperationError(call.operation)
    return found.name


def _bucket(call: Call, bucket: str) -> str:
    return f"arn:{call.partition}:s3:::{bucket}"


def _object(call: Call, bucket: str, key: str) -> str:
    return f"arn:{call.partition}:s3:::{bucket}/{key}"


def _writes(call: Call, bucket: str, key: str, keys: dict[str, Any]) -> list[Demand]:
    """PutObject, and what its optional parts demand beside it."""
    resource = _object(call, bucket, key)
    found = [Demand("s3:PutObject", resource, keys)]
    if any(call.text(name) for name in ACL_PARAMETERS):
        found.append(Demand("s3:PutObjectAcl", resource, keys))
    if call.text("Tagging"):
        found.append(Demand("s3:PutObjectTagging", resource, keys))
    if call.text("ObjectLockMode") or call.parameters.get("ObjectLockRetainUntilDate"):
        found.append(Demand("s3:PutObjectRetention", resource, keys))
    if call.text("ObjectLockLegalHoldStatus"):
        found.append(Demand("s3:PutObjectLegalHold", resource, keys))
    return found


def _new_bucket(call: Call, resource: str, keys: dict[str, Any]) -> Iterator[Demand]:
    if call.operation != "CreateBucket":
        return
    if any(call.text(name) for name in ACL_PARAMETERS):
        yield Demand("s3:PutBucketAcl", resource, keys)
    if call.text("ObjectOwnership"):
        yield Demand("s3:PutBucketOwnershipControls", resource, keys)
    if call.parameters.get("ObjectLockEnabledForBucket"):
        yield Demand("s3:PutBucketObjectLockConfiguration", resource, keys)
    if any(call.nested("CreateBucketConfiguration", "Tags")):
        yield Demand("s3:TagResource", resource, keys)


def _source(call: Call) -> Demand:
    """The read of a copy: `CopySource` is `bucket/key`, url-encoded, maybe with `?versionId=…`."""
    source, _, version = call.text("CopySource").partition("?versionId=")
    bucket, _, key = unquote(source).removeprefix("/").partition("/")
    return Demand(_action(call, "GetObject", version), _object(call, bucket, key))


def _keys(call: Call) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    for name, value in call.parameters.items():
        if name in KEYS and value is not None and not (value == "" and name != "Prefix"):
            keys[KEYS[name]] = str(value)
    configuration = call.parameters.get("CreateBucketConfiguration") or {}
    if location := configuration.get("LocationConstraint"):
        keys["s3:locationconstraint"] = location
    if tags := configuration.get("Tags"):
        keys["aws:tagkeys"] = [tag["Key"] for tag in tags]
        keys |= {f"aws:requesttag/{tag['Key'].lower()}": tag["Value"] for tag in tags}
    return keys
