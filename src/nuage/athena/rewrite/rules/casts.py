"""CAST, TRY_CAST and implicit conversions, with Trino's limits, roundings and texts."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite import conversion
from nuage.athena.rewrite.nodes import Coerce, escaped, template, type_of
from nuage.athena.rewrite.rules import bottom_up

# stands for the value in the text of a conversion, where braces may be those of a field's name
VALUE = "\0"


def casts(tree: exp.Expression) -> exp.Expression:
    """`CAST(x AS VARCHAR(3))` truncates, `CAST(2.5e0 AS INTEGER)` is 3, `CAST('abc' AS INTEGER)` fails
    as Trino's.
    """
    return bottom_up(tree, {exp.Cast: _cast, Coerce: _cast})


def _cast(node: exp.Expression) -> exp.Expression:
    source, target = type_of(node.this), type_of(node)
    try:
        text = conversion.convert(VALUE, source, target)
    except conversion.NoConversionError as error:
        raise QueryError(
            "TYPE_MISMATCH", f"Cannot cast {source} to {target}", node.meta.get("position")
        ) from error
    return template(escaped(text).replace(VALUE, "{0}"), node.this)
