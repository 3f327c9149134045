"""UntagResource."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.tags import tagged
from nuage.athena.state import Document


def untag_resource(call: Call, request: Document) -> Document:
    """UntagResource."""
    kept = call.state.tags.get(tagged(call, request), {})
    for key in request.get("TagKeys") or ():
        kept.pop(key, None)
    return {}
