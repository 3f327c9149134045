"""The parts of a table into a table of the engine's: JSON lines through a file, Parquet files, rows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from nuage.athena.tables import PATH, Part
from nuage.athena.types import Type, engine_text

Columns = Sequence[tuple[str, Type]]
# bytes of the longest line that the engine is to expect, if none is longer: each of its threads takes
# buffers of twice as much, so a large number costs memory, and hands a small file to one thread alone
LINE = 1024 * 1024
_FILES = itertools.count(1)


class Connection(Protocol):
    """What is needed of DuckDB's."""

    def execute(self, sql: str, parameters: object = None) -> Any:
        """Run a statement."""

    def executemany(self, sql: str, parameters: object = None) -> Any:
        """Run a statement with each of several rows of parameters."""


def quoted_name(name: str) -> str:
    """An identifier for the engine."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """A text for the engine."""
    return "'" + text.replace("'", "''") + "'"


def create(connection: Connection, table: str, columns: Columns) -> None:
    """Make an empty table with these columns, and the hidden one."""
    made = ", ".join(f"{quoted_name(name)} {engine_text(kind)}" for name, kind in (*columns, PATH))
    connection.execute(f"CREATE TABLE {table} ({made})")


def load(connection: Connection, table: str, columns: Columns, parts: Sequence[Part], folder: Path) -> None:
    """Insert the rows of all parts.

    :param folder: one that the engine may read, for what goes through a file
    """
    lines = [part for part in parts if part.lines is not None]
    if lines:
        _load_lines(connection, table, columns, lines, folder)
    for part in parts:
        if part.parquet is not None:
            _load_parquet(connection, table, columns, part, part.parquet)
        elif part.rows is not None:
            marks = ", ".join("?" for _ in range(len(columns) + 1))
            rows = [(*row, part.path) for row in part.rows]
            if rows:
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _load_lines(
    connection: Connection, table: str, columns: Columns, parts: Sequence[Part], folder: Path
) -> None:
    """Normalised JSON lines of all parts, through one file; each line is told its object's path."""
    source = folder / f"{table}-{next(_FILES)}.json"
    longest = 0
    try:
        with source.open("wb") as file:
            for part in parts:
                start = b'\n{"$path":' + json.dumps(part.path).encode() + b","
                written = (b"\n" + (part.lines or b"").strip(b"\n")).replace(b"\n{", start)
                longest = max(longest, len(written))
                file.write(written)
        kinds = ", ".join(
            f"{quoted_text(name)}: "
            f"{quoted_text('VARCHAR' if kind.base == 'varbinary' else engine_text(kind))}"
            for name, kind in (*columns, PATH)
        )
        read = (
            f"read_json({quoted_text(str(source.resolve()))}, format = 'newline_delimited', columns = "
            f"{{{kinds}}}, maximum_object_size = {max(longest, LINE)}, compression = 'none')"
        )
        values = ", ".join(
            f"from_base64({quoted_name(name)})" if kind.base == "varbinary" else quoted_name(name)
            for name, kind in (*columns, PATH)
        )
        connection.execute(f"INSERT INTO {table} SELECT {values} FROM {read}")
    finally:
        source.unlink(missing_ok=True)


def _load_parquet(connection: Connection, table: str, columns: Columns, part: Part, file: Path) -> None:
    """A Parquet file in the engine's folder: columns by name, a missing one is NULL, partition values are
    given.
    """
    source = f"read_parquet({quoted_text(str(file.resolve()))})"
    present = {
        str(row[0]).lower(): str(row[0])
        for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    }
    values, constants = [], []
    for name, kind in columns:
        if name in part.constants:
            values.append(f"CAST(? AS {engine_text(kind)})")
            constants.append(part.constants[name])
        elif name in present:
            values.append(f"CAST({quoted_name(present[name])} AS {engine_text(kind)})")
        else:
            values.append("NULL")
    connection.execute(
        f"INSERT INTO {table} SELECT {', '.join([*values, '?'])} FROM {source}", [*constants, part.path]
    )
