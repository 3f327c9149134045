"""What a rewritten query needs of each table: the columns that it names, and what WHERE says of single ones.

Only conditions that every row must meet count (those joined by AND in the WHERE of the very SELECT that reads
the table), and of these the plain ones: a column beside literals. They choose partitions; the engine still
applies all of WHERE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from nuage.athena.rewrite.scope import TableName
from nuage.athena.rewrite.translate import Rewritten

_SIGNS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
# what a rule makes of DATE '2026-01-01' and of an implicit conversion
_DATE = "nuage_date({0})"


@dataclass(frozen=True, slots=True)
class Condition:
    """A column, a sign (=, <>, <, <=, >, >=, IN) and the texts of the values."""

    column: str
    sign: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Needs:
    """Of one table: its columns, and the conditions; none where it is read more than once."""

    columns: set[str] = field(default_factory=set)
    conditions: list[Condition] = field(default_factory=list)
    readers: int = 0


def needs(rewritten: Rewritten) -> dict[TableName, Needs]:
    """What a query needs of each of its tables."""
    found = {name: Needs() for name in rewritten.tables}
    aliases: dict[str, TableName] = {}
    for node in rewritten.tree.find_all(exp.Table):
        table = node.meta.get("table")
        if table is not None:
            aliases[node.alias_or_name] = table
            found[table].readers += 1
    for column in rewritten.tree.find_all(exp.Column):
        table = aliases.get(column.table)
        if table is not None:
            found[table].columns.add(column.name)
    for select in rewritten.tree.find_all(exp.Select):
        _add_conditions(select, aliases, found)
    for need in found.values():
        if need.readers != 1:
            need.conditions.clear()
    return found


def _add_conditions(select: exp.Select, aliases: dict[str, TableName], found: dict[TableName, Needs]) -> None:
    where = select.args.get("where")
    clause = select.args.get("from_")
    if where is None or clause is None:
        return
    items = [clause.this, *(join.this for join in select.args.get("joins") or [])]
    own = {item.alias_or_name for item in items if isinstance(item, exp.Table)}
    for node in _conjuncts(where.this):
        read = _condition(node)
        if read is not None and read[0] in own and read[0] in aliases:
            found[aliases[read[0]]].conditions.append(read[1])


def _conjuncts(node: exp.Expression) -> Iterator[exp.Expression]:
    if isinstance(node, exp.Paren):
        yield from _conjuncts(node.this)
    elif isinstance(node, exp.And):
        yield from _conjuncts(node.this)
        yield from _conjuncts(node.expression)
    elif isinstance(node, exp.Between):
        yield exp.GTE(this=node.this, expression=node.args["low"])
        yield exp.LTE(this=node.this, expression=node.args["high"])
    else:
        yield node


def _condition(node: exp.Expression) -> tuple[str, Condition] | None:
    """The alias of the table and the condition; None for what is not plain."""
    if isinstance(node, exp.Or):
        return _alternatives(node)
    if isinstance(node, exp.In) and isinstance(node.this, exp.Column) and node.expressions:
        texts = [_literal(value) for value in node.expressions]
        values = tuple(text for text in texts if text is not None)
        if len(values) != len(texts):
            return None
        return node.this.table, Condition(node.this.name, "IN", values)
    sign = _SIGNS.get(type(node))
    if sign is None:
        return None
    left, right = node.this, node.expression
    if isinstance(right, exp.Column):
        left, right, sign = right, left, _TURNED.get(sign, sign)
    text = _literal(right)
    if not isinstance(left, exp.Column) or text is None:
        return None
    return left.table, Condition(left.name, sign, (text,))


def _alternatives(node: exp.Or) -> tuple[str, Condition] | None:
    """`a = 1 OR a = 2` is `a IN (1, 2)`."""
    parts = [_condition(part) for part in (_bare(node.this), _bare(node.expression))]
    left, right = parts
    if left is None or right is None or left[0] != right[0] or left[1].column != right[1].column:
        return None
    if any(part[1].sign not in ("=", "IN") for part in (left, right)):
        return None
    return left[0], Condition(left[1].column, "IN", (*left[1].values, *right[1].values))


def _bare(node: exp.Expression) -> exp.Expression:
    return node.this if isinstance(node, exp.Paren) else node


def _literal(node: exp.Expression) -> str | None:
    if isinstance(node, exp.Literal):
        return str(node.this)
    if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
        return f"-{node.this.this}"
    if isinstance(node, exp.Paren):
        return _literal(node.this)
    if type(node).__name__ == "Template" and node.this == _DATE:
        return _literal(node.expressions[0])
    return None
