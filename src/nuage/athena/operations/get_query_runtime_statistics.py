"""GetQueryRuntimeStatistics: times, and rows and bytes in and out. There are no stages to tell of."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.query_executions import find, times
from nuage.athena.executions import SUCCEEDED
from nuage.athena.state import Document


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
