"""Functions whose lambda takes more than one element: written out, since the engine's lambdas take one.

reduce() runs over a list of {s: the state, x: the element} structs, so that the state may be of another type than
the elements.
"""

from __future__ import annotations

from typing import Any, cast

from sqlglot import exp

from nuage.athena.rewrite.nodes import template
from nuage.athena.types import Type, engine_text


def applied(function: exp.Expression, *values: exp.Expression) -> exp.Expression:
    """The body of a lambda with other expressions in the place of its parameters."""
    body = cast("exp.Expression", function.this.copy())
    replaced = dict(zip((n.strip('"') for n in function.args["names"]), values, strict=True))
    for found in list(body.find_all(exp.Identifier)):
        value = replaced.get(str(found.this))
        if value is None or isinstance(found.parent, exp.Column):
            continue
        if found is body:
            return cast("exp.Expression", value.copy())
        found.replace(value.copy())
    return body


def _field(variable: str, name: str) -> exp.Expression:
    return template(f"struct_extract({variable}, '{name}')")


def _typed(kind: Type) -> str:
    return "NULL" if kind.base == "unknown" else f"CAST(NULL AS {engine_text(kind)})"


def reduce_(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """reduce(list, start, (s, x) -> s, s -> r)."""
    state, element = resolved.bindings.types["S"], resolved.bindings.types["T"]
    p, q, e = (f'"{context.alias(n)}"' for n in ("p", "q", "e"))
    step = applied(values[2], _field(p, "s"), _field(q, "x"))
    cast = "{2}" if state.base == "unknown" else f"CAST({{2}} AS {engine_text(state)})"
    start = "{1}" if state.base == "unknown" else f"CAST({{1}} AS {engine_text(state)})"
    folded = (
        f'list_reduce(list_transform({{0}}, lambda {e}: struct_pack("s" := {_typed(state)}, "x" := {e})), '
        f'lambda {p}, {q}: struct_pack("s" := {cast}, "x" := {_typed(element)}), '
        f'struct_pack("s" := {start}, "x" := {_typed(element)}))'
    )
    result = template(f"struct_extract({folded}, 's')", values[0], values[1], step)
    # the last lambda gets the folded state once, through a list of one
    return template(
        "CASE WHEN {0} IS NULL THEN NULL ELSE list_extract(list_transform([{1}], {2}), 1) END",
        values[0],
        result,
        values[3],
    )


def zip_with(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """zip_with(a, b, (x, y) -> r): the shorter list is filled with NULL."""
    i = f'"{context.alias("i")}"'
    at = [template(f"list_extract({{0}}, {i})", value) for value in values[:2]]
    body = applied(values[2], *at)
    return template(
        "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE "
        f"list_transform(range(1, greatest(len({{0}}), len({{1}})) + 1), lambda {i}: {{2}}) END",
        values[0],
        values[1],
        body,
    )


def _entries(values: list[exp.Expression], context: Any, text: str) -> exp.Expression:
    """map_from_entries over a map's entries; `text` builds an entry, with E for it and {1} for the lambda's body."""
    e = f'"{context.alias("e")}"'
    body = applied(values[1], _field(e, "key"), _field(e, "value"))
    return template(text.replace("E", e), values[0], body)


def transform_values(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """transform_values(m, (k, v) -> w)."""
    return _entries(
        values,
        context,
        'map_from_entries(list_transform(map_entries({0}), lambda E: struct_pack("key" := struct_extract(E, \'key\'), "value" := {1})))',
    )


def transform_keys(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """transform_keys(m, (k, v) -> l)."""
    return _entries(
        values,
        context,
        'map_from_entries(list_transform(map_entries({0}), lambda E: struct_pack("key" := {1}, "value" := struct_extract(E, \'value\'))))',
    )


def map_filter(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """map_filter(m, (k, v) -> boolean)."""
    return _entries(values, context, "map_from_entries(list_filter(map_entries({0}), lambda E: {1}))")


def array_sort(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    """array_sort with a comparator: the engine's lambdas cannot steer a sort."""
    if len(values) == 1:
        return None
    raise context.refuse("array_sort with a comparison function is not supported", node)


BUILDERS = {
    "array_sort": array_sort,
    "map_filter": map_filter,
    "reduce": reduce_,
    "transform_keys": transform_keys,
    "transform_values": transform_values,
    "zip_with": zip_with,
}
