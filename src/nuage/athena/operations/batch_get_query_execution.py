"""BatchGetQueryExecution: 50 at most."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.api.query_executions import describe
from nuage.athena.state import Document


def batch_get_query_execution(call: Call, request: Document) -> Document:
    """BatchGetQueryExecution: 50 at most."""
    require(request, "QueryExecutionIds")
    asked = request["QueryExecutionIds"]
    if not 1 <= len(asked) <= 50:
        raise invalid(
            "1 validation error detected: Value at 'queryExecutionIds' failed to satisfy constraint: Member "
            f"must have length {'greater than or equal to 1' if not asked else 'less than or equal to 50'}"
        )
    found = {key: call.state.executions.get(key) for key in asked}
    now = call.life.monotonic()
    return {
        "QueryExecutions": [describe(execution, now) for execution in found.values() if execution],
        "UnprocessedQueryExecutionIds": [
            {
                "QueryExecutionId": key,
                "ErrorCode": "QUERY_EXECUTION_NOT_FOUND",
                "ErrorMessage": f"QueryExecution {key} was not found",
            }
            for key, execution in found.items()
            if execution is None
        ],
    }
