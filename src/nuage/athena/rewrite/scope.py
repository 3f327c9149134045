"""What names mean at a place of a query: the sources in FROM, and the queries around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlglot import exp

from nuage.athena.types import Type


@dataclass(frozen=True, slots=True)
class TableName:
    """A table of the catalogue, in lower case."""

    database: str
    table: str

    def __str__(self) -> str:
        return f"{self.database}.{self.table}"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """What a query needs to know of a table: its columns (partition keys last), or the SQL of a view."""

    columns: tuple[tuple[str, Type], ...]
    view: str | None = None
    view_database: str = "default"


class Catalog(Protocol):
    """Where the analysis asks for tables."""

    def has_database(self, database: str) -> bool:
        """Whether a database exists."""
        ...

    def table(self, name: TableName) -> TableInfo | None:
        """A table or a view, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a source offers: its name in the query, its type, and the engine's expression for it."""

    name: str | None
    kind: Type
    value: exp.Expression
    hidden: bool = False
    # an unnested array of one-field rows: `h` is the field, and `h.text` may be said too
    row_name: str | None = None


@dataclass(slots=True)
class Source:
    """An item of FROM under its alias."""

    alias: str | None
    fields: tuple[Field, ...]
    table: TableName | None = None

    def named(self, name: str) -> list[Field]:
        """The columns of a name."""
        return [f for f in self.fields if f.name is not None and f.name.lower() == name.lower()]


@dataclass(slots=True)
class Scope:
    """The sources in sight, the scope around, and the common table expressions."""

    parent: Scope | None = None
    sources: list[Source] = field(default_factory=list)
    ctes: Mapping[str, Source] = field(default_factory=dict)
    # parameters of the lambdas around: query name -> (engine name, type)
    lambdas: Mapping[str, tuple[str, Type]] = field(default_factory=dict)
    # names of a subquery's using-join that stand for several columns
    merged: dict[str, Field] = field(default_factory=dict)
    windows: dict[str, exp.Expression] = field(default_factory=dict)

    def outward(self) -> Iterator[Scope]:
        """This scope and those around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def cte(self, name: str) -> Source | None:
        """A common table expression in sight."""
        for scope in self.outward():
            if name in scope.ctes:
                return scope.ctes[name]
        return None
