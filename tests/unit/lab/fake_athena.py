"""An Athena that answers what a test tells it to, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError


@dataclass
class FakeAthena:
    """`looks` are the QueryExecutions of one look after another; the last one stays."""

    looks: list[dict[str, Any]]
    pages: list[dict[str, Any]] = field(default_factory=list)
    refusal: str = ""  # of StartQueryExecution
    unreadable: str = ""  # what GetQueryResults refuses with
    started: list[dict[str, Any]] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def start_query_execution(self, **request: Any) -> dict[str, str]:
        if self.refusal:
            raise refused(self.refusal, "StartQueryExecution")
        self.started.append(request)
        return {"QueryExecutionId": "q"}

    def get_query_execution(self, **_: str) -> dict[str, Any]:
        return {"QueryExecution": self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]}

    def stop_query_execution(self, **request: str) -> None:
        self.stopped.append(request["QueryExecutionId"])

    def get_paginator(self, name: str) -> FakeAthena:
        assert name == "get_query_results"
        return self

    def paginate(self, **_: Any) -> Iterator[dict[str, Any]]:
        if self.unreadable:
            raise refused(self.unreadable, "GetQueryResults")
        yield from self.pages


def refused(text: str, operation: str) -> ClientError:
    """Athena's answer to a bad request."""
    return ClientError({"Error": {"Code": "InvalidRequestException", "Message": text}}, operation)


def look(state: str, kind: str = "SELECT", reason: str = "", scanned: int = 0) -> dict[str, Any]:
    """A QueryExecution."""
    status = {"State": state} | ({"StateChangeReason": reason} if reason else {})
    statistics = {"DataScannedInBytes": scanned, "TotalExecutionTimeInMillis": 1230}
    return {"Status": status, "SubstatementType": kind, "Statistics": statistics}


def page(columns: dict[str, str], rows: list[list[str | None]]) -> dict[str, Any]:
    """An answer of GetQueryResults."""
    return {
        "ResultSet": {
            "ResultSetMetadata": {"ColumnInfo": [{"Name": n, "Type": t} for n, t in columns.items()]},
            "Rows": [{"Data": [{} if v is None else {"VarCharValue": v} for v in row]} for row in rows],
        }
    }
