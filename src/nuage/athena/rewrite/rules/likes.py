"""LIKE: the escape character, which must be one character in Trino."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite.nodes import literal_text, template
from nuage.athena.rewrite.rules import bottom_up


def likes(tree: exp.Expression) -> exp.Expression:
    """`x LIKE p ESCAPE e` as one predicate of the engine."""
    return bottom_up(tree, {exp.Escape: _escape, exp.Like: _like})


def _like(node: exp.Expression) -> exp.Expression:
    return template("{0} LIKE {1}", node.this, node.expression)


def _escape(node: exp.Expression) -> exp.Expression:
    escape = literal_text(node.expression)
    if escape is not None and len(escape) != 1:
        raise QueryError("INVALID_FUNCTION_ARGUMENT", "Escape string must be a single character")
    pattern = literal_text(node.this.args["expressions"][1])
    if escape and pattern is not None and _wrong(pattern, escape):
        raise QueryError(
            "INVALID_FUNCTION_ARGUMENT",
            "Escape character must be followed by '%', '_' or the escape character itself",
        )
    return template("{0} LIKE {1} ESCAPE {2}", *node.this.args["expressions"], node.expression)


def _wrong(pattern: str, escape: str) -> bool:
    """Whether something else than `%`, `_` and the escape character is escaped."""
    index = 0
    while index < len(pattern):
        if pattern[index] == escape:
            index += 1
            if index == len(pattern) or pattern[index] not in ("%", "_", escape):
                return True
        index += 1
    return False
