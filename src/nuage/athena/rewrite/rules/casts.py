"""CAST, TRY_CAST and implicit conversions, with Trino's limits, roundings and texts."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite import conversion
from nuage.athena.rewrite.nodes import Coerce, template, type_of
from nuage.athena.rewrite.rules import bottom_up


def casts(tree: exp.Expression) -> exp.Expression:
    """`CAST(x AS VARCHAR(3))` truncates, `CAST(2.5e0 AS INTEGER)` is 3, `CAST('abc' AS INTEGER)` fails
    as Trino's.
    """
    return bottom_up(tree, {exp.Cast: _cast, exp.TryCast: _try_cast, Coerce: _cast})


def _cast(node: exp.Expression) -> exp.Expression:
    source, target = type_of(node.this), type_of(node)
    try:
        text = conversion.convert("{0}", source, target)
    except conversion.NoConversionError as error:
        raise QueryError(
            "TYPE_MISMATCH", f"Cannot cast {source} to {target}", node.meta.get("position")
        ) from error
    return template(text, node.this)


def _try_cast(node: exp.Expression) -> exp.Expression:
    return template("TRY({0})", _cast(node))
