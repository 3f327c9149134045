"""What every executor is given: the execution, its caller, the lab, and the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nuage.athena.catalog import CATALOG, GlueCatalog, scan_of
from nuage.athena.engine import Execution as EngineExecution
from nuage.athena.engine import Limits
from nuage.athena.errors import QueryError
from nuage.athena.executions import Execution
from nuage.athena.information_schema import DATABASE
from nuage.athena.lab import Lab
from nuage.athena.rewrite.needs import needed_columns
from nuage.athena.rewrite.scope import TableName
from nuage.athena.rewrite.translate import Rewritten, rewrite
from nuage.athena.run import information_schema
from nuage.athena.session import Session
from nuage.athena.state import State
from nuage.athena.statements import Name
from nuage.athena.tables import TableData


@dataclass
class Run:
    """One execution on its way. `now` is UTC, and the same all through it.

    :param monotonic: seconds, for measuring and for the deadline
    """

    execution: Execution
    session: Session
    lab: Lab
    state: State
    now: datetime
    epoch: int
    monotonic: Callable[[], float]
    deadline: float
    scanned: dict[str, int] = field(default_factory=dict)

    @property
    def catalog(self) -> GlueCatalog:
        """A fresh view of the catalogue."""
        return GlueCatalog(self.session)

    def name(self, name: Name) -> TableName:
        """A statement's table in the current database.

        :raises QueryError: CATALOG_NOT_FOUND for another catalogue
        """
        if name.catalog is not None and name.catalog.lower() != CATALOG:
            raise QueryError("CATALOG_NOT_FOUND", f"Catalog '{name.catalog.lower()}' does not exist")
        return TableName((name.database or self.execution.database).lower(), name.table.lower())

    def remaining(self) -> Limits:
        """What is left of the time limit.

        :raises QueryError: when nothing is left
        """
        left = self.deadline - self.monotonic()
        if left <= 0:
            raise self._too_long()
        return Limits(seconds=left)

    def _too_long(self) -> QueryError:
        return QueryError("EXCEEDED_TIME_LIMIT", f"Query timeout: over {self.lab.limits.seconds:g} seconds")

    def rewrite(self, sql: str, parameters: Sequence[str] | None = None) -> Rewritten:
        """Analyse a query in the current database."""
        given = self.execution.parameters if parameters is None else parameters
        return rewrite(sql, self.catalog, now=self.now, database=self.execution.database, parameters=given)

    def tables(self, rewritten: Rewritten) -> dict[TableName, TableData]:
        """Read the tables of a query.

        :raises QueryError: for bad data, a refused read, or more bytes than the work group allows
        """
        catalog = self.catalog
        columns = needed_columns(rewritten)
        data: dict[TableName, TableData] = {}
        for name in rewritten.tables:
            self.execution.check()
            if name.database == DATABASE:
                data[name] = information_schema.read(self.session, name.table)
                continue
            table = catalog.glue_table(name)
            if table is None:  # dropped meanwhile
                raise QueryError("TABLE_NOT_FOUND", f"Table '{CATALOG}.{name}' does not exist")
            scan = scan_of(self.session, table, columns[name], rewritten.filters[name], self.now)

            def progress(scanned: int, key: str = str(name)) -> None:
                self._progress(key, scanned)

            data[name] = self.lab.cache.table(scan, self.session.objects, progress).data
        self.execution.timeline.planned = self.monotonic()
        return data

    def _progress(self, table: str, scanned: int) -> None:
        self.execution.check()
        self.scanned[table] = scanned
        total = sum(self.scanned.values())
        self.execution.measures.scanned = total
        limit = self.execution.bytes_limit
        if limit is not None and total > limit:
            # https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
            raise QueryError(
                "EXCEEDED_BYTES_SCANNED_LIMIT",
                f"Bytes scanned limit was exceeded: the limit is {limit} bytes",
            )
        if self.monotonic() > self.deadline:
            raise self._too_long()

    def engine_execution(self) -> EngineExecution:
        """A place in the engine, which StopQueryExecution interrupts."""
        place = self.lab.engine.execution()
        self.execution.interrupt = place.stop
        self.execution.check()
        return place
