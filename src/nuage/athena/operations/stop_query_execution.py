"""StopQueryExecution: a finished one is left as it is."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.query_executions import find
from nuage.athena.state import Document


def stop_query_execution(call: Call, request: Document) -> Document:
    """StopQueryExecution: a finished one is left as it is."""
    find(call, request).stop(call.life.monotonic(), call.now)
    return {}
