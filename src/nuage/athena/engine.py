"""DuckDB, and the only module that knows it: tables are loaded, rewritten queries run, nothing else is
reachable.

What a query can touch is decided three times: the analysis knows only the functions of its tables of
functions
and the tables of the catalogue; the SQL that runs is generated, never the user's text; and the engine
itself is closed (no file outside its own folder, no extension, no setting).
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from nuage.athena import udfs
from nuage.athena.errors import QueryCancelledError, QueryError, from_engine
from nuage.athena.loading import create, load, quoted_name, quoted_text
from nuage.athena.tables import Part, TableData
from nuage.athena.types import Type

BATCH = 1000
WAIT = AGAIN = 0.05  # seconds between two looks at a lock, and between two interruptions
FORGOTTEN = 1000  # keys that are remembered as let go
_UDF = re.compile(r"nuage_udf_(\w+)\(")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take. Seconds of run time; None is no limit."""

    seconds: float | None = None


@dataclass(slots=True, eq=False)
class Loaded:
    """A table in the engine: its name, and the parts that it holds. `lock` is held while it is filled."""

    name: str
    parts: dict[str, None] = field(default_factory=dict)
    # what it was last filled from: the same sequence again needs no comparison
    source: Sequence[Part] | None = None
    version: int = -1
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0
    stale: bool = False


