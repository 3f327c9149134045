"""BatchGetPreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import require
from nuage.athena.api.prepared_statements import missing
from nuage.athena.state import Document


def batch_get_prepared_statement(call: Call, request: Document) -> Document:
    """BatchGetPreparedStatement."""
    require(request, "PreparedStatementNames", "WorkGroup")
    group = request["WorkGroup"]
    call.work_group(group)
    found = {name: call.state.prepared.get((group, name)) for name in request["PreparedStatementNames"]}
    return {
        "PreparedStatements": [statement for statement in found.values() if statement],
        "UnprocessedPreparedStatementNames": [
            {
                "StatementName": name,
                "ErrorCode": "STATEMENT_NOT_FOUND",
                "ErrorMessage": missing(name, group).message,
            }
            for name, statement in found.items()
            if statement is None
        ],
    }
