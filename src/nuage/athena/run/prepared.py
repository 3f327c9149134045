"""PREPARE and DEALLOCATE PREPARE: the SQL ways to the work group's prepared statements."""

from __future__ import annotations

from nuage import clock
from nuage.athena import statements as s
from nuage.athena.errors import QueryError
from nuage.athena.executions import Outcome
from nuage.athena.run.context import Run


def prepare(run: Run, statement: s.Prepare) -> Outcome:
    """PREPARE name FROM query: replaces one of that name."""
    key = (run.execution.work_group, statement.name)
    run.state.prepared[key] = {
        "StatementName": statement.name,
        "QueryStatement": statement.query,
        "WorkGroupName": run.execution.work_group,
        "LastModifiedTime": clock.wall(),
    }
    return Outcome()


def deallocate(run: Run, statement: s.Deallocate) -> Outcome:
    """DEALLOCATE PREPARE name."""
    if run.state.prepared.pop((run.execution.work_group, statement.name), None) is None:
        raise QueryError("NOT_FOUND", f"Prepared statement not found: {statement.name}")
    return Outcome()
