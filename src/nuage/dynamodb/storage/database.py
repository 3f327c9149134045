"""One SQLite database for an account and region, in memory or in a file.

One connection behind one lock: SQLite writes one at a time anyway, and an in-memory database has one
connection only.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nuage.dynamodb.storage import expiry

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, rows INTEGER, definition TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS numbering (next INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, digest BLOB, expires REAL);
CREATE INDEX IF NOT EXISTS tokens_by_time ON tokens (expires);
CREATE TABLE IF NOT EXISTS records (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL, created REAL NOT NULL, record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS records_by_stream ON records (stream, sequence);
"""


class Database:
    """A connection, its lock and its transactions. Threads share it.

    :param path: the file, or None for memory
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(
            str(path) if path else ":memory:",
            check_same_thread=False,
            isolation_level=None,
            cached_statements=512,
        )
        if path:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_SCHEMA + expiry.SCHEMA)

    def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
        """Run one statement. Only inside `reading` or `transaction`."""
        return self._connection.execute(statement, parameters)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nobody else writes meanwhile."""
        with self._lock:
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within is kept, or nothing is. Within another one it belongs to that."""
        with self._lock:
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            else:
                self._connection.execute("COMMIT")
            finally:
                self._depth = 0

    def new_number(self) -> int:
        """A number that was not given before; SQL tables are named by it."""
        found = self.execute("SELECT next FROM numbering").fetchone()
        number = found[0] if found else 1
        self.execute("DELETE FROM numbering")
        self.execute("INSERT INTO numbering VALUES (?)", number + 1)
        return int(number)

    def clear(self) -> None:
        """Delete all rows of all tables. Only inside `transaction`. Numbers are not given again."""
        found = self.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'rows_*'")
        for (name,) in found.fetchall():
            self.execute(f"DROP TABLE {name}")
        for name in ("tables", "tokens", "records", "expiries"):
            self.execute(f"DELETE FROM {name}")  # noqa: S608 - our names

    def close(self) -> None:
        """Close the connection; an in-memory database is gone."""
        with self._lock:
            self._connection.close()
