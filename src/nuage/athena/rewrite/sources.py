"""The analysis of FROM: tables, views, subqueries, UNNEST, VALUES and the joins between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite import unnest
from nuage.athena.rewrite.coercion import common_type
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.dialect import parse_query
from nuage.athena.rewrite.nodes import identifier, set_type, template
from nuage.athena.rewrite.scope import Field, Scope, Source, TableInfo, TableName
from nuage.athena.types import BOOLEAN, VARCHAR, Type

if TYPE_CHECKING:
    from nuage.athena.rewrite.relations import Output, Queries

PATH = "$path"


def from_clause(node: exp.Select, scope: Scope, queries: Queries) -> None:
    """Analyse FROM and the joins of a SELECT; its sources become those of the scope."""
    clause = node.args.get("from_")
    if clause is None:
        return
    clause.set("this", item(clause.this, scope, queries))
    joins = node.args.get("joins") or []
    for join in [*clause.this.args.pop("joins", []), *joins] if clause.this.args.get("joins") else joins:
        _join(join, scope, queries)


def item(node: exp.Expression, scope: Scope, queries: Queries) -> exp.Expression:
    """One item of FROM: its source joins the scope, and the engine's item is returned."""
    if isinstance(node, exp.Table):
        return _table(node, scope, queries)
    if isinstance(node, exp.Subquery):
        return _subquery(node, scope, queries)
    if isinstance(node, exp.Values):
        return _subquery(
            exp.Subquery(this=_without_alias(node), alias=node.args.get("alias")), scope, queries
        )
    if isinstance(node, exp.Unnest):
        return unnest.item(node, scope, queries, outer=False)
    if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
        inner = exp.Subquery(this=node.this.this, alias=node.args.get("alias"))
        return exp.Lateral(this=_subquery(inner, scope, queries, lateral=True))
    raise queries.context.refuse(f"{node.sql('trino')} is not supported in FROM", node)


def _without_alias(node: exp.Values) -> exp.Values:
    copy = node.copy()
    copy.set("alias", None)
    return copy


# --- tables and views ---------------------------------------------------------------------------------------


def table_name(node: exp.Table, context: Context) -> TableName:
    """The table that `t`, `db.t` or `catalog.db.t` names."""
    if node.args.get("catalog") is not None and node.catalog.lower() != context.catalog_name:
        raise context.error("CATALOG_NOT_FOUND", f"Catalog '{node.catalog.lower()}' does not exist", node)
    return TableName((node.db or context.database).lower(), node.name.lower())


def _table(node: exp.Table, scope: Scope, queries: Queries) -> exp.Expression:
    context = queries.context
    if not isinstance(node.this, exp.Identifier):
        raise context.refuse(f"Table function {node.this.sql('trino')} is not supported", node)
    if node.args.get("version") or node.args.get("when") or node.args.get("pivots") or node.args.get("hints"):
        raise context.refuse("This kind of table reference is supported for Iceberg tables alone", node)
    cte = scope.cte(node.name.lower()) if not node.db else None
    wanted = node.alias or node.name
    alias = context.alias(wanted)
    sample = _sample(node, queries.context)
    if cte is not None:
        columns = _aliased(cte.fields, node.args.get("alias"), context)
        scope.sources.append(Source(wanted, tuple(_moved(columns, alias))))
        reference = cte.fields[0].value.args["table"].name if cte.fields else node.name
        return _with_sample(exp.Table(this=identifier(reference), alias=_alias(alias)), sample)
    name = table_name(node, context)
    info = _lookup(name, node, context)
    if info.view is not None:
        return _view(name, info, node, scope, queries)
    context.used(name)
    context.references[alias] = (name, [])
    fields = [Field(column, kind, _column(column, alias)) for column, kind in info.columns]
    fields = _aliased(fields, node.args.get("alias"), context)
    fields.append(Field(PATH, VARCHAR, _column(PATH, alias), hidden=True))
    scope.sources.append(Source(wanted, tuple(fields), None if node.alias else name))
    made = exp.Table(this=identifier(str(name)), alias=_alias(alias))
    made.meta["table"] = name
    return _with_sample(made, sample)


def _lookup(name: TableName, node: exp.Table, context: Context) -> TableInfo:
    info = context.catalog.table(name)
    if info is None:
        if not context.catalog.has_database(name.database):
            raise context.error("SCHEMA_NOT_FOUND", f"Schema '{name.database}' does not exist", node)
        raise context.error("TABLE_NOT_FOUND", f"Table '{context.catalog_name}.{name}' does not exist", node)
    return info


