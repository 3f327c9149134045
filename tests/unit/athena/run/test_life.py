"""The life of executions with a fake statement, a fake clock and fake files."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, cast

import pytest

from nuage.athena import statements as s
from nuage.athena.errors import HiveError, QueryError
from nuage.athena.executions import Execution, Outcome, Timeline
from nuage.athena.lab import Lab, Limits
from nuage.athena.objects.store import ObjectStore
from nuage.athena.run.context import Run
from nuage.athena.run.life import Life
from nuage.athena.session import AwsError, Session
from nuage.athena.state import State


class Files:
    def __init__(self, denied: bool = False) -> None:
        self.written: dict[str, bytes] = {}
        self.denied = denied

    def put(self, bucket: str, key: str, body: bytes, _type: str = "") -> None:
        if self.denied:
            raise AwsError("AccessDenied", "no")
        self.written[f"{bucket}/{key}"] = body

    def get(self, bucket: str, key: str) -> bytes:
        return self.written[f"{bucket}/{key}"]

    def any(self, bucket: str, prefix: str) -> bool:
        return any(name.startswith(f"{bucket}/{prefix}") for name in self.written)

    def delete(self, bucket: str, key: str) -> None:
        del self.written[f"{bucket}/{key}"]

    def location(self, _: str) -> None:
        return None


def no_glue(operation: str, **parameters: Any) -> dict[str, Any]:
    raise AssertionError(operation)


def life_of(files: Files, statement: Any) -> tuple[Life, Execution, Session, State]:
    life = Life(Lab(Limits(workers=1)), monotonic=lambda: 5.0, wall=lambda: 1_000.0, statement=statement)
    execution = Execution(
        "id-1", "SELECT 1", s.Select("SELECT 1"), "primary", "s3://b/out/", Timeline(4.0), 999.0
    )
    execution.location = "s3://b/out/id-1.csv"
    session = Session("000000000000", "us-east-1", no_glue, cast("ObjectStore", None), files)
    return life, execution, session, State("000000000000", "us-east-1", 0.0)


def test_success_writes_the_files_and_then_tells() -> None:
    files = Files()

    def statement(run: Run, _: s.Statement) -> Outcome:
        assert run.execution.state == "RUNNING"
        return Outcome(suffix=".csv", body=b'"a"\n', metadata=b"m", manifest=["s3://b/x"])

    life, execution, session, state = life_of(files, statement)
    life.run(execution, session, state)
    assert execution.state == "SUCCEEDED"
    assert files.written == {
        "b/out/id-1.csv": b'"a"\n',
        "b/out/id-1.csv.metadata": b"m",
        "b/out/id-1-manifest.csv": b"s3://b/x\n",
    }
    assert (execution.timeline.started, execution.timeline.completed, execution.completed_at) == (
        5.0,
        5.0,
        1000.0,
    )


@pytest.mark.parametrize(
    ("error", "reason", "category", "kind", "message"),
    [
        (
            QueryError("DIVISION_BY_ZERO", "Division by zero"),
            "DIVISION_BY_ZERO: Division by zero",
            2,
            1001,
            None,
        ),
        (HiveError("FAILED: long", 1006, "short"), "FAILED: long", 2, 1006, "short"),
        (ValueError("oops"), "GENERIC_INTERNAL_ERROR: ValueError('oops')", 1, 1100, None),
    ],
)
def test_failures(error: Exception, reason: str, category: int, kind: int, message: str | None) -> None:
    def statement(run: Run, _: s.Statement) -> Outcome:
        raise error

    files = Files()
    life, execution, session, state = life_of(files, statement)
    life.run(execution, session, state)
    assert (execution.state, execution.reason) == ("FAILED", reason)
    assert execution.error is not None
    assert execution.error["ErrorCategory"] == category
    assert execution.error["ErrorType"] == kind
    assert execution.error["ErrorMessage"] == (message or reason)
    assert files.written == {}, "a query that failed leaves no file"


def test_an_output_that_may_not_be_written() -> None:
    life, execution, session, state = life_of(Files(denied=True), lambda *_: Outcome(suffix=".csv"))
    life.run(execution, session, state)
    assert execution.reason == (
        "Access denied when writing output to url: s3://b/out/id-1.csv . Please ensure you are allowed to access "
        "the S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to access "
        "your KMS key"
    )


def test_what_was_stopped_in_the_queue_never_runs() -> None:
    def statement(run: Run, _: s.Statement) -> Outcome:
        raise AssertionError("it ran")

    life, execution, session, state = life_of(Files(), statement)
    execution.stop(6.0, 1001.0)
    life.run(execution, session, state)
    assert (execution.state, execution.reason, execution.error) == (
        "CANCELLED",
        "Query cancelled by user",
        None,
    )


def test_a_stop_interrupts_and_wins_over_the_end() -> None:
    interrupted = threading.Event()

    def statement(run: Run, _: s.Statement) -> Outcome:
        run.execution.interrupt = interrupted.set
        run.execution.stop(6.0, 1001.0)
        return Outcome()

    life, execution, session, state = life_of(files := Files(), statement)
    life.run(execution, session, state)
    assert interrupted.is_set()
    assert execution.state == "CANCELLED"
    assert files.written == {}


def test_queries_wait_for_a_worker(tmp_path: Path) -> None:
    gate, order = threading.Event(), []

    def statement(run: Run, _: s.Statement) -> Outcome:
        order.append(run.execution.id)
        assert gate.wait(10)
        return Outcome()

    life, first, session, state = life_of(Files(), statement)
    second = Execution(
        "id-2", "SELECT 2", s.Select("SELECT 2"), "primary", "s3://b/out/", Timeline(4.0), 999.0
    )
    life.begin(first, session, state)
    life.begin(second, session, state)
    assert second.state == "QUEUED"
    gate.set()
    done = threading.Event()
    life.lab.workers.submit(done.set)
    assert done.wait(10)
    assert order == ["id-1", "id-2"]
    assert second.state == "SUCCEEDED"
    life.lab.stop()


def test_a_query_that_runs_when_the_lab_stops_is_cancelled() -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(run: Run, _: s.Statement) -> Outcome:
        run.execution.interrupt = ended.set
        begun.set()
        assert ended.wait(10)
        run.execution.check()
        raise AssertionError("it was stopped")

    life, execution, session, state = life_of(Files(), endless)
    life.begin(execution, session, state)
    assert begun.wait(10)
    life.lab.stop()
    assert (execution.state, execution.reason) == ("CANCELLED", "Query cancelled by user")


def test_a_query_that_comes_from_the_queue_as_the_lab_stops_is_cancelled() -> None:
    def never(_: Run, __: s.Statement) -> Outcome:
        raise AssertionError("it was stopped")

    life, execution, session, state = life_of(Files(), never)
    life.lab.stop()
    life.run(execution, session, state)
    assert execution.state == "CANCELLED"


def test_from_the_moment_that_it_runs_a_query_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(run: Run, _: s.Statement) -> Outcome:
        run.execution.check()
        raise AssertionError("it was stopped")

    life, execution, session, state = life_of(Files(), never)
    start = Execution.start

    def start_as_the_lab_stops(self: Execution, now: float) -> bool:
        started = start(self, now)
        life.lab.stop()
        return started

    monkeypatch.setattr(Execution, "start", start_as_the_lab_stops)
    life.run(execution, session, state)
    assert execution.state == "CANCELLED"
