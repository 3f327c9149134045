"""A query execution: what was asked, how far it is, what it measured, where its results are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from nuage.athena.errors import HiveError, QueryCancelledError, QueryError
from nuage.athena.statements import Statement

QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED = "QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"
ENGINE_VERSION = "Athena engine version 3"
CANCELLED_TEXT = "Query cancelled by user"
LOST_TEXT = "The emulator was stopped while the query ran. Run it again."


class LostError(QueryError):
    """The emulator stopped before the query had ended: category 1, system."""

    category = 1
    retryable = True


@dataclass
class Timeline:
    """When things happened, on the monotonic clock, in seconds; None for what has not happened."""

    submitted: float
    started: float | None = None
    planned: float | None = None
    executed: float | None = None
    completed: float | None = None


@dataclass
class Measures:
    """What a run measured."""

    scanned: int = 0  # bytes of the objects read
    input_rows: int | None = None
    output_rows: int | None = None
    output_bytes: int | None = None


@dataclass
class Outcome:
    """What a statement answered.

    :param columns: ColumnInfo; None for DDL, which has none
    :param header: whether GetQueryResults begins with a row of the names
    :param suffix: of the result file: `.csv`, `.txt` or none; `prefix` stands before the id (`tables/`)
    :param lines: the body as rows of values (csv) or as lines (txt) was written to the result file
    """

    columns: list[dict[str, Any]] | None = None
    header: bool = False
    suffix: str = ".txt"
    prefix: str = ""
    body: bytes | None = b""
    metadata: bytes | None = None
    manifest: list[str] | None = None
    update_count: int | None = None
    content_type: str = "application/octet-stream"
    substatement: str | None = None


def plain_database(name: str | None) -> str:
    """The database of a context, in lower case: `default` if none is given; backticks are let through."""
    return (name or "default").strip("`").lower()


@dataclass
class Execution:
    """One QueryExecution. `lock` guards its state."""

    id: str
    query: str
    statement: Statement
    work_group: str
    output: str  # where results go, without the file name, with a slash at the end
    timeline: Timeline
    submitted_at: float  # epoch seconds
    context: dict[str, str] = field(default_factory=dict)
    result_configuration: dict[str, Any] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    reuse: dict[str, Any] | None = None
    bytes_limit: int | None = None
    state: str = QUEUED
    reason: str | None = None
    error: dict[str, Any] | None = None
    completed_at: float | None = None
    outcome: Outcome | None = None
    reused: bool = False
    location: str = ""
    manifest: str | None = None
    measures: Measures = field(default_factory=Measures)
    lock: threading.RLock = field(default_factory=threading.RLock)
    cancelled: threading.Event = field(default_factory=threading.Event)
    interrupt: Callable[[], None] | None = None

    @property
    def database(self) -> str:
        """The database that names without one are in."""
        return plain_database(self.context.get("Database"))

    @property
    def finished(self) -> bool:
        """Whether the state is final."""
        return self.state in (SUCCEEDED, FAILED, CANCELLED)

    @property
    def substatement(self) -> str:
        """SubstatementType; DESCRIBE of a view learns only in the catalogue what it is."""
        known = self.outcome.substatement if self.outcome else None
        return known or getattr(self.statement, "substatement", "") or type(self.statement).substatement_type

    @property
    def statement_type(self) -> str:
        """StatementType."""
        return getattr(self.statement, "kind", "") or type(self.statement).statement_type

    def start(self, now: float) -> bool:
        """QUEUED to RUNNING; False if it was stopped before."""
        with self.lock:
            if self.state != QUEUED:
                return False
            self.state = RUNNING
            self.timeline.started = now
            return True

    def finish(self, state: str, now: float, wall: float, reason: str | None = None) -> None:
        """To a final state; the first one counts."""
        with self.lock:
            if self.finished:
                return
            self.state, self.reason = state, reason
            self.timeline.completed, self.completed_at = now, wall

    def fail(self, error: QueryError, now: float, wall: float) -> None:
        """FAILED, with Athena's words for it."""
        with self.lock:
            if self.finished:
                return
            self.error = {
                "ErrorCategory": error.category,
                "ErrorType": error.error_type,
                "Retryable": error.retryable,
                "ErrorMessage": error.reply if isinstance(error, HiveError) else error.reason,
            }
            self.finish(FAILED, now, wall, error.reason)

    def stop(self, now: float, wall: float) -> None:
        """StopQueryExecution: a finished one stays as it is."""
        with self.lock:
            if self.finished:
                return
            self.cancelled.set()
            interrupt = self.interrupt
            self.finish(CANCELLED, now, wall, CANCELLED_TEXT)
        if interrupt is not None:
            interrupt()

    def lose(self, wall: float) -> None:
        """Fail what was not finished when the lab stopped, or was killed: nobody runs it any more."""
        timeline = self.timeline
        reached = timeline.executed or timeline.planned or timeline.started or timeline.submitted
        self.fail(LostError("GENERIC_INTERNAL_ERROR", LOST_TEXT), reached, wall)

    def __getstate__(self) -> dict[str, Any]:
        """For a snapshot: all but what belongs to the running process, and results, which lie in S3."""
        left_out = ("lock", "cancelled", "interrupt")
        with self.lock:
            kept = {name: value for name, value in self.__dict__.items() if name not in left_out}
        if self.finished and self.outcome is not None and self.outcome.body is not None:
            kept["outcome"] = replace(self.outcome, body=b"", metadata=None)
        return kept

    def __setstate__(self, kept: dict[str, Any]) -> None:
        self.__dict__.update(kept)
        self.lock, self.cancelled, self.interrupt = threading.RLock(), threading.Event(), None

    def check(self) -> None:
        """Called now and then by what runs long.

        :raises QueryCancelledError: when it was stopped
        """
        if self.cancelled.is_set():
            raise QueryCancelledError
