"""The analysis of queries: WITH, FROM, joins, SELECT, GROUP BY, ORDER BY, set operations and VALUES."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from nuage.athena.rewrite import grouping, pruning, sources
from nuage.athena.rewrite.coercion import common_type
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.dialect import generate
from nuage.athena.rewrite.expressions import Expressions
from nuage.athena.rewrite.names import unresolved
from nuage.athena.rewrite.nodes import Coerce, identifier, set_type, type_of
from nuage.athena.rewrite.scope import Field, Scope, Source
from nuage.athena.types import BIGINT, Type, varchar


@dataclass(frozen=True, slots=True)
class Output:
    """A column that a query gives: its name in Athena (None: `_colN`), its type, its name in the engine."""

    name: str | None
    kind: Type
    engine: str


class Queries:
    """Analyses queries in place: each tree becomes one that the rules can rewrite, and its outputs are
    told.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.expressions = Expressions(context, self._kinds)

    def _kinds(self, node: exp.Expression, scope: Scope) -> list[Type]:
        return [output.kind for output in self.query(node, scope)]

    def query(self, node: exp.Expression, parent: Scope | None) -> list[Output]:
        """Analyse a SELECT, a set operation, VALUES or a parenthesised query."""
        scope = Scope(parent=parent)
        self._with(node, scope)
        if isinstance(node, exp.Select):
            return self._select(node, scope)
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, scope)
        if isinstance(node, exp.Values):
            return self._values(node, scope)
        if isinstance(node, exp.Subquery):
            outputs = self.query(node.this, scope)
            self._tail(node, scope, outputs, None)
            return outputs
        raise self.context.refuse(f"{type(node).__name__} is not supported as a query", node)

    def _with(self, node: exp.Expression, scope: Scope) -> None:
        clause = node.args.get("with_")
        if clause is None:
            return
        if clause.args.get("recursive"):
            raise self.context.refuse("Recursive WITH is not supported", clause)
        known: dict[str, Source] = {}
        scope.ctes = known
        for cte in clause.expressions:
            name = cte.alias
            if name.lower() in known:
                raise self.context.error(
                    "DUPLICATE_NAMED_QUERY", f"WITH query name '{name}' specified more than once", cte
                )
            outputs = self.query(cte.this, scope)
            engine = self.context.alias(name)
            columns = sources.renamed(self.context, outputs, cte.args["alias"])
            known[name.lower()] = Source(name, tuple(sources.output_fields(engine, outputs, columns)))
            cte.set("alias", exp.TableAlias(this=identifier(engine)))

    # --- SELECT

    def _select(self, node: exp.Select, scope: Scope) -> list[Output]:
        for unsupported in (
            "laterals",
            "match",
            "qualify",
            "pivots",
            "connect",
            "cluster",
            "sort",
            "distribute",
        ):
            if node.args.get(unsupported):
                raise self.context.refuse(f"{unsupported.upper()} is not supported", node)
        sources.from_clause(node, scope, self)
        where = node.args.get("where")
        if where is not None:
            condition = self.expressions.boolean(where.this, scope, "WHERE clause")
            grouping.refuse_aggregates(condition, "WHERE clause", self.context, where)
            pruning.collect(condition, node, self.context)
            where.set("this", condition)
        scope.windows = {w.name.lower(): w for w in node.args.get("windows") or []}
        node.set("windows", None)
        items = self._items(node, scope)
        groups = grouping.group_by(node, scope, self.expressions, [value for _, value in items])
        having = node.args.get("having")
        if having is not None:
            having.set("this", self.expressions.boolean(having.this, scope, "HAVING clause"))
        grouping.check(node, [value for _, value in items], groups, self.context)
        outputs = _outputs(items)
        if node.args.get("distinct") is not None and node.args["distinct"].args.get("on"):
            raise self.context.refuse("DISTINCT ON is not supported", node)
        self._tail(node, scope, outputs, [value for _, value in items])
        aliased = [
            exp.Alias(this=value, alias=identifier(o.engine))
            for (_, value), o in zip(items, outputs, strict=True)
        ]
        node.set("expressions", aliased)
        return outputs

    def _items(self, node: exp.Select, scope: Scope) -> list[tuple[str | None, exp.Expression]]:
        """The select list, with stars expanded."""
        items: list[tuple[str | None, exp.Expression]] = []
        for item in node.expressions:
            if isinstance(item, exp.Star) or (
                isinstance(item, exp.Column) and isinstance(item.this, exp.Star)
            ):
                items.extend(sources.expand_star(item, scope, self.context))
                continue
            if isinstance(item, exp.Dot) and isinstance(item.expression, exp.Star):
                raise self.context.refuse("row.* is not supported", item)
            value = self.expressions(item, scope)
            if type_of(value).base == "function":
                raise self.context.refuse("A lambda is not a value", item)
            items.append((_name_of(item), value))
        return items

    # --- ORDER BY, OFFSET, LIMIT

    def _tail(
        self,
        node: exp.Expression,
        scope: Scope,
        outputs: Sequence[Output],
        values: Sequence[exp.Expression] | None,
    ) -> None:
        order = node.args.get("order")
        if order is not None:
            inner = Scope(parent=scope)
            if values is not None:
                inner.sources = [
                    Source(
                        None, tuple(Field(o.name, o.kind, v) for o, v in zip(outputs, values, strict=True))
                    )
                ]
            for item in order.expressions:
                distinct = isinstance(node, exp.Select) and node.args.get("distinct") is not None
                item.set("this", self._order_item(item.this, inner, outputs, values, distinct=distinct))
        limit = node.args.get("limit")
        if isinstance(limit, exp.Fetch):
            options = limit.args.get("limit_options")
            if options is not None and (options.args.get("with_ties") or options.args.get("percent")):
                raise self.context.refuse("FETCH FIRST WITH TIES is not supported", node)
            count = limit.args.get("count") or exp.Literal.number(1)
            node.set("limit", exp.Limit(expression=self._count(count, scope)))
        elif limit is not None:
            is_all = (
                isinstance(limit.expression, exp.Var | exp.Column) and limit.expression.name.upper() == "ALL"
            )
            node.set("limit", None if is_all else exp.Limit(expression=self._count(limit.expression, scope)))
        offset = node.args.get("offset")
        if offset is not None:
            offset.set("expression", self._count(offset.expression, scope))

    def _count(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        return self.expressions.expect(self.expressions(node, scope), BIGINT, "LIMIT must be a bigint: {}")

    def _order_item(
        self,
        node: exp.Expression,
        scope: Scope,
        outputs: Sequence[Output],
        values: Sequence[exp.Expression] | None,
        *,
        distinct: bool = False,
    ) -> exp.Expression:
        if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
            number = int(node.this)
            if not 1 <= number <= len(outputs):
                raise self.context.error(
                    "INVALID_COLUMN_REFERENCE", f"ORDER BY position {number} is not in select list", node
                )
            kind = outputs[number - 1].kind
            made: exp.Expression = exp.Literal.number(number)
        else:
            names = [o.name.lower() if o.name else None for o in outputs]
            plain = node.name.lower() if isinstance(node, exp.Column) and not node.table else None
            if plain is not None and names.count(plain) == 1:
                made, kind = exp.Literal.number(names.index(plain) + 1), outputs[names.index(plain)].kind
            elif values is None and plain is not None:
                raise unresolved([node.this], self.context)
            elif values is None:
                raise self.context.refuse(
                    "ORDER BY an expression over a set operation is not supported", node
                )
            else:
                made = self.expressions(node, scope)
                kind = type_of(made)
                if distinct and generate(made) not in {generate(value) for value in values}:
                    raise self.context.error(
                        "EXPRESSION_NOT_IN_DISTINCT",
                        "For SELECT DISTINCT, ORDER BY expressions must appear in select list",
                        node,
                    )
        if kind.base in ("map", "json"):
            raise self.context.error(
                "TYPE_MISMATCH",
                f"Type {kind} is not orderable, and therefore cannot be used in ORDER BY",
                node,
            )
        return set_type(made, kind)

    # --- set operations and VALUES

    def _set_operation(self, node: exp.SetOperation, scope: Scope) -> list[Output]:
        sides = [node.this, node.expression]
        outputs = [self.query(side, scope) for side in sides]
        if len(outputs[0]) != len(outputs[1]):
            name = type(node).__name__.upper()
            raise self.context.error(
                "TYPE_MISMATCH",
                f"{name} query has different number of fields: {len(outputs[0])}, {len(outputs[1])}",
                node,
            )
        kinds = []
        for index, (a, b) in enumerate(zip(*outputs, strict=True)):
            both = common_type(a.kind, b.kind)
            if both is None:
                name = type(node).__name__.upper()
                raise self.context.error(
                    "TYPE_MISMATCH",
                    f"column {index + 1} in {name} query has incompatible types: {a.kind}, {b.kind}",
                    node,
                )
            kinds.append(both)
        for key, side, own in zip(("this", "expression"), sides, outputs, strict=True):
            node.set(key, self._converted(side, own, kinds))
        result = [Output(o.name, kind, o.engine) for o, kind in zip(outputs[0], kinds, strict=True)]
        self._tail(node, scope, result, None)
        return result

    def _converted(
        self, side: exp.Expression, outputs: Sequence[Output], kinds: Sequence[Type]
    ) -> exp.Expression:
        """A side of a set operation whose columns have the types of the whole."""
        if all(
            o.kind == k or (o.kind.is_text and k.base == "varchar")
            for o, k in zip(outputs, kinds, strict=True)
        ):
            return side
        alias = self.context.alias("side")
        items = []
        for output, kind in zip(outputs, kinds, strict=True):
            column = set_type(
                exp.Column(this=identifier(output.engine), table=identifier(alias)), output.kind
            )
            items.append(exp.Alias(this=set_type(Coerce(this=column), kind), alias=identifier(output.engine)))
        inner = side.this if isinstance(side, exp.Subquery) else side
        table = exp.Subquery(this=inner, alias=exp.TableAlias(this=identifier(alias)))
        return exp.Select(expressions=items, from_=exp.From(this=table))

    def _values(self, node: exp.Values, scope: Scope) -> list[Output]:
        rows = [[self.expressions(e, scope) for e in _items_of(r)] for r in node.expressions]
        if len({len(r) for r in rows}) != 1:
            raise self.context.error("TYPE_MISMATCH", "Values rows have mismatched sizes", node)
        columns = [
            self.expressions.unify(list(column), node, "Values rows have mismatched types: {} vs {}")
            for column in zip(*rows, strict=True)
        ]
        node.set("expressions", [exp.Tuple(expressions=list(r)) for r in zip(*columns, strict=True)])
        outputs = [Output(None, _longest(column), f"col{i}") for i, column in enumerate(columns)]
        self._tail(node, scope, outputs, None)
        return outputs


def _items_of(row: exp.Expression) -> list[exp.Expression]:
    """The values of a row of VALUES; `ROW(1, 2)` is one of two values, as `(1, 2)` is."""
    if isinstance(row, exp.Tuple) and len(row.expressions) == 1:
        row = row.expressions[0]
    is_row = isinstance(row, exp.Tuple) or (isinstance(row, exp.Anonymous) and row.name.lower() == "row")
    return row.expressions if is_row else [row]


def _longest(column: Sequence[exp.Expression]) -> Type:
    """The type of a column of VALUES, which unify() has made one but for the length of text."""
    kinds = [type_of(value) for value in column]
    kind = kinds[0]
    for other in kinds[1:]:
        kind = common_type(kind, other) or kind
    if kind.base == "varchar" and kind.params:
        return varchar(max(k.params[0] for k in kinds if k.params))
    return kind


def _name_of(item: exp.Expression) -> str | None:
    """The name that Trino gives to an item of the select list, or None."""
    if isinstance(item, exp.Alias):
        return str(item.alias)
    if isinstance(item, exp.Column | exp.Dot):
        return str(item.name if isinstance(item, exp.Column) else item.expression.name)
    return None


def _outputs(items: Sequence[tuple[str | None, exp.Expression]]) -> list[Output]:
    """Give each column a name of its own in the engine."""
    used: set[str] = set()
    outputs = []
    for index, (name, value) in enumerate(items):
        engine = name.lower() if name else f"col{index}"
        while engine in used:
            engine = f"{engine}_{index}"
        used.add(engine)
        # Trino shows a column's name as the query spells it
        outputs.append(Output(name, type_of(value), engine))
    return outputs
