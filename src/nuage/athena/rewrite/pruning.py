"""Which partitions a query can do without: the plain conditions of its WHERE clauses on columns of a table.

Only conditions that no NULL passes are taken (`=`, `<`, `<=`, `>`, `>=`, IN, BETWEEN, against constants),
joined by AND. Leaving out a partition that fails one of them cannot change a result, outer joins included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.nodes import Coerce
from nuage.athena.types import NUMBERS, Type

_FLIPPED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SYMBOLS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """`column operator value`; `in` takes several values, which are texts as the query wrote them."""

    column: str
    operator: str
    values: tuple[str, ...]


def collect(condition: exp.Expression, select: exp.Select, context: Context) -> None:
    """Note the filters of an analysed WHERE condition on the tables in FROM of the same SELECT.

    What a correlated subquery says of a table outside need not hold for that table's rows: NOT EXISTS.
    """
    items = [select.args["from_"].this] if select.args.get("from_") else []
    items += [join.this for join in select.args.get("joins") or []]
    own = {item.alias_or_name for item in items if isinstance(item, exp.Table)}
    for alias, found in _filters(condition):
        if alias in own and alias in context.references:
            context.references[alias][1].append(found)


def _filters(node: exp.Expression) -> Iterator[tuple[str, Filter]]:
    if isinstance(node, exp.And):
        yield from _filters(node.this)
        yield from _filters(node.expression)
    elif isinstance(node, exp.Paren):
        yield from _filters(node.this)
    elif type(node) in _SYMBOLS:
        symbol = _SYMBOLS[type(node)]
        yield from _one(node.this, symbol, [node.expression])
        yield from _one(node.expression, _FLIPPED[symbol], [node.this])
    elif isinstance(node, exp.In) and node.expressions:
        yield from _one(node.this, "in", node.expressions)
    elif isinstance(node, exp.Between):
        yield from _one(node.this, ">=", [node.args["low"]])
        yield from _one(node.this, "<=", [node.args["high"]])


def _one(
    column: exp.Expression, operator: str, values: Sequence[exp.Expression]
) -> Iterator[tuple[str, Filter]]:
    column = _bare(column)
    texts = [_constant(value) for value in values]
    if isinstance(column, exp.Column) and all(text is not None for text in texts):
        yield column.table, Filter(column.name, operator, tuple(str(text) for text in texts))


def _bare(node: exp.Expression) -> exp.Expression:
    while isinstance(node, Coerce | exp.Paren):
        node = node.this
    return node


def _constant(node: exp.Expression) -> str | None:
    """The text of a literal, of `DATE '…'` and of a negative number."""
    node = _bare(node)
    if isinstance(node, exp.Cast):
        node = _bare(node.this)
    if isinstance(node, exp.Neg):
        inner = _constant(node.this)
        return None if inner is None else f"-{inner}"
    return str(node.this) if isinstance(node, exp.Literal) else None


# --- what the caller asks -----------------------------------------------------------------------------------

_TESTS: dict[str, Callable[[Any, Sequence[Any]], bool]] = {
    "=": lambda value, others: bool(value == others[0]),
    "<": lambda value, others: bool(value < others[0]),
    "<=": lambda value, others: bool(value <= others[0]),
    ">": lambda value, others: bool(value > others[0]),
    ">=": lambda value, others: bool(value >= others[0]),
    "in": lambda value, others: value in others,
}


def keeps(
    references: Sequence[Sequence[Filter]], partition: Mapping[str, str], kinds: Mapping[str, Type]
) -> bool:
    """Whether a partition's values may be wanted by one of the places where the query names the table."""
    return any(
        all(_passes(f, partition[f.column], kinds[f.column]) for f in filters if f.column in partition)
        for filters in references
    )


def _passes(condition: Filter, text: str, kind: Type) -> bool:
    if kind.base not in (*NUMBERS, "varchar", "char", "date"):
        return True
    try:
        values = [_read(t, kind) for t in (text, *condition.values)]
    except InvalidOperation:
        # what cannot be compared here is left to the engine
        return True
    return _TESTS[condition.operator](values[0], values[1:])


def _read(text: str, kind: Type) -> Any:
    return Decimal(text) if kind.base in NUMBERS else text
