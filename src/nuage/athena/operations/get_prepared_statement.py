"""GetPreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.prepared_statements import find
from nuage.athena.state import Document


def get_prepared_statement(call: Call, request: Document) -> Document:
    """GetPreparedStatement."""
    return {"PreparedStatement": find(call, request)}
