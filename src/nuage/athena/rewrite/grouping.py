"""GROUP BY: its items, and the rule that everything else selected must be an aggregate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.dialect import generate
from nuage.athena.rewrite.expressions import Expressions
from nuage.athena.rewrite.nodes import Call, start_of
from nuage.athena.rewrite.scope import Scope


def is_aggregate(node: exp.Expression) -> bool:
    """Whether a node is a call of an aggregate function that is not a window function's."""
    return isinstance(node, Call) and bool(node.args.get("aggregate")) and not node.args.get("window")


def refuse_aggregates(node: exp.Expression, clause: str, context: Context, at: exp.Expression) -> None:
    """EXPRESSION_NOT_SCALAR for an aggregate or a window function in a clause that takes none."""
    for found in _outside_queries(node):
        if isinstance(found, Call) and found.args.get("aggregate"):
            raise context.error(
                "EXPRESSION_NOT_SCALAR",
                f"{clause} cannot contain aggregations, window functions or grouping operations: "
                f"[{found.args['name']}]",
                found if start_of(found) is not None else at,
            )


def group_by(
    node: exp.Select, scope: Scope, analyze: Expressions, values: Sequence[exp.Expression]
) -> list[exp.Expression]:
    """Analyse GROUP BY in place and return the expressions that rows are grouped by."""
    group = node.args.get("group")
    if group is None:
        return []
    grouped: list[exp.Expression] = []

    def one(item: exp.Expression) -> exp.Expression:
        if isinstance(item, exp.Tuple):
            return exp.Tuple(expressions=[one(e) for e in item.expressions])
        if isinstance(item, exp.GroupingSets | exp.Cube | exp.Rollup):
            return type(item)(expressions=[one(e) for e in item.expressions])
        if isinstance(item, exp.Paren):
            return exp.Paren(this=one(item.this))
        if isinstance(item, exp.Literal) and not item.is_string:
            number = int(item.name) if item.name.isdigit() else 0
            if not 1 <= number <= len(values):
                raise analyze.context.error(
                    "INVALID_COLUMN_REFERENCE", f"GROUP BY position {item.name} is not in select list", item
                )
            value = values[number - 1]
            refuse_aggregates(value, "GROUP BY clause", analyze.context, item)
        else:
            value = analyze(item, scope)
            refuse_aggregates(value, "GROUP BY clause", analyze.context, item)
        grouped.append(value)
        return value.copy()

    made = exp.Group(expressions=[one(e) for e in group.expressions])
    for key in ("grouping_sets", "cube", "rollup"):
        sets = group.args.get(key)
        if isinstance(sets, list):
            made.set(key, [one(s) for s in sets])
    if group.args.get("all") or group.args.get("totals"):
        raise analyze.context.refuse("GROUP BY ALL is not supported", node)
    node.set("group", made)
    return grouped


def check(
    node: exp.Select, values: Sequence[exp.Expression], grouped: Sequence[exp.Expression], context: Context
) -> None:
    """EXPRESSION_NOT_AGGREGATE for a column that is neither grouped by nor aggregated."""
    having = node.args.get("having")
    everything = [*values, *([having.this] if having is not None else [])]
    aggregated = any(is_aggregate(n) for v in everything for n in _outside_queries(v))
    if not (aggregated or node.args.get("group") is not None or having is not None):
        return
    keys = {generate(g) for g in grouped}
    for value in everything:
        _check_one(value, keys, value, context)


def _check_one(node: exp.Expression, keys: set[str], whole: exp.Expression, context: Context) -> None:
    if is_aggregate(node) or isinstance(node, exp.Subquery | exp.Exists | exp.Query):
        return
    if keys and generate(node) in keys:
        return
    if isinstance(node, exp.Column):
        name = str(node.meta.get("name") or node.name)
        raise context.error(
            "EXPRESSION_NOT_AGGREGATE",
            f"'{name}' must be an aggregate expression or appear in GROUP BY clause",
            whole,
        )
    for child in node.iter_expressions():
        _check_one(child, keys, whole, context)


def _outside_queries(node: exp.Expression) -> Iterator[exp.Expression]:
    """The nodes of an expression without those of the queries in it."""
    yield node
    for child in node.iter_expressions():
        if not isinstance(child, exp.Query):
            yield from _outside_queries(child)
