"""DeletePreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.prepared_statements import find
from nuage.athena.state import Document


def delete_prepared_statement(call: Call, request: Document) -> Document:
    """DeletePreparedStatement."""
    with call.state.lock:
        find(call, request)
        del call.state.prepared[(request["WorkGroup"], request["StatementName"])]
    return {}
