"""What the tests of Athena's core share: a catalogue in memory, an engine, and a way to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nuage.athena.engine import Engine
from nuage.athena.rewrite.scope import TableInfo, TableName
from nuage.athena.rewrite.translate import Rewritten, rewrite
from nuage.athena.tables import TableData
from nuage.athena.values import text_of

FIXTURES = Path(__file__).parents[2] / "fixtures" / "athena"
NOW = datetime(2026, 1, 31, 12, 30, 15, 123456, tzinfo=UTC)


class MemoryCatalog:
    """Tables and views in a dictionary."""

    def __init__(self, tables: Mapping[str, TableInfo]) -> None:
        self.tables = {TableName(*name.split(".")): info for name, info in tables.items()}

    def has_database(self, database: str) -> bool:
        return database == "default" or any(name.database == database for name in self.tables)

    def table(self, name: TableName) -> TableInfo | None:
        return self.tables.get(name)


class Lab:
    """Asks queries of an engine over tables in memory."""

    def __init__(
        self, engine: Engine, tables: Mapping[str, TableData], views: Mapping[str, TableInfo] | None = None
    ) -> None:
        self.engine = engine
        self.data = {TableName(*name.split(".")): data for name, data in tables.items()}
        infos = {name: TableInfo(data.columns) for name, data in tables.items()}
        self.catalog = MemoryCatalog({**infos, **(views or {})})

    def rewrite(self, sql: str, parameters: Sequence[str] = (), database: str = "default") -> Rewritten:
        return rewrite(sql, self.catalog, now=NOW, database=database, parameters=parameters)

    def rows(
        self, sql: str, parameters: Sequence[str] = (), database: str = "default"
    ) -> list[tuple[Any, ...]]:
        """The rows of a query, as text."""
        ready = self.rewrite(sql, parameters, database)
        result = self.engine.run(ready, self.data)
        return [
            tuple(text_of(value, kind) for value, (_, kind) in zip(row, result.columns, strict=True))
            for row in result.rows()
        ]
