"""SELECT, WITH, VALUES, TABLE; EXPLAIN; EXECUTE of a prepared statement."""

from __future__ import annotations

from collections.abc import Sequence

from nuage.athena import statements as s
from nuage.athena.ddl.parse import parse
from nuage.athena.errors import QueryError, not_supported
from nuage.athena.executions import Outcome
from nuage.athena.metadata import encode
from nuage.athena.run.context import Run
from nuage.athena.types import VARCHAR
from nuage.athena.values import column_info, csv_line, data_rows


def select(run: Run, statement: s.Select, parameters: Sequence[str] | None = None) -> Outcome:
    """A query: its rows become the .csv file."""
    rewritten = run.rewrite(statement.sql, parameters)
    tables = run.tables(rewritten)
    result = run.lab.engine.run(rewritten, tables, run.remaining(), run.engine_execution())
    lines = [csv_line([name for name, _ in result.columns])]
    count = 0
    for batch in result.batches:
        run.execution.check()
        lines.extend(map(csv_line, data_rows(result.columns, batch)))
        count += len(batch)
    columns = [column_info(name, kind) for name, kind in result.columns]
    body = "".join(lines).encode("utf-8", "replace")
    run.execution.measures.output_rows = count
    return Outcome(
        columns=columns,
        header=True,
        suffix=".csv",
        body=body,
        metadata=encode(run.execution.id, columns),
        update_count=0,
        content_type="application/octet-stream" if rewritten.tables else "binary/octet-stream",
    )


def explain(run: Run, statement: s.Explain) -> Outcome:
    """EXPLAIN: the engine's plan, which is not Trino's; ANALYZE and other formats are refused."""
    if statement.analyze or statement.format != "TEXT":
        raise not_supported("EXPLAIN ANALYZE and formats other than TEXT are not supported by this lab")
    rewritten = run.rewrite(statement.query)
    plan = run.lab.engine.explain(rewritten, run.tables(rewritten))
    columns = [column_info("Query Plan", VARCHAR)]
    return Outcome(
        columns=columns,
        header=True,
        body=f"Query Plan\n{plan}".encode(),
        metadata=encode(run.execution.id, columns),
    )


def execute(run: Run, statement: s.Execute) -> Outcome:
    """EXECUTE name USING …: the prepared statement of the work group, with its parameters."""
    from nuage.athena.run.table import execute_statement

    found = run.state.prepared.get((run.execution.work_group, statement.name))
    if found is None:
        raise QueryError(
            "INVALID_PREPARED_STATEMENT",
            f"PreparedStatement {statement.name} was not found in workGroup {run.execution.work_group}",
        )
    given = statement.parameters or run.execution.parameters
    run.execution.parameters = tuple(given)
    return execute_statement(run, parse(found["QueryStatement"]))
