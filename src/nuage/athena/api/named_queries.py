"""Named queries: Create, Get, BatchGet, List, Update and DeleteNamedQuery."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import invalid, require
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
                if _shown(known) != {**wanted, "NamedQueryId": key, "WorkGroup": group}:
                    raise invalid("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
                return {"NamedQueryId": key}
        made = call.new_id()
        call.state.named_queries[made] = {**wanted, "NamedQueryId": made, "WorkGroup": group, "token": token}
    return {"NamedQueryId": made}


def _shown(query: Document) -> Document:
    return {key: value for key, value in query.items() if key != "token"}


def _find(call: Call, request: Document) -> Document:
    require(request, "NamedQueryId")
    found = call.state.named_queries.get(request["NamedQueryId"])
    if found is None:
        raise invalid(f"NamedQuery {request['NamedQueryId']} was not found", "NAMED_QUERY_NOT_FOUND")
    return found


def get_named_query(call: Call, request: Document) -> Document:
    """GetNamedQuery."""
    return {"NamedQuery": _shown(_find(call, request))}


def batch_get_named_query(call: Call, request: Document) -> Document:
    """BatchGetNamedQuery."""
    require(request, "NamedQueryIds")
    kept = call.state.named_queries
    return {
        "NamedQueries": [_shown(kept[key]) for key in request["NamedQueryIds"] if key in kept],
        "UnprocessedNamedQueryIds": [
            {
                "NamedQueryId": key,
                "ErrorCode": "NAMED_QUERY_NOT_FOUND",
                "ErrorMessage": f"NamedQuery {key} was not found",
            }
            for key in request["NamedQueryIds"]
            if key not in kept
        ],
    }


def list_named_queries(call: Call, request: Document) -> Document:
    """ListNamedQueries: those of a work group, 50 a page at most."""
    group = request.get("WorkGroup") or PRIMARY
    call.work_group(group)
    keys = [key for key, query in list(call.state.named_queries.items()) if query["WorkGroup"] == group]
    shown, rest = page(keys, request, 50)
    return {"NamedQueryIds": shown, **rest}


def update_named_query(call: Call, request: Document) -> Document:
    """UpdateNamedQuery."""
    require(request, "Name", "QueryString")
    with call.state.lock:
        found = _find(call, request)
        found.update(Name=request["Name"], QueryString=request["QueryString"])
        if request.get("Description") is not None:
            found["Description"] = request["Description"]
    return {}


def delete_named_query(call: Call, request: Document) -> Document:
    """DeleteNamedQuery."""
    with call.state.lock:
        _find(call, request)
        del call.state.named_queries[request["NamedQueryId"]]
    return {}
