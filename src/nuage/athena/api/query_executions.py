"""An execution as the API describes it."""

from __future__ import annotations

from typing import Any

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.executions import Execution
from nuage.athena.state import Document, engine_version


def find(call: Call, request: Document) -> Execution:
    """The execution that a request names.

    :raises AthenaError: QUERY_EXECUTION_NOT_FOUND
    """
    require(request, "QueryExecutionId")
    made = request["QueryExecutionId"]
    found = call.state.executions.get(made)
    if found is None:
        raise invalid(f"QueryExecution {made} was not found", "QUERY_EXECUTION_NOT_FOUND")
    return found


def describe(execution: Execution, now: float) -> Document:
    """A QueryExecution.

    :param now: on the monotonic clock, for what has not ended
    """
    with execution.lock:
        result = {**execution.result_configuration, "OutputLocation": execution.location}
        status: dict[str, Any] = {"State": execution.state, "SubmissionDateTime": execution.submitted_at}
        if execution.completed_at is not None:
            status["CompletionDateTime"] = execution.completed_at
        if execution.reason is not None:
            status["StateChangeReason"] = execution.reason
        if execution.error is not None:
            status["AthenaError"] = execution.error
        described: Document = {
            "QueryExecutionId": execution.id,
            "Query": execution.query,
            "StatementType": execution.statement_type,
            "SubstatementType": execution.substatement,
            "ResultConfiguration": result,
            "QueryExecutionContext": execution.context,
            "Status": status,
            "Statistics": statistics(execution, now),
            "WorkGroup": execution.work_group,
            "EngineVersion": engine_version(),
        }
        if execution.parameters:
            described["ExecutionParameters"] = list(execution.parameters)
        if execution.reuse is not None:
            described["ResultReuseConfiguration"] = {"ResultReuseByAgeConfiguration": execution.reuse}
        return described


def times(execution: Execution, now: float) -> dict[str, int]:
    """How long each part took, in milliseconds; a part that has not begun has no entry."""
    line = execution.timeline
    end = line.completed if line.completed is not None else now
    started = line.started if line.started is not None else end
    executed = line.executed if line.executed is not None else end

    def milliseconds(begin: float, until: float) -> int:
        return max(0, round((until - begin) * 1000))

    made = {
        "TotalExecutionTimeInMillis": milliseconds(line.submitted, end),
        "QueryQueueTimeInMillis": milliseconds(line.submitted, started),
    }
    if line.started is not None:
        # AWS counts planning, and the reading of tables, as parts of the engine's time
        made["EngineExecutionTimeInMillis"] = milliseconds(started, executed)
        if line.planned is not None:
            made["QueryPlanningTimeInMillis"] = milliseconds(started, line.planned)
        made["ServiceProcessingTimeInMillis"] = milliseconds(executed, end)
    return made


def statistics(execution: Execution, now: float) -> Document:
    """QueryExecutionStatistics."""
    made: Document = {
        **times(execution, now),
        "DataScannedInBytes": execution.measures.scanned,
        "ResultReuseInformation": {"ReusedPreviousResult": execution.reused},
    }
    if execution.manifest is not None:
        made["DataManifestLocation"] = execution.manifest
    return made