@dataclass(slots=True)
class Result:
    """The answer of a query: rows as Python values, in batches."""

    columns: tuple[tuple[str, Type], ...]
    batches: Iterator[list[tuple[Any, ...]]]

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows at once."""
        return [row for batch in self.batches for row in batch]


@dataclass(slots=True)
class Execution:
    """One query on its own connection. `stop` may be called from any thread."""

    engine: Engine
    connection: duckdb.DuckDBPyConnection
    stopped: threading.Event = field(default_factory=threading.Event)
    timed_out: threading.Event = field(default_factory=threading.Event)
    running: bool = False
    timers: list[threading.Timer] = field(default_factory=list)

    def stop(self) -> None:
        """Interrupt the query; what it was asked ends with QueryCancelledError."""
        self.stopped.set()
        self._interrupt()

    def _time_out(self) -> None:
        self.timed_out.set()
        self._interrupt()

    def _interrupt(self) -> None:
        """Interrupt, and again until it helps: one that comes between two statements is lost."""
        if self.running:
            with suppress(duckdb.Error):  # it was closed meanwhile
                self.connection.interrupt()
            self._after(AGAIN, self._interrupt)

    def check(self) -> None:
        """Called by what waits.

        :raises QueryCancelledError: when the query was stopped
        """
        if self.stopped.is_set():
            raise QueryCancelledError

    def guarded(self, action: Callable[[], Any], limits: Limits) -> Any:
        """Run an action on the connection, with the errors and the limits of a query."""
        self.running = True
        if limits.seconds is not None:
            self._after(limits.seconds, self._time_out)
        try:
            self.check()
            return action()
        except duckdb.InterruptException as error:
            raise self._interrupted(limits) from error
        except duckdb.Error as error:
            if self.stopped.is_set() or self.timed_out.is_set():
                raise self._interrupted(limits) from error
            raise from_engine(str(error)) from error
        finally:
            self.running = False
            self._forget_timers()

    def _after(self, seconds: float, action: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, action)
        timer.daemon = True
        self.timers.append(timer)
        timer.start()

    def _forget_timers(self) -> None:
        """End them all: one that waits holds the connection, which DuckDB then tells as leaked."""
        while self.timers:
            timer = self.timers.pop()
            timer.cancel()
            timer.join()

    def _interrupted(self, limits: Limits) -> Exception:
        if self.timed_out.is_set():
            return QueryError(
                "EXCEEDED_TIME_LIMIT", f"Query exceeded the maximum run time of {limits.seconds:g}s"
            )
        return QueryCancelledError()


class Engine:
    """A closed DuckDB in memory. `folder` is its own: spilled data and loaded files lie there, and
    nowhere else.
    """

    def __init__(self, folder: Path, *, memory: str = "1GB", threads: int = 2) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._database = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "allow_unsigned_extensions": "false",
            },
        )
        self._lock = threading.Lock()
        self._tables: dict[str, Loaded] = {}
        self._numbers = itertools.count(1)
        self._forgotten: dict[str, None] = {}
        self._functions: set[str] = set()
        self._close(memory, threads)

    def _close(self, memory: str, threads: int) -> None:
        """Create the macros, set the limits, and lock every door."""
        place = str(self.folder.resolve()).replace("'", "''")
        for statement in macros():
            self._database.execute(statement)
        for setting in (
            f"temp_directory = '{place}'",
            f"memory_limit = '{memory}'",
            f"threads = {int(threads)}",
            "preserve_insertion_order = true",
            "python_enable_replacements = false",
            "TimeZone = 'UTC'",
            f"allowed_directories = ['{place}']",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._database.execute(f"SET {setting}")

    def close(self) -> None:
        """Let everything go; no query may run any more.

        The engine's functions are taken out first: as long as it has them, they and it hold each other.
        """
        with self._lock:
            for name in self._functions:
                self._database.remove_function(f"nuage_udf_{name}")
            self._functions.clear()
            self._tables.clear()
            self._database.close()

    def execution(self) -> Execution:
        """A place to run one query, which can be stopped."""
        return Execution(self, self._database.cursor())

    def run(
        self,
        rewritten: Any,
        tables: Mapping[Any, TableData],
        limits: Limits | None = None,
        execution: Execution | None = None,
    ) -> Result:
        """Run a rewritten query over its tables (by TableName) and give its rows.

        Raises QueryError in Athena's words, QueryCancelledError if `execution.stop()` was called.
        """
        execution = execution or self.execution()
        limits = limits or Limits()
        stack = ExitStack()
        stack.callback(execution.connection.close)
        try:
            sql = stack.enter_context(self._held(rewritten, tables, execution, limits))
            execution.guarded(lambda: execution.connection.execute(sql), limits)
        except BaseException:
            stack.close()
            raise
        return Result(rewritten.columns, self._batches(execution, limits, stack))

    def _batches(
        self, execution: Execution, limits: Limits, stack: ExitStack
    ) -> Iterator[list[tuple[Any, ...]]]:
        with stack:
            while batch := execution.guarded(lambda: execution.connection.fetchmany(BATCH), limits):
                yield batch

    def _register(self, sql: str) -> None:
        """Make the Python functions that a query calls known, on their first use: each needs numpy,
        which loads slowly.
        """
        for name in sorted(set(_UDF.findall(sql))):
            with self._lock:
                if name in self._functions or name not in udfs.FUNCTIONS:
                    continue
                function = udfs.FUNCTIONS[name]
                self._database.create_function(  # type: ignore[call-overload]
                    f"nuage_udf_{name}",
                    udfs.null_in_null_out(function.call),
                    list(function.parameters),
                    function.returns,
                    null_handling="special",
                )
                self._functions.add(name)

    # --- tables

    @contextmanager
    def _held(
        self, rewritten: Any, tables: Mapping[Any, TableData], execution: Execution, limits: Limits
    ) -> Iterator[str]:
        """The engine's SQL of a query, while the tables that it names are in the engine."""
        held: dict[Any, Loaded] = {}
        try:
            for name in rewritten.tables:
                held[name] = self._hold(tables[name], execution, limits)
            sql = rewritten.sql({name: loaded.name for name, loaded in held.items()})
            self._register(sql)
            yield sql
        finally:
            for loaded in held.values():
                self._release(loaded)

    def _hold(self, table: TableData, execution: Execution, limits: Limits | None = None) -> Loaded:
        """The table in the engine, with the parts it should have: new ones are added, else it is loaded
        again. What is loaded for one query keeps others waiting only for the same table.
        """
        while True:
            loaded = self._claim(table.key)
            try:
                while not loaded.lock.acquire(timeout=WAIT):
                    execution.check()
                try:
                    if self._filled(loaded, table, execution, limits or Limits()):
                        return loaded
                finally:
                    loaded.lock.release()
            except BaseException:
                self._release(loaded)
                raise
            self._replace(table.key, loaded)
            self._release(loaded)

    def _claim(self, key: str) -> Loaded:
        """A table to use, made if there is none."""
        with self._lock:
            loaded = self._tables.get(key)
            if loaded is None:
                # what was let go while a query was about to use it goes with its last user
                loaded = Loaded(f"data_{next(self._numbers)}", stale=key in self._forgotten)
                self._tables[key] = loaded
            loaded.users += 1
            return loaded

    def _filled(self, loaded: Loaded, table: TableData, execution: Execution, limits: Limits) -> bool:
        """Bring a table up to date; False where it holds parts that it should not."""
        if loaded.source is table.parts or loaded.version > table.version:
            # a query that has listed its objects before another one did may see what that one saw
            return True
        missing = table.added
        if loaded.source is None or loaded.source is not table.base:
            wanted = dict.fromkeys(part.key for part in table.parts)
            if not loaded.parts.keys() <= wanted.keys():
                return False
            missing = [part for part in table.parts if part.key not in loaded.parts]

        def fill() -> None:
            connection = execution.connection
            connection.begin()
            try:
                if loaded.source is None:
                    create(connection, loaded.name, table.columns)
                load(connection, loaded.name, table.columns, missing, self.folder)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

        execution.guarded(fill, limits)
        loaded.parts.update(dict.fromkeys(part.key for part in missing))
        loaded.source, loaded.version = table.parts, table.version
        return True

    def _replace(self, key: str, loaded: Loaded) -> None:
        """Let a table go, so that the next claim makes another one."""
        with self._lock:
            loaded.stale = True
            if self._tables.get(key) is loaded:
                del self._tables[key]

    def _release(self, loaded: Loaded) -> None:
        with self._lock:
            loaded.users -= 1
            self._drop_unused(loaded)

    def _drop_unused(self, loaded: Loaded) -> None:
        if loaded.stale and loaded.users <= 0:
            self._tables = {key: other for key, other in self._tables.items() if other is not loaded}
            self._database.execute(f"DROP TABLE IF EXISTS {loaded.name}")

    def forget(self, key: str) -> None:
        """Drop a table from memory once no query reads it; nothing is kept under this key any more."""
        with self._lock:
            self._forgotten[key] = None
            while len(self._forgotten) > FORGOTTEN:
                del self._forgotten[next(iter(self._forgotten))]
            loaded = self._tables.pop(key, None)
            if loaded is not None:
                loaded.stale = True
                self._drop_unused(loaded)

    def write_parquet(
        self,
        rewritten: Any,
        tables: Mapping[Any, TableData],
        target: Path,
        compression: str = "gzip",
        *,
        partition_by: Sequence[str] = (),
        limits: Limits | None = None,
        execution: Execution | None = None,
    ) -> int:
        """Write a query's rows to a Parquet file in the engine's folder, for CTAS, INSERT and UNLOAD.

        With `partition_by`, the target is a folder: files lie in `column=value/` as Hive has it, and
        leave these columns out. Returns the number of rows.
        """
        execution = execution or self.execution()
        limits = limits or Limits()
        with closing(execution.connection), self._held(rewritten, tables, execution, limits) as sql:
            partitions = (
                f", PARTITION_BY ({', '.join(map(quoted_name, partition_by))})" if partition_by else ""
            )
            copy = (
                f"COPY ({sql}) TO {quoted_text(str(target.resolve()))} (FORMAT parquet, COMPRESSION "
                f"{quoted_text(compression)}{partitions})"
            )
            return int(execution.guarded(lambda: execution.connection.execute(copy).fetchall(), limits)[0][0])

    def explain(self, rewritten: Any, tables: Mapping[Any, TableData]) -> str:
        """The engine's plan for a query, as text."""
        execution = self.execution()
        with closing(execution.connection), self._held(rewritten, tables, execution, Limits()) as sql:
            rows = execution.guarded(
                lambda: execution.connection.execute(f"EXPLAIN {sql}").fetchall(), Limits()
            )
            return "\n".join(str(row[1]) for row in rows)


def macros() -> list[str]:
    """The statements of macros.sql."""
    text = files("nuage.athena").joinpath("macros.sql").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in kept.split(";\n") if statement.strip()]
