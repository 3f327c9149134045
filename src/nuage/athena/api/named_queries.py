"""What the operations on named queries share."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.state import Document


def shown(query: Document) -> Document:
    """A NamedQuery: without the token that made it."""
    return {key: value for key, value in query.items() if key != "token"}


def find(call: Call, request: Document) -> Document:
    """The named query that a request names.

    :raises AthenaError: NAMED_QUERY_NOT_FOUND
    """
    require(request, "NamedQueryId")
    found = call.state.named_queries.get(request["NamedQueryId"])
    if found is None:
        raise invalid(f"NamedQuery {request['NamedQueryId']} was not found", "NAMED_QUERY_NOT_FOUND")
    return found
