"""CreateNamedQuery: the same token gives the same query."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.api.named_queries import shown
from nuage.athena.state import PRIMARY, Document


def create_named_query(call: Call, request: Document) -> Document:
    """CreateNamedQuery: the same token gives the same query."""
    require(request, "Name", "Database", "QueryString")
    group = request.get("WorkGroup") or PRIMARY
    call.work_group(group)
    token = request.get("ClientRequestToken")
    wanted = {
        key: request[key] for key in ("Name", "Description", "Database", "QueryString") if request.get(key)
    }
    with call.state.lock:
        for key, known in call.state.named_queries.items():
            if token and known["token"] == token:
                if shown(known) != {**wanted, "NamedQueryId": key, "WorkGroup": group}:
                    raise invalid("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
                return {"NamedQueryId": key}
        made = call.new_id()
        call.state.named_queries[made] = {**wanted, "NamedQueryId": made, "WorkGroup": group, "token": token}
    return {"NamedQueryId": made}
