"""TagResource."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.tags import tagged
from nuage.athena.state import Document


def tag_resource(call: Call, request: Document) -> Document:
    """TagResource."""
    arn = tagged(call, request)
    kept = call.state.tags.setdefault(arn, {})
    kept.update({tag["Key"]: tag.get("Value", "") for tag in request.get("Tags") or ()})
    return {}
