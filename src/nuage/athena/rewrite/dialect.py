"""Athena's query language read by sqlglot's Trino parser, and the engine's SQL written from the
rewritten tree.

Functions are kept as they were typed: sqlglot's own idea of a function (a node with fixed arguments)
drops what it does not know, and a dropped argument is a silently wrong answer. What a function means is
decided in `nuage.athena.rewrite.functions`.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, cast

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError, TokenError
from sqlglot.generators.duckdb import DuckDBGenerator
from sqlglot.parsers.trino import TrinoParser

from nuage.athena.errors import MalformedQueryError
from nuage.athena.rewrite import syntax
from nuage.athena.rewrite.jsonsyntax import PARSERS as SQL_JSON
from nuage.athena.rewrite.nodes import Call, Coerce, EngineLambda, Template, start_of
from nuage.athena.types import engine_text

# syntax of its own: these keep a parser; every other name is an ordinary call
SPECIAL_SYNTAX = ("CAST", "EXTRACT", "LISTAGG", "POSITION", "SUBSTRING", "TRIM", "TRY_CAST")


def _placeholder(parser: Any) -> exp.Placeholder:
    """A question mark that knows its place, so that parameters are taken in the order of the text."""
    made = exp.Placeholder()
    made.meta["start"] = parser._prev.start
    return made


class QueryParser(TrinoParser):
    """Trino's grammar, with calls left as they are written."""

    FUNCTIONS: ClassVar[dict[str, Any]] = {}
    FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {
        **{name: TrinoParser.FUNCTION_PARSERS[name] for name in SPECIAL_SYNTAX},
        **SQL_JSON,
    }
    PLACEHOLDER_PARSERS: ClassVar[dict[Any, Any]] = {
        **TrinoParser.PLACEHOLDER_PARSERS,
        TokenType.PLACEHOLDER: _placeholder,
    }


class Query(Trino):
    """The dialect of SELECT in Athena."""

    INDEX_OFFSET = 0
    Parser = QueryParser


class EngineGenerator(DuckDBGenerator):
    """DuckDB's SQL, and the nodes of ours."""

    TRANSFORMS: ClassVar[dict[Any, Any]] = {
        **DuckDBGenerator.TRANSFORMS,
        Template: lambda self, node: self.template_sql(node),
        Call: lambda self, node: self.call_sql(node),
        Coerce: lambda self, node: self.sql(node, "this"),
        EngineLambda: lambda self, node: f"lambda {', '.join(node.args['names'])}: {self.sql(node, 'this')}",
    }

    def template_sql(self, node: exp.Expression) -> str:
        """The text, with each placeholder filled; in parentheses where it stands beside an operator."""
        text = self._fill(node)
        operators = (exp.Binary, exp.Neg, exp.Not, exp.Between, exp.In)
        return f"({text})" if isinstance(node.parent, operators) and not _is_atom(text) else text

    def call_sql(self, node: exp.Expression) -> str:
        """A call; an aggregate with DISTINCT, ORDER BY, FILTER, IGNORE NULLS and OVER in the engine's
        places.
        """
        text = self._fill(node)
        if not node.args.get("aggregate"):
            return text
        head, _, rest = text.partition("(")
        body, _, tail = rest.rpartition(")")
        distinct = "DISTINCT " if node.args.get("distinct") else ""
        order = self.sql(node, "order").strip()
        nulls = f" {node.args['nulls']}" if node.args.get("nulls") else ""
        text = f"{head}({distinct}{body}{' ' + order if order else ''}{nulls}){tail}"
        where = self.sql(node, "where").strip()
        text += f" FILTER (WHERE {where})" if where else ""
        window = node.args.get("window")
        text += self._over(window) if window is not None else ""
        wrap = node.args.get("wrap")
        return wrap.format(text, **_names(node)) if wrap else text

    def _over(self, window: exp.Expression) -> str:
        """OVER (…) of a window whose function has been taken out."""
        if isinstance(window, exp.Identifier):
            return f" OVER {self.sql(window)}"
        inner = [
            f"PARTITION BY {self.expressions(window, key='partition_by', flat=True)}"
            if window.args.get("partition_by")
            else "",
            self.sql(window, "order").strip(),
            self.sql(window, "spec").strip(),
        ]
        return f" OVER ({' '.join(part for part in inner if part)})"

    def _fill(self, node: exp.Expression) -> str:
        values = [self.sql(argument) for argument in node.args.get("expressions") or []]
        grouped = [value if _is_atom(value) else f"({value})" for value in values]
        text: str = node.args["this"]
        return text.format(*grouped, args=", ".join(values), pipe=" || ".join(grouped), **_names(node))


