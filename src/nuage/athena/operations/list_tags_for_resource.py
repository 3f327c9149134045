"""ListTagsForResource: 75 a page at least."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.tags import tagged
from nuage.athena.state import Document


def list_tags_for_resource(call: Call, request: Document) -> Document:
    """ListTagsForResource: 75 a page at least."""
    tags = call.state.tags.get(tagged(call, request), {})
    shown, rest = page([{"Key": key, "Value": value} for key, value in sorted(tags.items())], request, 75)
    return {"Tags": shown, **rest}
