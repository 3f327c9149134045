"""What Trino's parser refuses and sqlglot's does not: StartQueryExecution refuses it, so nothing runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlglot import TokenType, exp

from nuage.athena.rewrite.jsonsyntax import SqlJson
from nuage.athena.rewrite.nodes import literal_text
from nuage.athena.sqljsonpath import PathSyntaxError, read

EXTRACT_FIELDS = (
    *("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAY_OF_MONTH", "DAY_OF_WEEK", "DOW", "DAY_OF_YEAR", "DOY"),
    *("YEAR_OF_WEEK", "YOW", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR", "TIMEZONE_MINUTE"),
)
_AT_LEAST_TWO = ("coalesce", "format")


def misplaced_offset(tokens: Sequence[Any]) -> int | None:
    """Where OFFSET stands behind LIMIT or FETCH, which Trino's grammar does not allow."""
    limited = [False]
    for token in tokens:
        if token.token_type == TokenType.L_PAREN:
            limited.append(False)
        elif token.token_type == TokenType.R_PAREN:
            limited = limited[:-1] or [False]
        elif token.token_type in (TokenType.LIMIT, TokenType.FETCH):
            limited[-1] = True
        elif token.token_type in (TokenType.SELECT, TokenType.UNION, TokenType.WITH):
            limited[-1] = False
        elif token.token_type == TokenType.OFFSET and limited[-1]:
            return int(token.start)
    return None


def problems(tree: Any) -> Iterator[tuple[exp.Expression, str]]:
    """Each node that Trino would not have parsed, and why."""
    for node in tree.walk():
        message = _problem(node) if isinstance(node, exp.Expression) else ""
        if message:
            yield cast("exp.Expression", node), message


def _problem(node: exp.Expression) -> str:
    if isinstance(node, exp.Select) and not node.expressions:
        return "mismatched input 'FROM'. Expecting: '*', 'ALL', 'DISTINCT', <expression>"
    if isinstance(node, exp.HexString) and len(str(node.this)) % 2:
        return "Binary literal must contain an even number of digits"
    if isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit():
        limit = 2**63 + isinstance(node.parent, exp.Neg)
        return f"Invalid numeric literal: {node.name}" if int(node.name) >= limit else ""
    if isinstance(node, exp.Extract) and node.name.upper() not in EXTRACT_FIELDS:
        return f"Invalid EXTRACT field: {node.name.upper()}"
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Boolean):
        return f"mismatched input '{node.expression.sql().upper()}'. Expecting: 'DISTINCT', 'NOT', 'NULL'"
    if isinstance(node, exp.Anonymous) and node.name.lower() in _AT_LEAST_TWO and len(node.expressions) < 2:
        return f"The '{node.name.lower()}' function must have at least two arguments"
    if isinstance(node, SqlJson) and str(node.this) in ("json_exists", "json_value", "json_query"):
        return _path_problem(node)
    return ""


def _path_problem(node: SqlJson) -> str:
    path = literal_text(node.expressions[1]) if node.expressions[1] is not None else None
    if path is None:
        return f"{node.this}() takes its path as a text: 'lax $.a'"
    try:
        read(path)
    except PathSyntaxError as error:
        return str(error)
    return ""
