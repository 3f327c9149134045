"""The analysis of predicates and conditions: BETWEEN, IN, EXISTS, LIKE, CASE, IF and scalar subqueries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from nuage.athena.rewrite.analysis import Analysis
from nuage.athena.rewrite.coercion import common_type
from nuage.athena.rewrite.nodes import set_type, type_of
from nuage.athena.rewrite.scope import Scope
from nuage.athena.types import BOOLEAN, VARCHAR, Type, row_of


class Predicates(Analysis):
    """Analyses what is true or false, and what depends on it."""

    # --- predicates

    def _on_between(self, node: exp.Between, scope: Scope) -> exp.Expression:
        parts = self.unify(
            [self(node.args[k], scope) for k in ("this", "low", "high")],
            node,
            "Cannot check if {} is BETWEEN {}",
        )
        return set_type(exp.Between(this=parts[0], low=parts[1], high=parts[2]), BOOLEAN)

    def _on_in(self, node: exp.In, scope: Scope) -> exp.Expression:
        value = self(node.this, scope)
        query = node.args.get("query")
        if query is not None:
            inner = query.this if isinstance(query, exp.Subquery) else query
            kinds = self.query(inner, scope)
            self._comparable(node, type_of(value), kinds)
            if isinstance(node.this, exp.Tuple) and len(kinds) > 1:
                # several columns: the engine compares a tuple, not a struct
                value = exp.Tuple(expressions=[self(e, scope) for e in node.this.expressions])
            return set_type(exp.In(this=value, query=exp.Subquery(this=inner)), BOOLEAN)
        if not node.expressions:
            raise self.context.refuse("IN without a list", node)
        parts = self.unify(
            [value, *(self(e, scope) for e in node.expressions)],
            node,
            "IN value and list items must be the same type: {}, {}",
        )
        return set_type(exp.In(this=parts[0], expressions=parts[1:]), BOOLEAN)

    def _comparable(self, node: exp.Expression, kind: Type, kinds: Sequence[Type]) -> None:
        if len(kinds) != 1 and kind.base != "row":
            raise self.context.error(
                "NOT_SUPPORTED",
                "Multiple columns returned by subquery are not yet supported. Found " + str(len(kinds)),
                node,
            )
        wanted = kinds[0] if len(kinds) == 1 else row_of(*((None, k) for k in kinds))
        if common_type(kind, wanted) is None:
            raise self.context.error(
                "TYPE_MISMATCH",
                f"value and result of subquery must be of the same type for IN expression: {kind} "
                f"vs {wanted}",
                node,
            )

    def _on_exists(self, node: exp.Exists, scope: Scope) -> exp.Expression:
        inner = node.this.this if isinstance(node.this, exp.Subquery) else node.this
        self.query(inner, scope)
        return set_type(exp.Exists(this=inner), BOOLEAN)

    def _on_subquery(self, node: exp.Subquery, scope: Scope) -> exp.Expression:
        inner = node.this
        kinds = self.query(inner, scope)
        if len(kinds) != 1:
            raise self.context.error(
                "NOT_SUPPORTED",
                f"Multiple columns returned by subquery are not yet supported. Found {len(kinds)}",
                node,
            )
        return set_type(exp.Subquery(this=inner), kinds[0])

    def _on_any(self, node: exp.Any, scope: Scope) -> exp.Expression:
        return self._quantified(node, scope)

    def _on_all(self, node: exp.All, scope: Scope) -> exp.Expression:
        return self._quantified(node, scope)

    def _quantified(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        inner = node.this.this if isinstance(node.this, exp.Subquery) else node.this
        kinds = self.query(inner, scope)
        return set_type(type(node)(this=exp.Subquery(this=inner)), kinds[0])

    def _on_is(self, node: exp.Is, scope: Scope) -> exp.Expression:
        if not isinstance(node.expression, exp.Null):
            raise self.context.refuse(f"IS {node.expression.sql('trino')}", node)
        return set_type(exp.Is(this=self(node.this, scope), expression=exp.Null()), BOOLEAN)

    def _on_like(self, node: exp.Like, scope: Scope) -> exp.Expression:
        return self._like(node, scope, None)

    def _on_escape(self, node: exp.Escape, scope: Scope) -> exp.Expression:
        return self._like(node.this, scope, node.expression)

    def _like(self, node: exp.Expression, scope: Scope, escape: exp.Expression | None) -> exp.Expression:
        operands = [
            self.expect(
                self(o, scope),
                VARCHAR,
                "Left side of LIKE expression must evaluate to a varchar (actual: {})",
            )
            for o in (node.this, node.expression)
        ]
        like: exp.Expression = set_type(exp.Like(this=operands[0], expression=operands[1]), BOOLEAN)
        if escape is not None:
            like = set_type(exp.Escape(this=like, expression=self(escape, scope)), BOOLEAN)
        # the parser keeps the NOT of NOT LIKE in a flag
        return set_type(exp.Not(this=exp.Paren(this=like)), BOOLEAN) if node.args.get("negate") else like

    # --- conditions

    def _on_case(self, node: exp.Case, scope: Scope) -> exp.Expression:
        subject = node.args.get("this")
        branches = node.args["ifs"]
        tests = []
        for branch in branches:
            if subject is None:
                tests.append(self.boolean(branch.this, scope, "CASE WHEN clause"))
            else:
                tests.append(self(exp.EQ(this=subject.copy(), expression=branch.this), scope))
        default = node.args.get("default")
        results = [self(b.args["true"], scope) for b in branches]
        results += [self(default, scope)] if default is not None else []
        results = self.unify(
            results,
            node,
            "All CASE results must be the same type or coercible to a common type. Cannot find "
            "common type between {} and {}",
        )
        ifs = [exp.If(this=t, true=r) for t, r in zip(tests, results, strict=False)]
        return set_type(
            exp.Case(ifs=ifs, default=results[-1] if default is not None else None), type_of(results[0])
        )

    def _on_if(self, node: exp.If, scope: Scope) -> exp.Expression:
        branch = exp.If(this=node.this, true=node.args["true"])
        return self._on_case(exp.Case(ifs=[branch], default=node.args.get("false")), scope)
