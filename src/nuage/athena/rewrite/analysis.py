"""What the analysis of every expression shares: the dispatch by node, and conversions between types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from nuage.athena.rewrite.coercion import can_coerce, common_type
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.nodes import Coerce, set_type, type_of
from nuage.athena.rewrite.scope import Scope
from nuage.athena.types import BOOLEAN, UNKNOWN, VARCHAR, Type


class Analysis:
    """Analyses the expressions of one query; `query` analyses a nested SELECT."""

    def __init__(self, context: Context, query: Callable[[exp.Expression, Scope], list[Type]]) -> None:
        self.context = context
        self.query = query

    def __call__(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        """The typed node for a node of the parser."""
        for kind in type(node).__mro__:
            method = getattr(self, f"_on_{kind.__name__.lower()}", None)
            if method is not None:
                start = {k: node.meta[k] for k in ("start", "end") if k in node.meta}
                typed: exp.Expression = method(node, scope)
                for key, value in start.items():
                    typed.meta.setdefault(key, value)
                return typed
        raise self.context.refuse(f"{type(node).__name__} is not supported: {node.sql('trino')}", node)

    def coerce(self, node: exp.Expression, kind: Type) -> exp.Expression:
        """The node, converted if its type is another one."""
        own = type_of(node)
        if own == kind or (own.is_text and kind == VARCHAR) or kind == UNKNOWN:
            return node
        return set_type(Coerce(this=node), kind)

    def expect(self, node: exp.Expression, kind: Type, message: str) -> exp.Expression:
        """The node as a type; TYPE_MISMATCH with `message` (`{}` is the type it has) if that cannot be."""
        if not can_coerce(type_of(node), kind):
            raise self.context.error("TYPE_MISMATCH", message.format(type_of(node)), node)
        return self.coerce(node, kind)

    def boolean(self, node: exp.Expression, scope: Scope, clause: str) -> exp.Expression:
        """A condition of WHERE, HAVING, ON or FILTER."""
        return self.expect(
            self(node, scope), BOOLEAN, f"{clause} must evaluate to a boolean: actual type {{}}"
        )

    def unify(
        self, nodes: Sequence[exp.Expression], at: exp.Expression, message: str
    ) -> list[exp.Expression]:
        """The nodes, all converted to their common type."""
        kind = type_of(nodes[0])
        for node in nodes[1:]:
            both = common_type(kind, type_of(node))
            if both is None:
                raise self.context.error("TYPE_MISMATCH", message.format(kind, type_of(node)), at)
            kind = both
        return [
            set_type(n, kind)
            if type_of(n) == UNKNOWN
            else (n if type_of(n) == kind else set_type(Coerce(this=n), kind))
            for n in nodes
        ]
