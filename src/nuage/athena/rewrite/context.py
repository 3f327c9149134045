"""What the analysis of one query carries along: its text, its catalogue, the tables it met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlglot import exp

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.rewrite.dialect import position
from nuage.athena.rewrite.nodes import start_of
from nuage.athena.rewrite.scope import Catalog, TableName

CATALOG = "awsdatacatalog"


@dataclass(slots=True)
class Context:
    """The surroundings of a query. `now` is the start of the query, in UTC, and the same all through it."""

    sql: str
    catalog: Catalog
    now: datetime
    database: str = "default"
    catalog_name: str = CATALOG
    tables: list[TableName] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    views: tuple[TableName, ...] = ()
    # engine alias of a table -> the table, and the plain conditions on its columns
    references: dict[str, tuple[TableName, list[Any]]] = field(default_factory=dict)

    def where(self, node: exp.Expression | None) -> tuple[int, int] | None:
        """Line and column of a node in the query's text."""
        return position(self.sql, start_of(node)) if node is not None else None

    def error(self, name: str, message: str, node: exp.Expression | None = None) -> QueryError:
        """An error at a node."""
        return QueryError(name, message, self.where(node))

    def refuse(self, what: str, node: exp.Expression | None = None) -> QueryError:
        """NOT_SUPPORTED, with the name of the construct."""
        return not_supported(what, self.where(node))

    def operator_error(
        self, name: str, message: str, node: exp.Expression, symbols: Sequence[str]
    ) -> QueryError:
        """An error at the operator between the operands of a binary node: Trino points there."""
        ends = [n.meta["end"] for n in node.this.walk() if "end" in n.meta]
        if ends:
            for offset in range(max(ends) + 1, len(self.sql)):
                if self.sql[offset : offset + 2].upper().startswith(tuple(symbols)):
                    return QueryError(name, message, position(self.sql, offset))
        return self.error(name, message, node)

    def keyword_error(self, name: str, message: str, node: exp.Expression, word: str) -> QueryError:
        """An error at the keyword before a node's first operand, as in CAST( and TRY_CAST(."""
        start = start_of(node)
        if start is not None:
            found = list(re.finditer(rf"(?:TRY_)?{word}\s*\(", self.sql[:start], re.IGNORECASE))
            # CAST(CAST(x … starts at the same operand: the outer keyword is further to the left
            nested = sum(1 for n in node.find_all(exp.Cast) if start_of(n) == start)
            if len(found) >= nested:
                return QueryError(name, message, position(self.sql, found[-nested].start()))
        return self.error(name, message, node)

    def alias(self, wanted: str) -> str:
        """An alias for the engine that no other source of the query has."""
        alias, count = wanted, 1
        while alias.lower() in self.aliases:
            count += 1
            alias = f"{wanted}_{count}"
        self.aliases.add(alias.lower())
        return alias

    def used(self, table: TableName) -> None:
        """Remember a table that the query reads."""
        if table not in self.tables:
            self.tables.append(table)
