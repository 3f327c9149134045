"""ListNamedQueries: those of a work group, 50 a page at most."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.state import PRIMARY, Document


def list_named_queries(call: Call, request: Document) -> Document:
    """ListNamedQueries: those of a work group, 50 a page at most."""
    group = request.get("WorkGroup") or PRIMARY
    call.work_group(group)
    keys = [key for key, query in list(call.state.named_queries.items()) if query["WorkGroup"] == group]
    shown, rest = page(keys, request, 50)
    return {"NamedQueryIds": shown, **rest}
