"""GetQueryExecution."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.query_executions import describe, find
from nuage.athena.state import Document


def get_query_execution(call: Call, request: Document) -> Document:
    """GetQueryExecution."""
    return {"QueryExecution": describe(find(call, request), call.life.monotonic())}
