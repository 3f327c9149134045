"""From a query of Athena to one of the engine: parse, bind parameters, analyse, and apply the rules in
order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.objects.conditions import Condition
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.dialect import generate, parse_query
from nuage.athena.rewrite.nodes import identifier
from nuage.athena.rewrite.parameters import bind
from nuage.athena.rewrite.relations import Queries
from nuage.athena.rewrite.rules.arithmetic import arithmetic
from nuage.athena.rewrite.rules.casts import casts
from nuage.athena.rewrite.rules.comparisons import comparisons
from nuage.athena.rewrite.rules.intervals import intervals
from nuage.athena.rewrite.rules.likes import likes
from nuage.athena.rewrite.scope import Catalog, TableName
from nuage.athena.types import Type

# the order matters: an interval must be one before arithmetic meets it, and conversions come last,
# since the other rules read the types that they convert to
RULES: tuple[Callable[[exp.Expression], exp.Expression], ...] = (
    intervals,
    comparisons,
    arithmetic,
    likes,
    casts,
)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query ready for the engine: its columns as Athena names and types them, and the tables it reads."""

    tree: exp.Expression
    columns: tuple[tuple[str, Type], ...]
    tables: tuple[TableName, ...]
    # for each table, what is said of its columns at each place that names it: see conditions.keeps()
    filters: Mapping[TableName, tuple[tuple[Condition, ...], ...]]

    def sql(self, names: Mapping[TableName, str]) -> str:
        """The engine's SQL, with each table under the name that the engine gave it."""
        tree = self.tree.copy()
        for node in tree.find_all(exp.Table):
            table = node.meta.get("table")
            if table is not None and table in names:
                node.set("this", identifier(names[table]))
        return generate(tree)


def rewrite(
    sql: str,
    catalog: Catalog,
    *,
    now: datetime,
    database: str = "default",
    parameters: Sequence[str] = (),
) -> Rewritten:
    """Rewrite one query. `now` is UTC; `parameters` are the texts for its question marks.

    Raises MalformedQueryError for what StartQueryExecution refuses, QueryError for what fails later.
    """
    tree = bind(parse_query(sql), parameters)
    context = Context(sql, catalog, now, database.lower())
    try:
        outputs = Queries(context).query(tree, None)
    except RecursionError as error:
        raise QueryError(
            "STACK_OVERFLOW", "statement is too large (stack overflow during analysis)"
        ) from error
    for rule in RULES:
        tree = rule(tree)
    columns = tuple((o.name if o.name is not None else f"_col{i}", o.kind) for i, o in enumerate(outputs))
    filters = {
        table: tuple(tuple(found) for name, found in context.references.values() if name == table)
        for table in context.tables
    }
    return Rewritten(tree, columns, tuple(context.tables), filters)
