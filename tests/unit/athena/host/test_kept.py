"""What a reset and a snapshot make of Athena's state."""

from __future__ import annotations

import pickle

from nuage.athena import statements as s
from nuage.athena.executions import CANCELLED, FAILED, LOST_TEXT, SUCCEEDED, Execution, Outcome, Timeline
from nuage.athena.host.kept import AthenaState
from nuage.athena.lab import Lab, Limits
from nuage.athena.state import States


def world() -> tuple[States, AthenaState]:
    states = States(lambda: 1000.0)
    return states, AthenaState(states, Lab(Limits(workers=1)))


def execution(states: States, name: str) -> Execution:
    made = Execution(name, "SELECT 1", s.Select("SELECT 1"), "primary", "s3://b/out/", Timeline(4.0), 999.0)
    states.of("000000000000", "us-east-1").remember(made)
    return made


def restarted(kept: AthenaState) -> States:
    states, other = world()
    other.load(pickle.loads(pickle.dumps(kept.save())))  # noqa: S301 - our own bytes
    return states


def test_a_reset_cancels_what_runs_and_forgets_all() -> None:
    states, kept = world()
    running = execution(states, "running")
    interrupted: list[str] = []
    running.start(4.5)
    running.interrupt = lambda: interrupted.append("running")
    states.of("000000000000", "us-east-1").work_groups["mine"] = {"Name": "mine"}
    kept.reset()
    assert running.state == CANCELLED
    assert interrupted == ["running"]
    assert list(states.of("000000000000", "us-east-1").work_groups) == ["primary"]
    assert states.of("000000000000", "us-east-1").executions == {}


def test_finished_queries_are_kept_without_their_results() -> None:
    states, kept = world()
    done = execution(states, "done")
    done.start(4.5)
    done.outcome = Outcome(columns=[{"Name": "a"}], body=b"a large result", metadata=b"m")
    done.finish(SUCCEEDED, 5.0, 1001.0)
    found = restarted(kept).of("000000000000", "us-east-1").executions["done"]
    assert (found.state, found.query, found.completed_at) == (SUCCEEDED, "SELECT 1", 1001.0)
    assert found.outcome is not None
    assert (found.outcome.columns, found.outcome.body) == ([{"Name": "a"}], b"")
    assert done.outcome.body == b"a large result"


def test_a_query_that_was_running_has_failed() -> None:
    states, kept = world()
    execution(states, "queued")
    running = execution(states, "running")
    running.start(4.5)
    running.interrupt = lambda: None
    there = restarted(kept).of("000000000000", "us-east-1").executions
    assert [(there[name].state, there[name].reason) for name in ("queued", "running")] == [
        (FAILED, f"GENERIC_INTERNAL_ERROR: {LOST_TEXT}")
    ] * 2
    error = there["running"].error
    assert error is not None
    assert (error["ErrorCategory"], error["Retryable"]) == (1, True)
    there["running"].stop(9.0, 9.0)  # its lock is there again
