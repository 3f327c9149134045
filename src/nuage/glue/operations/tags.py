"""Tags of databases, and of whatever else has an ARN: GetTags, TagResource, UntagResource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuage.glue.catalog import Catalog

Request = dict[str, Any]


def set_tags(catalog: Catalog, arn: str, tags: Mapping[str, str] | None) -> None:
    """Add tags to what has this ARN."""
    if tags:
        catalog.backend.tag_resource(arn, dict(tags))


def forget_tags(catalog: Catalog, arn: str) -> None:
    """What is gone has no tags: its name may come back."""
    keys = list(catalog.backend.get_tags(arn))
    if keys:
        catalog.backend.untag_resource(arn, keys)


def get_tags(catalog: Catalog, request: Request) -> Request:
    """GetTags."""
    return {"Tags": catalog.backend.get_tags(request["ResourceArn"])}


def tag_resource(catalog: Catalog, request: Request) -> Request:
    """TagResource."""
    set_tags(catalog, request["ResourceArn"], request.get("TagsToAdd"))
    return {}


def untag_resource(catalog: Catalog, request: Request) -> Request:
    """UntagResource."""
    catalog.backend.untag_resource(request["ResourceArn"], request.get("TagsToRemove") or [])
    return {}
