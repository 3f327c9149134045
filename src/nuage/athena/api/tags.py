"""Tags of work groups and data catalogues: TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import not_found, require
from nuage.athena.state import Document


def _check(call: Call, request: Document) -> str:
    """The ARN, of something that there is.

    :raises AthenaError: ResourceNotFoundException
    """
    require(request, "ResourceARN")
    arn = str(request["ResourceARN"])
    names = [
        *(f"workgroup/{n}" for n in call.state.work_groups),
        *(f"datacatalog/{n}" for n in call.state.catalogs),
    ]
    if arn not in (call.state.arn(name) for name in names):
        raise not_found(f"Resource {arn} is not found.", arn)
    return arn


def tag_resource(call: Call, request: Document) -> Document:
    """TagResource."""
    arn = _check(call, request)
    kept = call.state.tags.setdefault(arn, {})
    kept.update({tag["Key"]: tag.get("Value", "") for tag in request.get("Tags") or ()})
    return {}


def untag_resource(call: Call, request: Document) -> Document:
    """UntagResource."""
    kept = call.state.tags.get(_check(call, request), {})
    for key in request.get("TagKeys") or ():
        kept.pop(key, None)
    return {}


def list_tags_for_resource(call: Call, request: Document) -> Document:
    """ListTagsForResource: 75 a page at least."""
    tags = call.state.tags.get(_check(call, request), {})
    shown, rest = page([{"Key": key, "Value": value} for key, value in sorted(tags.items())], request, 75)
    return {"Tags": shown, **rest}
