"""UNNEST of arrays, of maps and of several at once, WITH ORDINALITY, in the order of the elements.

A lateral `SELECT unnest(list)` keeps the rows' order in the engine and is what it turns into a plain
projection; several arrays, maps and ordinality are zipped into one list of structs first. LEFT JOIN
becomes a CROSS JOIN whose empty list has one NULL element: the engine's own outer join loses the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from nuage.athena.rewrite.nodes import identifier, set_type, template, type_of
from nuage.athena.rewrite.scope import Field, Scope, Source
from nuage.athena.types import BIGINT, Type, array_of, field_name

if TYPE_CHECKING:
    from nuage.athena.rewrite.relations import Queries

ELEMENT = "u"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that UNNEST gives: its own name if it has one, its type, and where it is in the element."""

    name: str | None
    kind: Type
    path: tuple[str, ...]
    row_name: str | None = None


def item(node: exp.Unnest, scope: Scope, queries: Queries, *, outer: bool) -> exp.Expression:
    """The engine's item for UNNEST; its columns join the scope."""
    context = queries.context
    values = [queries.expressions(e, scope) for e in node.expressions]
    for value in values:
        if type_of(value).base not in ("array", "map"):
            raise context.error("INVALID_FUNCTION_ARGUMENT", f"Cannot unnest type: {type_of(value)}")
    alias = node.args.get("alias")
    names = [c.name for c in (alias.args.get("columns") or [])] if alias is not None else []
    ordinality = node.args.get("offset")
    with_ordinality = ordinality is not None and ordinality is not False
    if isinstance(ordinality, exp.Identifier):
        # the parser takes the last alias for the ordinal
        names.append(ordinality.name)
    plain = len(values) == 1 and type_of(values[0]).base == "array" and not with_ordinality
    expanded = list(_columns(values, plain=plain, with_ordinality=with_ordinality))
    if names and len(names) != len(expanded):
        kept = list(_columns(values, plain=plain, with_ordinality=with_ordinality, expand=False))
        if len(names) != len(kept):
            raise context.error(
                "MISMATCHED_COLUMN_ALIASES",
                f"Column alias list has {len(names)} entries but '{node.alias}' has {len(expanded)} "
                f"columns available",
                node,
            )
        expanded = kept
    engine = context.alias(node.alias or "unnested")
    fields = [
        Field(names[i] if names else c.name, c.kind, _value(engine, c), row_name=c.row_name)
        for i, c in enumerate(expanded)
    ]
    before = bool(scope.sources)
    scope.sources.append(Source(node.alias or None, tuple(fields)))
    elements = values[0] if plain else _zipped(values, with_ordinality=with_ordinality)
    if outer:
        elements = template("CASE WHEN len({0}) > 0 THEN {0} ELSE [NULL] END", elements)
    lateral = "LATERAL " if before else ""
    name = engine.replace('"', '""').replace("{", "{{").replace("}", "}}")
    return template(f'{lateral}(SELECT unnest({{0}}) AS "{ELEMENT}") AS "{name}"', elements)


def _columns(
    values: Sequence[exp.Expression], *, plain: bool, with_ordinality: bool, expand: bool = True
) -> Iterator[Column]:
    """The columns of each argument: an element, a row's fields (Trino), or the row itself (`expand=False`).

    AWS's own examples name an unnested array of rows with one alias and then take its fields, while Trino's
    documentation gives each field an alias: the number of aliases decides.
    """
    for index, value in enumerate(values):
        kind = type_of(value)
        base = () if plain else (f"f{index}",)
        if kind.base == "map":
            yield Column("key", kind.args[0], (f"f{index}",))
            yield Column("value", kind.args[1], (f"v{index}",))
        elif kind.args[0].base == "row" and expand:
            row = kind.args[0]
            for i, (name, part) in enumerate(zip(row.names, row.args, strict=True)):
                only = name if len(row.args) == 1 else None
                yield Column(name, part, (*base, field_name(row, i)), only)
        else:
            yield Column(None, kind.args[0], base)
    if with_ordinality:
        yield Column(None, BIGINT, ("o",))


def _value(alias: str, column: Column) -> exp.Expression:
    value: exp.Expression = exp.Column(this=identifier(ELEMENT), table=identifier(alias))
    for name in column.path:
        escaped = name.replace("'", "''").replace("{", "{{").replace("}", "}}")
        value = template(f"struct_extract({{0}}, '{escaped}')", value)
    return set_type(value, column.kind)


def _zipped(values: Sequence[exp.Expression], *, with_ordinality: bool) -> exp.Expression:
    """One list of structs out of several lists and maps; the shorter ones are filled with NULL."""
    lists: list[exp.Expression] = []
    fields: list[str] = []
    lengths: list[str] = []
    for index, value in enumerate(values):
        kind = type_of(value)
        if kind.base == "map":
            for name, function, part in (("f", "map_keys", kind.args[0]), ("v", "map_values", kind.args[1])):
                fields.append(f'"{name}{index}" := list_extract({{{len(lists)}}}, "i")')
                lists.append(template(f"{function}({{0}})", value.copy(), kind=array_of(part)))
        else:
            fields.append(f'"f{index}" := list_extract({{{len(lists)}}}, "i")')
            lists.append(value)
        lengths.append(f"coalesce(len({{{len(lists) - 1}}}), 0)")
    if with_ordinality:
        fields.append('"o" := "i"')
    longest = f"greatest({', '.join(lengths)})" if len(lengths) > 1 else lengths[0]
    return template(
        f'list_transform(range(1, {longest} + 1), lambda "i": struct_pack({", ".join(fields)}))', *lists
    )
