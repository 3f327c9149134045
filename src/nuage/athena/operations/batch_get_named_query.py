"""BatchGetNamedQuery."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import require
from nuage.athena.api.named_queries import shown
from nuage.athena.state import Document


def batch_get_named_query(call: Call, request: Document) -> Document:
    """BatchGetNamedQuery."""
    require(request, "NamedQueryIds")
    kept = call.state.named_queries
    return {
        "NamedQueries": [shown(kept[key]) for key in request["NamedQueryIds"] if key in kept],
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
