"""Running one statement through the Athena API, as any client does: start, look until it has ended, read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from botocore.exceptions import ClientError

from nuage import clock
from nuage.lab.problem import Problem

FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5  # real seconds between two looks
# what GetQueryResults puts the names of the columns before (Athena API Reference, ResultSet)
WITH_HEADER = {"SELECT", "EXECUTE"}
NO_OUTPUT = "No output location provided."

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Look:
    """What GetQueryExecution says at one moment."""

    state: str
    milliseconds: int | None
    scanned: int | None  # bytes

    @classmethod
    def of(cls, execution: dict[str, Any]) -> Look:
        """Read an answer's QueryExecution."""
        statistics = execution.get("Statistics", {})
        return cls(
            execution["Status"]["State"],
            statistics.get("TotalExecutionTimeInMillis"),
            statistics.get("DataScannedInBytes"),
        )


@dataclass(frozen=True)
class Column:
    """A column of a result, with Athena's name of its type."""

    name: str
    type: str


@dataclass(frozen=True)
class Result:
    """What a statement answered. `rows` reads page by page, so it can be gone through once."""

    columns: tuple[Column, ...]
    rows: Iterator[Row]
    look: Look


@dataclass(frozen=True)
class Query:
    """A statement and where it runs; empty texts leave a choice to the work group."""

    athena: Any
    sql: str
    database: str = ""
    output: str = ""
    pause: Callable[[float], None] = field(default=clock.sleep)

    def run(self, progress: Callable[[Look], None]) -> Result:
        """Run it. Whatever interrupts us, such as Ctrl-C, stops the query execution, too.

        :param progress: told each look
        :raises Problem: with Athena's own text, when it is refused, fails or is cancelled
        """
        identity = self._start()
        try:
            execution = self._wait(identity, progress)
        except BaseException:
            self.athena.stop_query_execution(QueryExecutionId=identity)
            raise
        status = execution["Status"]
        if status["State"] != "SUCCEEDED":
            raise Problem(status.get("StateChangeReason") or f"The query execution {identity} was cancelled.")
        return self._result(identity, execution)

    def _start(self) -> str:
        request: dict[str, Any] = {"QueryString": self.sql}
        if self.database:
            request["QueryExecutionContext"] = {"Database": self.database}
        if self.output:
            request["ResultConfiguration"] = {"OutputLocation": self.output}
        try:
            return str(self.athena.start_query_execution(**request)["QueryExecutionId"])
        except ClientError as error:
            text = error.response["Error"]["Message"]
            hint = " Give --output s3://BUCKET/, or run `nuage bootstrap apply`."
            raise Problem(text + (hint if text.startswith(NO_OUTPUT) else "")) from error

    def _wait(self, identity: str, progress: Callable[[Look], None]) -> dict[str, Any]:
        pause = FIRST_PAUSE
        while True:
            answer = self.athena.get_query_execution(QueryExecutionId=identity)
            execution: dict[str, Any] = answer["QueryExecution"]
            look = Look.of(execution)
            progress(look)
            if look.state not in {"QUEUED", "RUNNING"}:
                return execution
            self.pause(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)

    def _result(self, identity: str, execution: dict[str, Any]) -> Result:
        pages = iter(
            self.athena.get_paginator("get_query_results").paginate(
                QueryExecutionId=identity, PaginationConfig={"PageSize": 1000}
            )
        )
        try:
            first = next(pages)
        except ClientError as error:
            raise Problem(error.response["Error"]["Message"]) from error
        columns = first["ResultSet"].get("ResultSetMetadata", {}).get("ColumnInfo", [])
        rows = (
            tuple(cell.get("VarCharValue") for cell in row.get("Data", []))
            for page in chain([first], pages)
            for row in page["ResultSet"]["Rows"]
        )
        skipped = 1 if execution.get("SubstatementType") in WITH_HEADER else 0
        return Result(
            tuple(Column(column["Name"], column["Type"]) for column in columns),
            islice(rows, skipped, None),
            Look.of(execution),
        )
