"""What a query says of the columns of its tables: the conditions of its WHERE clauses by which partitions are
chosen.

Comparisons with constants are taken (`=`, `<>`, `<`, `<=`, `>`, `>=`, IN, BETWEEN, IS NULL), joined by AND,
OR and NOT. Where there are outer joins, a condition that NULL could pass is not: rows without a partner,
which leaving out a partition may add, must not get through.
"""

from __future__ import annotations

import re

from sqlglot import exp

from nuage.athena.objects.conditions import AllOf, AnyOf, Condition, Filter, Negation, rejects_null
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.nodes import Coerce, type_of
from nuage.athena.types import DATE

_SYMBOLS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def collect(condition: exp.Expression, select: exp.Select, context: Context) -> None:
    """Note what an analysed WHERE condition says of the tables in FROM of the same SELECT.

    What a correlated subquery says of a table outside need not hold for that table's rows: NOT EXISTS.
    """
    joins = select.args.get("joins") or []
    items = [select.args["from_"].this] if select.args.get("from_") else []
    items += [join.this for join in joins]
    outer = any(join.side for join in joins)
    for alias in {item.alias_or_name for item in items if isinstance(item, exp.Table)}:
        if alias in context.references:
            found = [c for c in _parts(condition, alias) if not outer or rejects_null(c)]
            context.references[alias][1].extend(found)


def _parts(node: exp.Expression, alias: str) -> list[Condition]:
    """What must all hold, as far as it is known."""
    found = _condition(node, alias)
    if found is None:
        return []
    return list(found.parts) if isinstance(found, AllOf) else [found]


def _condition(node: exp.Expression, alias: str) -> Condition | None:
    """The condition on one table that follows from an expression; None where nothing does."""
    if isinstance(node, exp.Paren):
        return _condition(node.this, alias)
    if isinstance(node, exp.And):
        parts = [*_parts(node.this, alias), *_parts(node.expression, alias)]
        return None if not parts else parts[0] if len(parts) == 1 else AllOf(tuple(parts))
    if isinstance(node, exp.Or):
        sides = [_condition(side, alias) for side in (node.this, node.expression)]
        known = [side for side in sides if side is not None]
        return AnyOf(tuple(known)) if len(known) == len(sides) else None
    if isinstance(node, exp.Not):
        return _negated(node.this, alias)
    return _filter(node, alias)


def _negated(node: exp.Expression, alias: str) -> Condition | None:
    """NOT of an expression. Of AND, a part that is not known may not be left out, as it is elsewhere."""
    if isinstance(node, exp.Paren):
        return _negated(node.this, alias)
    if isinstance(node, exp.Not):
        return _condition(node.this, alias)
    if isinstance(node, exp.And | exp.Or):
        sides = [_negated(side, alias) for side in (node.this, node.expression)]
        known = tuple(side for side in sides if side is not None)
        if isinstance(node, exp.And):
            return AnyOf(known) if len(known) == len(sides) else None
        return None if not known else known[0] if len(known) == 1 else AllOf(known)
    found = _condition(node, alias)
    return None if found is None else Negation(found)


def _filter(node: exp.Expression, alias: str) -> Condition | None:
    if type(node) in _SYMBOLS:
        symbol = _SYMBOLS[type(node)]
        return _one(node.this, symbol, [node.expression], alias) or _one(
            node.expression, _FLIPPED[symbol], [node.this], alias
        )
    if isinstance(node, exp.In) and node.expressions:
        return _one(node.this, "in", node.expressions, alias)
    if isinstance(node, exp.Is):
        return _one(node.this, "null", [], alias)
    if isinstance(node, exp.Between):
        low = _one(node.this, ">=", [node.args["low"]], alias)
        high = _one(node.this, "<=", [node.args["high"]], alias)
        return AllOf((low, high)) if low is not None and high is not None else None
    return None


def _one(column: exp.Expression, operator: str, values: list[exp.Expression], alias: str) -> Condition | None:
    column = _bare(column)
    if not isinstance(column, exp.Column) or column.table != alias:
        return None
    texts = [_constant(value) for value in values]
    known = tuple(text for text in texts if text is not None)
    return Filter(column.name, operator, known) if len(known) == len(texts) else None


def _bare(node: exp.Expression) -> exp.Expression:
    while isinstance(node, Coerce | exp.Paren):
        node = node.this
    return node


def _constant(node: exp.Expression) -> str | None:
    """The text of a literal, of `DATE '…'` and of a negative number. A cast may change what it is given."""
    node = _bare(node)
    if isinstance(node, exp.Cast):
        inner = _bare(node.this)
        is_date = type_of(node) == DATE and isinstance(inner, exp.Literal)
        return str(inner.this) if is_date and _ISO_DATE.match(str(inner.this)) else None
    if isinstance(node, exp.Neg):
        inner_text = _constant(node.this)
        return None if inner_text is None else f"-{inner_text}"
    return str(node.this) if isinstance(node, exp.Literal) else None
