"""DeleteWorkGroup: `primary` stays; one that has been used needs RecursiveDeleteOption."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid
from nuage.athena.api.work_groups import find
from nuage.athena.state import PRIMARY, Document


def delete_work_group(call: Call, request: Document) -> Document:
    """DeleteWorkGroup: `primary` stays; one that has been used needs RecursiveDeleteOption."""
    name = find(call, request)["Name"]
    if name == PRIMARY:
        raise invalid("The primary workgroup cannot be deleted")
    state = call.state
    with state.lock:
        named = [key for key, query in state.named_queries.items() if query["WorkGroup"] == name]
        prepared = [key for key in state.prepared if key[0] == name]
        ran = [key for key, execution in state.executions.items() if execution.work_group == name]
        if (named or prepared or ran) and not request.get("RecursiveDeleteOption"):
            raise invalid(f"WorkGroup {name} is not empty")
        for key in named:
            del state.named_queries[key]
        for pair in prepared:
            del state.prepared[pair]
        for key in ran:
            state.executions.pop(key).stop(call.life.monotonic(), call.now)
        del state.work_groups[name]
        state.tags.pop(state.arn(f"workgroup/{name}"), None)
    return {}
