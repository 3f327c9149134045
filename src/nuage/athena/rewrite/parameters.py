"""Execution parameters: the texts that stand for `?`, in the order of the question marks.

A text that parses as an expression without names is that expression (`1+1`, `DATE '2026-01-01'`, `'abc'`,
`NULL`); anything else is a string (reference, section 3.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from nuage.athena.errors import QueryError
from nuage.athena.rewrite.dialect import Query


def bind(tree: exp.Expression, parameters: Sequence[str]) -> exp.Expression:
    """Put the parameters in the place of the question marks; INVALID_PARAMETER_USAGE if there are too few."""
    marks = in_order(tree)
    if not marks:
        return tree
    if len(parameters) != len(marks):
        raise QueryError(
            "INVALID_PARAMETER_USAGE",
            f"Incorrect number of parameters: expected {len(marks)} but found {len(parameters)}",
            (1, 1),
        )
    for mark, text in zip(marks, parameters, strict=True):
        mark.replace(read(text))
    return tree


def count(tree: exp.Expression) -> int:
    """The number of question marks."""
    return len(in_order(tree))


def in_order(tree: exp.Expression) -> list[exp.Placeholder]:
    """The question marks as the text has them."""
    marks = [m for m in tree.find_all(exp.Placeholder) if m.this is None]
    return sorted(marks, key=lambda mark: int(mark.meta["start"]))


def read(text: str) -> exp.Expression:
    """One parameter."""
    try:
        parsed = sqlglot.parse(text, dialect=Query)
    except (ParseError, TokenError):
        return exp.Literal.string(text)
    tree = parsed[0] if len(parsed) == 1 else None
    names = (exp.Column, exp.Query, exp.Command, exp.Alias, exp.DDL, exp.DML)
    if (
        tree is None
        or not isinstance(tree, exp.Condition | exp.Interval)
        or any(isinstance(n, names) for n in tree.walk())
    ):
        return exp.Literal.string(text)
    for node in tree.walk():
        node.meta.clear()
    return cast("exp.Expression", tree)
