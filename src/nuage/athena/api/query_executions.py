"""Executions: StopQueryExecution, Get-, BatchGet- and ListQueryExecution(s), GetQueryRuntimeStatistics."""

from __future__ import annotations

from typing import Any

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import invalid, require
from nuage.athena.executions import SUCCEEDED, Execution
from nuage.athena.state import PRIMARY, Document, engine_version


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


def stop_query_execution(call: Call, request: Document) -> Document:
    """StopQueryExecution: a finished one is left as it is."""
    find(call, request).stop(call.life.monotonic(), call.now)
    return {}


def get_query_execution(call: Call, request: Document) -> Document:
    """GetQueryExecution."""
    return {"QueryExecution": describe(find(call, request), call.life.monotonic())}


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


def list_query_executions(call: Call, request: Document) -> Document:
    """ListQueryExecutions: those of a work group, the newest first, 50 a page at most."""
    name = request.get("WorkGroup") or PRIMARY
    call.work_group(name)
    with call.state.lock:
        keys = [key for key, e in call.state.executions.items() if e.work_group == name]
    shown, rest = page(keys[::-1], request, 50)
    return {"QueryExecutionIds": shown, **rest}


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


def get_query_runtime_statistics(call: Call, request: Document) -> Document:
    """GetQueryRuntimeStatistics: times, and rows and bytes in and out. There are no stages to tell of."""
    execution = find(call, request)
    made: Document = {"Timeline": times(execution, call.life.monotonic())}
    if execution.state == SUCCEEDED:
        measures = execution.measures
        rows: Document = {"InputBytes": measures.scanned}
        if measures.output_rows is not None:
            rows["OutputRows"] = measures.output_rows
        if measures.output_bytes is not None:
            rows["OutputBytes"] = measures.output_bytes
        made["Rows"] = rows
    return {"QueryRuntimeStatistics": made}
