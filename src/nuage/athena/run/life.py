"""The life of an execution: from the queue through its executor to result files and a final state."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from nuage import clock
from nuage.athena.errors import HiveError, MalformedQueryError, QueryCancelledError, QueryError
from nuage.athena.executions import SUCCEEDED, Execution, Outcome
from nuage.athena.lab import Lab
from nuage.athena.run.context import Run
from nuage.athena.run.table import execute_statement
from nuage.athena.session import AwsError, Session, split_uri
from nuage.athena.state import State
from nuage.athena.statements import DML, Statement
from nuage.state import changes

LOG = logging.getLogger(__name__)


class InternalError(QueryError):
    """What went wrong in the lab itself: category 1, system."""

    category = 1
    retryable = True


@dataclass
class Life:
    """Runs executions; `statement` is a seam for tests of the life alone."""

    lab: Lab
    monotonic: Callable[[], float] = clock.monotonic
    wall: Callable[[], float] = clock.wall
    statement: Callable[[Run, Statement], Outcome] = execute_statement

    def begin(self, execution: Execution, session: Session, state: State) -> None:
        """Put an execution into the queue."""
        self.lab.workers.submit(lambda: self.run(execution, session, state))

    def run(self, execution: Execution, session: Session, state: State) -> None:
        """Run an execution to its end. Nothing is raised: how it ended is in the execution."""
        # first of all: nobody who sees it running finds it where it cannot be stopped
        with self.lab.stoppable(execution.id, partial(self._stop, execution)):
            if execution.start(self.monotonic()):
                self._run(execution, session, state)

    def _run(self, execution: Execution, session: Session, state: State) -> None:
        now = int(self.wall())
        run = Run(
            execution=execution,
            session=session,
            lab=self.lab,
            state=state,
            now=clock.utc(self.wall()).replace(tzinfo=None),
            epoch=now,
            monotonic=self.monotonic,
            deadline=self.monotonic() + self.lab.limits.seconds,
        )
        try:
            outcome = self.statement(run, execution.statement)
            execution.timeline.executed = self.monotonic()
            execution.check()
            write_results(execution, session, outcome)
            execution.outcome = outcome
            execution.finish(SUCCEEDED, self.monotonic(), self.wall())
        except QueryCancelledError:
            self._stop(execution)
        except QueryError as error:
            self._failed(execution, session, error)
        except MalformedQueryError as error:
            self._failed(execution, session, QueryError("SYNTAX_ERROR", str(error)))
        except Exception as error:  # the boundary of a query: any other one is the lab's own fault
            LOG.exception("the query %s ended in an error of the lab's own", execution.id)
            self._failed(execution, session, InternalError("GENERIC_INTERNAL_ERROR", repr(error)))
        finally:
            execution.interrupt = None
            changes.note("athena")

    def _stop(self, execution: Execution) -> None:
        execution.stop(self.monotonic(), self.wall())

    def _failed(self, execution: Execution, session: Session, error: QueryError) -> None:
        execution.timeline.executed = execution.timeline.executed or self.monotonic()
        if execution.statement_type != DML:
            # the reason lies in the .txt file, as Hive left it there
            try:
                bucket, key = split_uri(execution.location)
                session.files.put(bucket, key, error.reason.encode())
            except (AwsError, ValueError) as refused:
                LOG.debug("no result file for %s: %s", execution.id, refused)
        execution.fail(error, self.monotonic(), self.wall())


def write_results(execution: Execution, session: Session, outcome: Outcome) -> None:
    """Write the result file, its .metadata and the manifest.

    :raises HiveError: when the caller may not write there
    """
    name = f"{execution.output}{outcome.prefix}{execution.id}"
    execution.location = f"{name}{outcome.suffix}"
    files = []
    if outcome.body is not None:
        files.append((execution.location, outcome.body, outcome.content_type))
        execution.measures.output_bytes = len(outcome.body)
    if outcome.metadata is not None:
        files.append((f"{execution.location}.metadata", outcome.metadata, "application/octet-stream"))
    if outcome.manifest is not None:
        execution.manifest = f"{name}-manifest.csv"
        text = "".join(f"{line}\n" for line in outcome.manifest)
        files.append((execution.manifest, text.encode(), "application/octet-stream"))
    for uri, body, content_type in files:
        bucket, key = split_uri(uri)
        try:
            session.files.put(bucket, key, body, content_type)
        except AwsError as error:
            raise HiveError(
                f"Access denied when writing output to url: {uri} . Please ensure you are allowed to access "
                "the S3 bucket. If you are encrypting query results with KMS key, please ensure you are "
                "allowed to access your KMS key",
                1100,
            ) from error
