"""DeleteNamedQuery."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.named_queries import find
from nuage.athena.state import Document


def delete_named_query(call: Call, request: Document) -> Document:
    """DeleteNamedQuery."""
    with call.state.lock:
        find(call, request)
        del call.state.named_queries[request["NamedQueryId"]]
    return {}
