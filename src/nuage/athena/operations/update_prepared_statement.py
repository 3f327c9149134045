"""UpdatePreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import require
from nuage.athena.api.prepared_statements import find, made
from nuage.athena.state import Document


def update_prepared_statement(call: Call, request: Document) -> Document:
    """UpdatePreparedStatement."""
    require(request, "QueryStatement")
    with call.state.lock:
        find(call, request)
        call.state.prepared[(request["WorkGroup"], request["StatementName"])] = made(call, request)
    return {}
