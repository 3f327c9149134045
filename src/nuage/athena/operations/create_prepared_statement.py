"""CreatePreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.api.prepared_statements import made
from nuage.athena.state import Document


def create_prepared_statement(call: Call, request: Document) -> Document:
    """CreatePreparedStatement."""
    require(request, "StatementName", "WorkGroup", "QueryStatement")
    key = (request["WorkGroup"], request["StatementName"])
    call.work_group(key[0])
    with call.state.lock:
        if key in call.state.prepared:
            raise invalid(f"PreparedStatement {key[1]} already exists in workGroup {key[0]}")
        call.state.prepared[key] = made(call, request)
    return {}
