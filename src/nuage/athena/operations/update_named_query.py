"""UpdateNamedQuery."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import require
from nuage.athena.api.named_queries import find
from nuage.athena.state import Document


def update_named_query(call: Call, request: Document) -> Document:
    """UpdateNamedQuery."""
    require(request, "Name", "QueryString")
    with call.state.lock:
        found = find(call, request)
        found.update(Name=request["Name"], QueryString=request["QueryString"])
        if request.get("Description") is not None:
            found["Description"] = request["Description"]
    return {}
