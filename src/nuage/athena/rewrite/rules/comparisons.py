"""Comparisons where the engine's idea of equal is not Trino's: zoned timestamps, NaN, NULL inside of arrays,
rows and maps, and the blanks of CHAR.
"""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.rewrite.nodes import Coerce, escaped, template, type_of
from nuage.athena.rewrite.rules import bottom_up
from nuage.athena.types import ZONED, Type, field_name

EQUALITIES: tuple[type[exp.Expression], ...] = (exp.EQ, exp.NEQ)
ORDERINGS: tuple[type[exp.Expression], ...] = (exp.LT, exp.LTE, exp.GT, exp.GTE)
COMPARED = (*EQUALITIES, *ORDERINGS, exp.NullSafeEQ, exp.NullSafeNEQ)


def comparisons(tree: exp.Expression) -> exp.Expression:
    """Zoned timestamps are compared by their instants, NaN equals nothing, ARRAY[NULL] may equal any."""
    visitors = {**dict.fromkeys(COMPARED, _compare), exp.Between: _between, exp.In: _in}
    return bottom_up(tree, visitors)


def instant(node: exp.Expression) -> exp.Expression:
    """The instant of a zoned timestamp; anything else as it is."""
    return template("struct_extract({0}, 't')", node) if type_of(node).base == ZONED else node


def _compare(node: exp.Expression) -> exp.Expression:
    left, right = node.this, node.expression
    bases = {type_of(left).base, type_of(right).base}
    if bases & {"double", "real"} and isinstance(node, (*EQUALITIES, *ORDERINGS)):
        return _numbers(node)
    if bases == {"char", "varchar"}:
        for key in ("this", "expression"):
            node.set(key, template("rtrim({0}, ' ')", node.args[key]))
        return node
    if isinstance(node, EQUALITIES) and len(bases) == 1 and bases <= {"array", "map", "row"}:
        text = escaped(equal("\0", "\1", type_of(left))).replace("\0", "{0}").replace("\1", "{1}")
        return template(text if isinstance(node, exp.EQ) else f"NOT ({text})", left, right)
    for key in ("this", "expression"):
        node.set(key, instant(node.args[key]))
    return node


def _numbers(node: exp.Expression) -> exp.Expression:
    """NaN is the largest number to the engine, and equals itself; to Trino it is neither."""
    left, right = node.this, node.expression
    if isinstance(node, EQUALITIES):
        if not (_may_be_nan(left) and _may_be_nan(right)):
            return node
        if isinstance(node, exp.EQ):
            return template("{0} = {1} AND NOT isnan({0})", left, right)
        return template("{0} <> {1} OR isnan({0})", left, right)
    larger = left if isinstance(node, exp.GT | exp.GTE) else right
    if not _may_be_nan(larger):
        return node
    symbol = {exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}[type(node)]  # type: ignore[index]
    side = 0 if larger is left else 1
    return template(f"{{0}} {symbol} {{1}} AND NOT isnan({{{side}}})", left, right)


def _may_be_nan(node: exp.Expression) -> bool:
    while isinstance(node, exp.Paren | exp.Neg):
        node = node.this
    if isinstance(node, Coerce):
        return type_of(node.this).base in ("double", "real") and _may_be_nan(node.this)
    return type_of(node).base in ("double", "real") and not isinstance(node, exp.Literal)


def equal(left: str, right: str, kind: Type) -> str:
    """The text of `left = right`: NULL where a NULL inside leaves it open."""
    if kind.base == ZONED:
        return f"struct_extract({left}, 't') = struct_extract({right}, 't')"
    if kind.base == "row":
        fields = [field_name(kind, i).replace("'", "''") for i in range(len(kind.args))]
        same = (
            equal(f"struct_extract({left}, '{name}')", f"struct_extract({right}, '{name}')", part)
            for name, part in zip(fields, kind.args, strict=True)
        )
        return "(" + " AND ".join(f"({each})" for each in same) + ")"
    if kind.base == "array":
        inner = equal(f'list_extract({left}, "i")', f'list_extract({right}, "i")', kind.args[0])
        return (
            f"CASE WHEN len({left}) <> len({right}) THEN false "
            f"ELSE nuage_all(list_transform(range(1, len({left}) + 1 + 0 * len({right})), "
            f'lambda "i": {inner})) END'
        )
    if kind.base == "map":
        inner = equal(f'map_extract_value({left}, "k")', f'map_extract_value({right}, "k")', kind.args[1])
        return (
            f"CASE WHEN cardinality({left}) <> cardinality({right}) THEN false "
            f"ELSE nuage_all(list_transform("
            f'map_keys({left}), lambda "k": CASE WHEN map_contains({right}, "k") THEN {inner} '
            f"ELSE false END)) END"
        )
    return f"{left} = {right}"


def _between(node: exp.Expression) -> exp.Expression:
    for key in ("this", "low", "high"):
        node.set(key, instant(node.args[key]))
    return node


def _in(node: exp.Expression) -> exp.Expression:
    if node.expressions and type_of(node.this).base == ZONED:
        node.set("this", instant(node.this))
        node.set("expressions", [instant(e) for e in node.expressions])
    return node
