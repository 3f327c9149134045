"""ListPreparedStatements: by name, 50 a page at most."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import require
from nuage.athena.state import Document


def list_prepared_statements(call: Call, request: Document) -> Document:
    """ListPreparedStatements: by name, 50 a page at most."""
    require(request, "WorkGroup")
    call.work_group(request["WorkGroup"])
    found = sorted(
        (key[1], statement["LastModifiedTime"])
        for key, statement in list(call.state.prepared.items())
        if key[0] == request["WorkGroup"]
    )
    shown, rest = page([{"StatementName": n, "LastModifiedTime": t} for n, t in found], request, 50)
    return {"PreparedStatements": shown, **rest}
