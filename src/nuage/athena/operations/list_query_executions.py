"""ListQueryExecutions: those of a work group, the newest first, 50 a page at most."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.state import PRIMARY, Document


def list_query_executions(call: Call, request: Document) -> Document:
    """ListQueryExecutions: those of a work group, the newest first, 50 a page at most."""
    name = request.get("WorkGroup") or PRIMARY
    call.work_group(name)
    with call.state.lock:
        keys = [key for key, e in call.state.executions.items() if e.work_group == name]
    shown, rest = page(keys[::-1], request, 50)
    return {"QueryExecutionIds": shown, **rest}
