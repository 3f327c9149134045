"""DuckDB, and the only module that knows it: tables are loaded, rewritten queries run, nothing else is
reachable.

What a query can touch is decided three times: the analysis knows only the functions of its tables of
functions
and the tables of the catalogue; the SQL that runs is generated, never the user's text; and the engine
itself is closed (no file outside its own folder, no extension, no setting).
"""

from __future__ import annotations

import itertools
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from nuage.athena import udfs
from nuage.athena.errors import QueryCancelledError, QueryError, from_engine
from nuage.athena.tables import PATH, Part, TableData
from nuage.athena.types import Type, engine_text

BATCH = 1000
_UDF = re.compile(r"nuage_udf_(\w+)\(")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take. Seconds of run time; None is no limit."""

    seconds: float | None = None


@dataclass(slots=True)
class Loaded:
    """A table in the engine: its name, and the parts that it holds."""

    name: str
    parts: dict[str, None]
    # the sequence of parts it was last asked for: the same one again needs no comparison
    source: Sequence[Part] | None = None
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

    def stop(self) -> None:
        """Interrupt the query; what it was asked ends with QueryCancelledError."""
        self.stopped.set()
        self.connection.interrupt()

    def _time_out(self) -> None:
        self.timed_out.set()
        self.connection.interrupt()

    def guarded(self, action: Callable[[], Any], limits: Limits) -> Any:
        """Run an action on the connection, with the errors and the limits of a query."""
        if self.stopped.is_set():
            raise QueryCancelledError
        timer = threading.Timer(limits.seconds, self._time_out) if limits.seconds else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            return action()
        except duckdb.InterruptException as error:
            raise self._interrupted(limits) from error
        except duckdb.Error as error:
            if self.stopped.is_set() or self.timed_out.is_set():
                raise self._interrupted(limits) from error
            raise from_engine(str(error)) from error
        finally:
            if timer is not None:
                timer.cancel()

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
        """Let everything go."""
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
        held = {name: self._hold(tables[name], execution) for name in rewritten.tables}
        try:
            sql = rewritten.sql({name: loaded.name for name, loaded in held.items()})
            self._register(sql)
            execution.guarded(lambda: execution.connection.execute(sql), limits)
        except BaseException:
            self._release(held.values())
            raise
        return Result(rewritten.columns, self._batches(execution, limits, list(held.values())))

    def _batches(
        self, execution: Execution, limits: Limits, held: Sequence[Loaded]
    ) -> Iterator[list[tuple[Any, ...]]]:
        try:
            while batch := execution.guarded(lambda: execution.connection.fetchmany(BATCH), limits):
                yield batch
        finally:
            self._release(held)
            execution.connection.close()

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

    def _hold(self, table: TableData, execution: Execution) -> Loaded:
        """The table in the engine, with the parts it should have: new ones are added, else it is loaded
        again.
        """
        with self._lock:
            loaded = self._tables.get(table.key)
            if loaded is not None and loaded.source is table.parts:
                loaded.users += 1
                return loaded
            wanted = dict.fromkeys(part.key for part in table.parts)
            if loaded is None or not loaded.parts.keys() <= wanted.keys():
                if loaded is not None:
                    loaded.stale = True
                    self._drop_unused(loaded)
                loaded = Loaded(f"data_{next(self._numbers)}", {})
                columns = ", ".join(f"{_name(n)} {engine_text(kind)}" for n, kind in (*table.columns, PATH))
                self._database.execute(f"CREATE TABLE {loaded.name} ({columns})")
                self._tables[table.key] = loaded
            missing = [part for part in table.parts if part.key not in loaded.parts]
            try:
                execution.guarded(lambda: self._load(loaded, table, missing), Limits())
            except BaseException:
                self._tables.pop(table.key, None)
                loaded.stale = True
                self._drop_unused(loaded)
                raise
            loaded.parts.update(dict.fromkeys(part.key for part in missing))
            loaded.source = table.parts
            loaded.users += 1
            return loaded

    def _release(self, held: Any) -> None:
        with self._lock:
            for loaded in held:
                loaded.users -= 1
                self._drop_unused(loaded)

    def _drop_unused(self, loaded: Loaded) -> None:
        if loaded.stale and loaded.users <= 0:
            self._database.execute(f"DROP TABLE IF EXISTS {loaded.name}")

    def forget(self, key: str) -> None:
        """Drop a table from memory once no query reads it."""
        with self._lock:
            loaded = self._tables.pop(key, None)
            if loaded is not None:
                loaded.stale = True
                self._drop_unused(loaded)

    def _load(self, loaded: Loaded, table: TableData, parts: Sequence[Part]) -> None:
        lines = [part for part in parts if part.lines is not None]
        if lines:
            self._load_lines(loaded, table, lines)
        for part in parts:
            if part.parquet is not None:
                self._load_parquet(loaded, table, part)
            elif part.rows is not None:
                marks = ", ".join("?" for _ in range(len(table.columns) + 1))
                rows = [(*row, part.path) for row in part.rows]
                if rows:
                    self._database.executemany(f"INSERT INTO {loaded.name} VALUES ({marks})", rows)

    def _load_lines(self, loaded: Loaded, table: TableData, parts: Sequence[Part]) -> None:
        """Normalised JSON lines of all parts, through one file; each line is told its object's path."""
        source = self.folder / f"{loaded.name}-{next(self._numbers)}.json"
        try:
            with source.open("wb") as file:
                for part in parts:
                    path = json.dumps(part.path).encode()
                    file.write(
                        (b"\n" + (part.lines or b"").strip(b"\n")).replace(
                            b"\n{", b'\n{"$path":' + path + b","
                        )
                    )
            columns = ", ".join(
                f"{_text(name)}: {_text('VARCHAR' if kind.base == 'varbinary' else engine_text(kind))}"
                for name, kind in (*table.columns, PATH)
            )
            read = (
                f"read_json({_text(str(source.resolve()))}, format = 'newline_delimited', columns = "
                f"{{{columns}}}, "
                "maximum_object_size = 134217728, compression = 'none')"
            )
            values = ", ".join(
                f"from_base64({_name(name)})" if kind.base == "varbinary" else _name(name)
                for name, kind in (*table.columns, PATH)
            )
            self._database.execute(f"INSERT INTO {loaded.name} SELECT {values} FROM {read}")
        finally:
            source.unlink(missing_ok=True)

    def _load_parquet(self, loaded: Loaded, table: TableData, part: Part) -> None:
        """A Parquet file in the engine's folder: columns by name, a missing one is NULL, partition
        values are given.
        """
        file = _text(str(Path(part.parquet or "").resolve()))
        present = {
            str(row[0]).lower(): str(row[0])
            for row in self._database.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
        }
        values, constants = [], []
        for name, kind in table.columns:
            if name in part.constants:
                values.append(f"CAST(? AS {engine_text(kind)})")
                constants.append(part.constants[name])
            elif name in present:
                values.append(f"CAST({_name(present[name])} AS {engine_text(kind)})")
            else:
                values.append("NULL")
        self._database.execute(
            f"INSERT INTO {loaded.name} SELECT {', '.join([*values, '?'])} FROM read_parquet({file})",
            [*constants, part.path],
        )

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
        held = {name: self._hold(tables[name], execution) for name in rewritten.tables}
        try:
            sql = rewritten.sql({name: loaded.name for name, loaded in held.items()})
            self._register(sql)
            partitions = f", PARTITION_BY ({', '.join(map(_name, partition_by))})" if partition_by else ""
            copy = (
                f"COPY ({sql}) TO {_text(str(target.resolve()))} (FORMAT parquet, COMPRESSION "
                f"{_text(compression)}{partitions})"
            )
            return int(execution.guarded(lambda: execution.connection.execute(copy).fetchall(), limits)[0][0])
        finally:
            self._release(held.values())
            execution.connection.close()

    def explain(self, rewritten: Any, tables: Mapping[Any, TableData]) -> str:
        """The engine's plan for a query, as text."""
        execution = self.execution()
        held = {name: self._hold(tables[name], execution) for name in rewritten.tables}
        try:
            sql = rewritten.sql({name: loaded.name for name, loaded in held.items()})
            self._register(sql)
            rows = execution.guarded(
                lambda: execution.connection.execute(f"EXPLAIN {sql}").fetchall(), Limits()
            )
            return "\n".join(str(row[1]) for row in rows)
        finally:
            self._release(held.values())
            execution.connection.close()


def macros() -> list[str]:
    """The statements of macros.sql."""
    text = files("nuage.athena").joinpath("macros.sql").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in kept.split(";\n") if statement.strip()]


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