def _view(
    name: TableName, info: TableInfo, node: exp.Table, scope: Scope, queries: Queries
) -> exp.Expression:
    """A view is the query that it stores, analysed in the view's own database."""
    context = queries.context
    if name in context.views:
        raise context.error("VIEW_IS_RECURSIVE", f"Statement would create a recursive view: {name}", node)
    sql = info.view or ""
    inner = Context(
        sql, context.catalog, context.now, info.view_database, context.catalog_name,
        context.tables, context.aliases, (*context.views, name), context.references,
    )  # fmt: skip
    tree = parse_query(sql)
    try:
        outputs = type(queries)(inner).query(tree, None)
    except QueryError as error:
        raise context.error(
            "INVALID_VIEW",
            f"Failed analyzing stored view '{context.catalog_name}.{name}': "
            f"{error.reason.partition(': ')[2]}",
            node,
        ) from error
    alias = context.alias(node.alias or node.name)
    names: list[str | None] = [column for column, _ in info.columns] or [o.name for o in outputs]
    fields = [Field(n, o.kind, _column(o.engine, alias)) for n, o in zip(names, outputs, strict=True)]
    scope.sources.append(
        Source(node.alias or node.name, tuple(_aliased(fields, node.args.get("alias"), context)))
    )
    return exp.Subquery(this=tree, alias=_alias(alias))


def _sample(node: exp.Table, context: Context) -> str | None:
    """TABLESAMPLE, as the engine spells it; both kinds pick single rows, since there are no splits here."""
    sample = node.args.get("sample")
    if sample is None:
        return None
    percent = sample.args.get("percent")
    if percent is None or not isinstance(percent, exp.Literal):
        raise context.refuse("This kind of TABLESAMPLE is not supported", node)
    return f"TABLESAMPLE BERNOULLI ({percent.name} PERCENT)"


def _with_sample(made: exp.Table, sample: str | None) -> exp.Expression:
    return template("{args} " + sample, made) if sample else made


# --- subqueries ---------------------------------------------------------------------------------------------


def _subquery(node: exp.Subquery, scope: Scope, queries: Queries, *, lateral: bool = False) -> exp.Expression:
    context = queries.context
    if isinstance(node.this, exp.Table):
        return item(node.this, scope, queries)
    # a subquery sees the queries around and the WITH of its own, not its neighbours in FROM
    around = scope if lateral else Scope(parent=scope.parent, ctes=scope.ctes)
    outputs = queries.query(node.this, around)
    wanted = node.alias or None
    alias = context.alias(wanted or "query")
    names = renamed(context, outputs, node.args.get("alias"))
    scope.sources.append(Source(wanted, tuple(output_fields(alias, outputs, names))))
    return exp.Subquery(
        this=node.this, alias=_alias(alias, outputs if isinstance(node.this, exp.Values) else ())
    )


def renamed(context: Context, outputs: Sequence[Output], alias: exp.Expression | None) -> list[str | None]:
    """The names of a subquery's columns, `AS t(a, b)` applied."""
    columns = alias.args.get("columns") if alias is not None else None
    if not columns:
        return [o.name for o in outputs]
    if len(columns) != len(outputs):
        raise _mismatch(context, columns, alias, len(outputs))
    return [c.name for c in columns]


def _mismatch(
    context: Context, columns: Sequence[exp.Expression], alias: exp.Expression | None, count: int
) -> QueryError:
    name = alias.name if alias is not None else ""
    return context.error(
        "MISMATCHED_COLUMN_ALIASES",
        f"Column alias list has {len(columns)} entries but '{name}' has {count} columns available",
        alias,
    )


def output_fields(alias: str, outputs: Sequence[Output], names: Sequence[str | None]) -> Iterator[Field]:
    """The columns of a subquery under its alias."""
    for output, name in zip(outputs, names, strict=True):
        yield Field(name, output.kind, _column(output.engine, alias))


def _aliased(fields: Sequence[Field], alias: exp.Expression | None, context: Context) -> list[Field]:
    columns = alias.args.get("columns") if alias is not None else None
    if not columns:
        return list(fields)
    if len(columns) != len(fields):
        raise _mismatch(context, columns, alias, len(fields))
    return [Field(c.name, f.kind, f.value, f.hidden) for c, f in zip(columns, fields, strict=True)]


def _moved(fields: Sequence[Field], alias: str) -> Iterator[Field]:
    for f in fields:
        yield Field(f.name, f.kind, _column(f.value.name, alias), f.hidden)


def _column(name: str, alias: str) -> exp.Column:
    return exp.Column(this=identifier(name), table=identifier(alias))


