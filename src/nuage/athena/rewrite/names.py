"""From a name in a query to the column, the struct field or the lambda parameter that it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite.context import Context
from nuage.athena.rewrite.nodes import set_type, template, type_of
from nuage.athena.rewrite.scope import Field, Scope, Source
from nuage.athena.types import Type, field_name

UNRESOLVED = "Column '{}' cannot be resolved or requester is not authorized to access requested resources"


def parts_of(node: exp.Expression) -> list[exp.Identifier] | None:
    """The names of `a.b.c`, whatever shape the parser gave it; None if it is no chain of names."""
    if isinstance(node, exp.Identifier):
        return [node]
    if isinstance(node, exp.Column):
        return [p for p in node.parts if isinstance(p, exp.Identifier)]
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
        before = parts_of(node.this)
        return None if before is None else [*before, node.expression]
    return None


def unresolved(parts: Sequence[exp.Identifier], context: Context) -> QueryError:
    """COLUMN_NOT_FOUND for a chain of names, at its first."""
    return context.error("COLUMN_NOT_FOUND", UNRESOLVED.format(".".join(p.name for p in parts)), parts[0])


def resolve_name(parts: Sequence[exp.Identifier], scope: Scope, context: Context) -> exp.Expression:
    """The engine's expression for a chain of names, typed."""
    first = parts[0]
    for at in scope.outward():
        if first.name.lower() in at.lambdas:
            name, kind = at.lambdas[first.name.lower()]
            return fields(set_type(exp.Identifier(this=name, quoted=True), kind), parts[1:], context)
        found = _in_scope(parts, at, context)
        if found is not None:
            return found
    raise unresolved(parts, context)


def _in_scope(parts: Sequence[exp.Identifier], scope: Scope, context: Context) -> exp.Expression | None:
    for size in (3, 2):
        if len(parts) >= size:
            matches = _qualified(parts, size, scope.sources)
            # what USING has made one column belongs to neither side
            if matches and parts[size - 1].name.lower() not in scope.merged:
                return _one(matches, parts, size, context)
    merged = scope.merged.get(parts[0].name.lower())
    matches = [merged] if merged else [f for s in scope.sources for f in s.named(parts[0].name)]
    return _one(matches, parts, 1, context) if matches else None


def _qualified(parts: Sequence[exp.Identifier], size: int, sources: Sequence[Source]) -> list[Field]:
    names = [p.name.lower() for p in parts[:size]]
    if size == 2:
        matching = [s for s in sources if s.alias is not None and s.alias.lower() == names[0]]
    else:
        matching = [s for s in sources if s.table and [s.table.database, s.table.table] == names[:2]]
    return [f for s in matching for f in s.named(names[-1])]


def _one(
    matches: Sequence[Field], parts: Sequence[exp.Identifier], used: int, context: Context
) -> exp.Expression:
    if len(matches) > 1:
        name = ".".join(p.name for p in parts[:used])
        raise context.error("AMBIGUOUS_NAME", f"Column '{name}' is ambiguous", parts[0])
    found = matches[0]
    rest = parts[used:]
    if found.row_name and rest and rest[0].name.lower() == found.row_name and found.kind.base != "row":
        rest = rest[1:]
    value = set_type(found.value.copy(), found.kind)
    value.meta.update({k: parts[0].meta[k] for k in ("start", "end") if k in parts[0].meta})
    value.meta["name"] = parts[-1].name
    return fields(value, rest, context, parts)


def fields(
    value: exp.Expression,
    names: Sequence[exp.Identifier],
    context: Context,
    whole: Sequence[exp.Identifier] = (),
) -> exp.Expression:
    """`value.a.b`: fields of nested rows."""
    for name in names:
        kind = type_of(value)
        index = field_index(kind, name.name)
        if index is None:
            if whole:
                raise unresolved(whole, context)
            if kind.base == "row":
                raise context.error("COLUMN_NOT_FOUND", UNRESOLVED.format(name.name), name)
            raise context.error("TYPE_MISMATCH", f"Expression {name.name} is not of type ROW", name)
        start: dict[str, Any] = {k: v for k, v in value.meta.items() if k in ("start", "name")}
        value = template(
            "struct_extract({0}, '"
            + field_name(kind, index).replace("'", "''").replace("{", "{{").replace("}", "}}")
            + "')",
            value,
            kind=kind.args[index],
        )
        value.meta.update(start)
    return value


def field_index(kind: Type, name: str) -> int | None:
    """Which field of a row has a name."""
    if kind.base != "row":
        return None
    for index, own in enumerate(kind.names):
        if own is not None and own.lower() == name.lower():
            return index
    return None
