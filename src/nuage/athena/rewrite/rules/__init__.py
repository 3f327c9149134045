"""The rules that turn a typed Trino tree into the engine's: in this order, each a small pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from nuage.athena.rewrite.nodes import set_type, type_of

Rule = Callable[[exp.Expression], exp.Expression]
Visitors = Mapping[type[exp.Expression], Callable[[exp.Expression], exp.Expression]]


def bottom_up(node: exp.Expression, visitors: Visitors) -> exp.Expression:
    """Replace nodes by type, the innermost first; a replacement keeps the type of what it replaces."""
    for key, value in list(node.args.items()):
        if isinstance(value, exp.Expression):
            node.set(key, bottom_up(value, visitors))
        elif isinstance(value, list):
            node.set(key, [bottom_up(v, visitors) if isinstance(v, exp.Expression) else v for v in value])
    visit = visitors.get(type(node))
    if visit is None:
        return node
    made = visit(node)
    if made is not node and "kind" in node.meta and "kind" not in made.meta:
        set_type(made, type_of(node))
    return made