def _alias(name: str, columns: Sequence[Output] = ()) -> exp.TableAlias:
    return exp.TableAlias(this=identifier(name), columns=[identifier(c.engine) for c in columns])


# --- joins --------------------------------------------------------------------------------------------------


def _join(join: exp.Join, scope: Scope, queries: Queries) -> None:
    context = queries.context
    if join.args.get("method"):
        raise context.refuse(f"{join.args['method']} join not supported".capitalize(), join)
    before = list(scope.sources)
    side = str(join.args.get("side") or "").upper()
    if isinstance(join.this, exp.Unnest):
        _join_unnest(join, side, scope, queries)
        return
    join.set("this", item(join.this, scope, queries))
    right = [s for s in scope.sources if s not in before]
    using = join.args.get("using")
    condition = join.args.get("on")
    if using:
        join.set("using", None)
        join.set("on", _using(using, side, before, right, scope, queries))
    elif condition is not None:
        join.set("on", queries.expressions.boolean(condition, scope, "JOIN ON clause"))
    else:
        join.set("kind", "CROSS")


def _join_unnest(join: exp.Join, side: str, scope: Scope, queries: Queries) -> None:
    """UNNEST reads the columns on its left; LEFT JOIN keeps a row whose array is empty."""
    condition = join.args.get("on")
    if side not in ("", "LEFT") or (condition is not None and condition.sql().upper() != "TRUE"):
        raise queries.context.refuse(
            f"{side} JOIN involving UNNEST is only supported with condition ON TRUE".strip(), join
        )
    join.set("this", unnest.item(join.this, scope, queries, outer=side == "LEFT"))
    for key in ("on", "side"):
        join.set(key, None)
    join.set("kind", "CROSS")


def _using(
    columns: Sequence[exp.Expression],
    side: str,
    left: Sequence[Source],
    right: Sequence[Source],
    scope: Scope,
    queries: Queries,
) -> exp.Expression:
    """USING as an ON condition; each column then stands once, under its own name."""
    condition: exp.Expression | None = None
    for column in columns:
        name = column.name.lower()
        known = scope.merged.get(name)
        ours = [known] if known else [f for s in left for f in s.named(name)]
        theirs = [f for s in right for f in s.named(name)]
        for found, where in ((ours, "left"), (theirs, "right")):
            if len(found) != 1:
                raise queries.context.error(
                    "COLUMN_NOT_FOUND", f"Column '{column.name}' is missing from {where} side of join", column
                )
        both = common_type(ours[0].kind, theirs[0].kind)
        if both is None:
            raise queries.context.error(
                "TYPE_MISMATCH",
                f"Column Types of left and right side are different: {ours[0].kind}, {theirs[0].kind}",
                column,
            )
        a, b = (
            queries.expressions.coerce(set_type(f.value.copy(), f.kind), both) for f in (ours[0], theirs[0])
        )
        same = set_type(exp.EQ(this=a, expression=b), BOOLEAN)
        condition = same if condition is None else exp.And(this=condition, expression=same)
        scope.merged[name] = Field(column.name, both, _merged(side, a, b, both))
    return cast("exp.Expression", condition)


def _merged(side: str, a: exp.Expression, b: exp.Expression, kind: Type) -> exp.Expression:
    if side == "FULL":
        return template("coalesce({0}, {1})", a.copy(), b.copy(), kind=kind)
    return (b if side == "RIGHT" else a).copy()


# --- stars --------------------------------------------------------------------------------------------------


def expand_star(
    node: exp.Expression, scope: Scope, context: Context
) -> Iterator[tuple[str | None, exp.Expression]]:
    """The columns of `*` or `t.*`; the columns of USING come first, and once."""
    star = node.this if isinstance(node, exp.Column) else node
    if star.args.get("except_") or star.args.get("replace"):
        raise context.refuse("EXCEPT and REPLACE of a star are not supported", node)
    qualifier = node.args.get("table") if isinstance(node, exp.Column) else None
    if qualifier is None:
        if not scope.sources:
            raise context.error(
                "COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause", node
            )
        chosen = scope.sources
        for f in scope.merged.values():
            yield f.name, set_type(f.value.copy(), f.kind)
    else:
        chosen = [s for s in scope.sources if s.alias and s.alias.lower() == qualifier.name.lower()]
        if not chosen:
            raise context.error("TABLE_NOT_FOUND", f"Unable to resolve reference {qualifier.name}", node)
    for source in chosen:
        for f in source.fields:
            if f.hidden or (qualifier is None and f.name and f.name.lower() in scope.merged):
                continue
            value = set_type(f.value.copy(), f.kind)
            value.meta["name"] = f.name
            yield f.name, value
