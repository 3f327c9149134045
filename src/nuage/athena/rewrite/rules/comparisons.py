"""Comparisons where the engine's idea of equal is not Trino's: zoned timestamps, and `<>` of IS DISTINCT
FROM.
"""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.rewrite.nodes import template, type_of
from nuage.athena.rewrite.rules import bottom_up
from nuage.athena.types import ZONED

COMPARED: tuple[type[exp.Expression], ...] = (
    exp.EQ,
    exp.NEQ,
    exp.LT,
    exp.LTE,
    exp.GT,
    exp.GTE,
    exp.NullSafeEQ,
    exp.NullSafeNEQ,
)


def comparisons(tree: exp.Expression) -> exp.Expression:
    """Two zoned timestamps are compared by their instants, whatever their zones."""
    visitors = {**dict.fromkeys(COMPARED, _compare), exp.Between: _between, exp.In: _in}
    return bottom_up(tree, visitors)


def instant(node: exp.Expression) -> exp.Expression:
    """The instant of a zoned timestamp; anything else as it is."""
    return template("struct_extract({0}, 't')", node) if type_of(node).base == ZONED else node


def _compare(node: exp.Expression) -> exp.Expression:
    for key in ("this", "expression"):
        node.set(key, instant(node.args[key]))
    return node


def _between(node: exp.Expression) -> exp.Expression:
    for key in ("this", "low", "high"):
        node.set(key, instant(node.args[key]))
    return node


def _in(node: exp.Expression) -> exp.Expression:
    if node.expressions and type_of(node.this).base == ZONED:
        node.set("this", instant(node.this))
        node.set("expressions", [instant(e) for e in node.expressions])
    return node
