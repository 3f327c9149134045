"""Functions whose lambda takes more than one element: written out, since the engine's lambdas take one.

reduce() runs over a list of {s: the state, x: the element} structs, so that the state may be of another type than
the elements.
"""

from __future__ import annotations

from typing import Any, cast

from sqlglot import exp

from nuage.athena.rewrite.conversion import NoConversionError, convert
from nuage.athena.rewrite.nodes import escaped, template
from nuage.athena.types import VARCHAR, Type, engine_text


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
    """array_sort with a comparator: each element is put before the first that it is less than.

    An insertion sort, since the engine's lambdas cannot steer a sort; it is stable, as Trino's is.
    """
    if len(values) == 1:
        return None
    p, e, q = (f'"{context.alias(n)}"' for n in ("p", "e", "q"))
    kind = engine_text(resolved.params[0])
    new = template(f"list_extract({e}, 1)", kind=resolved.bindings.types["T"])
    compared = applied(values[1], new, template(q, kind=resolved.bindings.types["T"]))
    # the number of elements, from the start, that the new one does not come before
    place = f"coalesce(list_position(list_transform({p}, lambda {q}: nuage_comparison({{1}}) < 0), true) - 1, len({p}))"
    folded = (
        f"list_reduce(list_transform({{0}}, lambda {e}: [{e}]), lambda {p}, {e}: "
        f"list_concat(list_concat(list_slice({p}, 1, {place}), {e}), list_slice({p}, {place} + 1, len({p}))))"
    )
    return template(
        f"CASE WHEN {{0}} IS NULL THEN NULL WHEN len({{0}}) < 2 THEN {{0}} ELSE CAST({folded} AS {kind}) END",
        values[0],
        compared,
    )


def array_join(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """array_join(a, separator[, for NULL]): the elements as CAST(… AS VARCHAR) writes them."""
    element = resolved.params[0].args[0]
    e = f'"{context.alias("e")}"'
    try:
        shown = convert(e, element, VARCHAR) if element.base != "unknown" else f"CAST({e} AS VARCHAR)"
    except NoConversionError as error:
        raise context.error(
            "FUNCTION_NOT_FOUND",
            f"Unexpected parameters ({resolved.params[0]}, varchar) for function array_join. "
            "Expected: array_join(array(T), varchar) T:castableTo(varchar)",
            node,
        ) from error
    shown = escaped(shown)
    if len(values) == 3:
        listed = f"list_transform({{0}}, lambda {e}: coalesce({shown}, {{2}}))"
    else:
        listed = f"list_transform(list_filter({{0}}, lambda {e}: {e} IS NOT NULL), lambda {e}: {shown})"
    return template(f"CASE WHEN {{0}} IS NULL THEN NULL ELSE nuage_join({listed}, {{1}}) END", *values)


def map_zip_with(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """map_zip_with(a, b, (k, v, w) -> x): every key of both; a value that is not there is NULL."""
    k = f'"{context.alias("k")}"'
    types = resolved.bindings.types
    key = template(k, kind=types["K"])
    sides = [template(f"map_extract_value({{0}}, {k})", value) for value in values[:2]]
    body = applied(values[2], key, *sides)
    keys = "nuage_distinct(list_concat(map_keys({0}), map_keys({1})))"
    return template(
        "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE "
        f'map_from_entries(list_transform({keys}, lambda {k}: struct_pack("key" := {k}, "value" := {{2}}))) END',
        values[0],
        values[1],
        body,
    )


BUILDERS = {
    "array_join": array_join,
    "array_sort": array_sort,
    "map_zip_with": map_zip_with,
    "map_filter": map_filter,
    "reduce": reduce_,
    "transform_keys": transform_keys,
    "transform_values": transform_values,
    "zip_with": zip_with,
}
