"""GetQueryResults: pages of the result file, which is read as the caller (reference, section 3.4)."""

from __future__ import annotations

import threading
from collections import OrderedDict

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import AthenaError, invalid
from nuage.athena.api.query_executions import find
from nuage.athena.api.result_file import csv_rows, txt_rows
from nuage.athena.executions import CANCELLED, FAILED, SUCCEEDED, Execution
from nuage.athena.session import AwsError, split_uri
from nuage.athena.state import Document
from nuage.athena.statements import DML
from nuage.athena.values import result_row

MOST = 1000
Rows = list[list[str | None]]


class _Parsed:
    """The last few result files, parsed: a client asks for one page after the other."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, bytes], Rows] = OrderedDict()
        self._lock = threading.Lock()

    def rows(self, execution: Execution, body: bytes) -> Rows:
        key = (execution.location, body)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        columns = (execution.outcome.columns if execution.outcome else None) or []
        made = csv_rows(body) if execution.location.endswith(".csv") else txt_rows(body, len(columns))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


_PARSED = _Parsed(4)


def get_query_results(call: Call, request: Document) -> Document:
    """GetQueryResults."""
    token = request.get("NextToken")
    size = request.get("MaxResults")
    if token == "":
        raise invalid(
            "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must "
            "have length greater than or equal to 1"
        )
    if size is not None and size < 1:
        raise invalid(
            f"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1"
        )
    execution = find(call, request)
    if size is not None and size > MOST:
        raise invalid(f"MaxResults is more than maximum allowed length {MOST}")
    _check_state(execution)
    if execution.state == FAILED:
        return {"ResultSet": {"Rows": []}}
    outcome = execution.outcome
    columns = (outcome.columns if outcome else None) or []
    answer: Document = {"ResultSet": {"Rows": [], "ResultSetMetadata": {"ColumnInfo": columns}}}
    if outcome is not None and outcome.update_count is not None:
        answer["UpdateCount"] = outcome.update_count
    if outcome is None or outcome.columns is None or outcome.body is None:
        if token is not None:
            raise _malformed(token)
        return answer
    rows = _PARSED.rows(execution, _body(call, execution))
    shown, rest = page(rows, request, MOST, _malformed)
    # a full page always carries a token, even if nothing is left
    if not rest and len(shown) == (size or MOST):
        start = int(str(token).removeprefix("page-")) if token else 0
        rest = {"NextToken": f"page-{start + len(shown)}"}
    answer["ResultSet"]["Rows"] = [result_row(row) for row in shown]
    return {**answer, **rest}


def _malformed(token: str) -> AthenaError:
    return invalid(f"Malformed nextPageToken {token}")


def _check_state(execution: Execution) -> None:
    if execution.state == CANCELLED:
        raise invalid("Could not find results", "RESULT_NOT_FOUND")
    if execution.state == FAILED and execution.statement_type == DML:
        raise invalid(
            "Query did not finish successfully. Final query state: FAILED", "INVALID_QUERY_EXECUTION_STATE"
        )
    if execution.state not in (SUCCEEDED, FAILED):
        raise invalid(
            f"Query has not yet finished. Current state: {execution.state}", "INVALID_QUERY_EXECUTION_STATE"
        )


def _body(call: Call, execution: Execution) -> bytes:
    try:
        return call.session.files.get(*split_uri(execution.location))
    except AwsError as error:
        if error.denied:
            raise invalid(f"Permission denied on S3 path: {execution.location}", "ACCESS_DENIED") from error
        raise invalid("Could not find results", "RESULT_NOT_FOUND") from error