def _is_atom(sql: str) -> bool:
    """Whether an argument can be put beside an operator without parentheses: a name, a literal or a call."""
    return bool(_ATOM.fullmatch(sql)) or sql.startswith("lambda ") or _is_call(sql)


_STRING = r"'(?:[^']|'')*'"
_NAME = r'"(?:[^"]|"")*"'
_ATOM = re.compile(rf"[\w.]+|{_STRING}|{_NAME}(?:\.{_NAME})*", re.DOTALL)


def _is_call(sql: str) -> bool:
    """Whether the text is one call or one list: what opens first closes last."""
    opening = re.match(r"\w*[(\[]", sql)
    if opening is None:
        return False
    depth = 0
    plain = re.sub(rf"{_STRING}|{_NAME}", lambda m: "x" * len(m[0]), sql, flags=re.DOTALL)
    for index, char in enumerate(plain):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if depth == 0 and index >= opening.end() - 1:
            return index == len(plain) - 1
    return False


def _names(node: exp.Expression) -> dict[str, str]:
    """The types that a text may name, in the engine's words."""
    return {name: _name(value) for name, value in (node.args.get("names") or {}).items()}


def _name(value: object) -> str:
    return value if isinstance(value, str) else engine_text(value)  # type: ignore[arg-type]


class Engine(DuckDB):
    """The dialect of the engine."""

    Generator = EngineGenerator


def generate(tree: exp.Expression) -> str:
    """The engine's SQL of a rewritten tree."""
    return str(tree.sql(dialect=Engine, unsupported_level=sqlglot.ErrorLevel.RAISE))


def parse_query(sql: str) -> exp.Expression:
    """The tree of one query; a syntax error is MalformedQueryError, with its place."""
    try:
        trees = sqlglot.parse(sql, dialect=Query)
    except (ParseError, TokenError) as error:
        raise MalformedQueryError(syntax_message(sql, error)) from error
    if len(trees) != 1 or trees[0] is None:
        raise MalformedQueryError("Only one sql statement is allowed. Got: " + sql)
    offset = syntax.misplaced_offset(Query().tokenize(sql)) if "OFFSET" in sql.upper() else None
    if offset is not None:
        raise MalformedQueryError(f"{place(sql, offset)}: mismatched input 'OFFSET'. Expecting: <EOF>")
    for node, message in syntax.problems(trees[0]):
        raise MalformedQueryError(f"{place(sql, start_of(node) or 0)}: {message}")
    return cast("exp.Expression", trees[0])


def syntax_message(sql: str, error: ParseError | TokenError) -> str:
    """`line L:C: mismatched input 'x'. Expecting: …` as Athena words it.

    The place and the word are the parser's; the list of what could stand there is the general one, since
    Athena's comes from another grammar.
    """
    details = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
    word, line, column = details.get("highlight") or "<EOF>", details.get("line"), details.get("col")
    start = details.get("start_context")
    if line is None or column is None:
        lines = sql.rstrip().split("\n")
        return f"line {len(lines)}:{len(lines[-1]) + 1}: mismatched input '<EOF>'. Expecting: <expression>"
    unexpected = str(details.get("description", "")).startswith("Invalid expression / Unexpected token")
    if isinstance(start, str) and not unexpected and sql.rstrip().endswith(start[-20:] + word):
        # the parser names the last word when it wanted one more
        return f"{place(sql, len(sql.rstrip()))}: mismatched input '<EOF>'. Expecting: <expression>"
    if isinstance(start, str) and word != "<EOF>":
        at = sql.find(start + word)
        if at >= 0:
            return f"{place(sql, at + len(start))}: mismatched input '{word}'. Expecting: <expression>"
    return f"line {line}:{column}: mismatched input '{word}'. Expecting: <expression>"


def position(sql: str, offset: int | None) -> tuple[int, int] | None:
    """Line and column (both from 1) of an offset."""
    if offset is None or offset > len(sql):
        return None
    before = sql[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def place(sql: str, offset: int) -> str:
    """`line L:C` of an offset."""
    line, column = position(sql, offset) or (1, 1)
    return f"line {line}:{column}"
