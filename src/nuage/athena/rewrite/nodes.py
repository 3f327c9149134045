"""The nodes that sqlglot's trees lack, and what each node carries: its Trino type and its place in the
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar, cast

from sqlglot import exp

from nuage.athena.types import UNKNOWN, Type

N = TypeVar("N", bound=exp.Expression)


class Template(exp.Expression):
    """Engine SQL with `{0}`, `{1}` … where the arguments go: exactly this text is generated."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expressions": False, "names": False}


class Call(exp.Expression):
    """A resolved function call, with all that may surround an aggregate or a window function.

    `this` is the engine's text with placeholders, `wrap` what goes around the call once FILTER and OVER
    stand.
    """

    arg_types: ClassVar[dict[str, bool]] = {
        "this": True,
        "name": True,
        "expressions": False,
        "wrap": False,
        "names": False,
        "distinct": False,
        "order": False,
        "where": False,
        "window": False,
        "nulls": False,
        "aggregate": False,
    }


class Coerce(exp.Expression):
    """An implicit conversion of `this` to the node's own type."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True}


class EngineLambda(exp.Expression):
    """A lambda whose parameters are already named for the engine."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "names": True}


def template(text: str, *arguments: exp.Expression, kind: Type | None = None, **names: str) -> Template:
    """A Template node of a type."""
    node = Template(this=text, expressions=list(arguments), names=names)
    return set_type(node, kind) if kind else node


def set_type(node: N, kind: Type) -> N:
    """Say of which Trino type a node is."""
    node.meta["kind"] = kind
    return node


def type_of(node: exp.Expression) -> Type:
    """The Trino type that the analysis gave a node."""
    return cast("Type", node.meta.get("kind", UNKNOWN))


def start_of(node: exp.Expression) -> int | None:
    """The offset in the query text of the first character that belongs to a node."""
    offsets = [n.meta["start"] for n in node.walk() if "start" in n.meta]
    return min(offsets) if offsets else None


def literal_text(node: exp.Expression) -> str | None:
    """The value of a string literal, through parentheses and coercions, or None."""
    while isinstance(node, exp.Paren | Coerce):
        node = node.this
    if isinstance(node, exp.Literal) and node.is_string:
        return str(node.this)
    return None


def escaped(text: str) -> str:
    """Text for a template in which braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def quoted(text: str) -> str:
    """A string literal of the engine."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> exp.Identifier:
    """A quoted identifier."""
    return exp.Identifier(this=name, quoted=True)


def arguments(node: exp.Expression) -> Sequence[Any]:
    """The `expressions` of a node."""
    return node.args.get("expressions") or []
