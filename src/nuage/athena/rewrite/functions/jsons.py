"""JSON functions. https://trino.io/docs/current/functions/json.html"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from nuage.athena.jsonpath import engine_path, read_path
from nuage.athena.rewrite.nodes import escaped, literal_text, quoted, template, type_of
from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
json_array_get(varchar, bigint) -> json := @json_array_get({0}, CAST({1} AS BIGINT))
json_array_get(json, bigint) -> json := @json_array_get(CAST({0} AS VARCHAR), CAST({1} AS BIGINT))
is_json_scalar(varchar) -> boolean := CASE WHEN {0} IS NULL THEN NULL WHEN json_valid({0}) THEN json_type({0}) NOT IN ('OBJECT', 'ARRAY') ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Invalid JSON value: ' || {0}) END
is_json_scalar(json) -> boolean := json_type({0}) NOT IN ('OBJECT', 'ARRAY')
json_array_contains(varchar, boolean) -> boolean := @json_array_contains({0}, CAST(to_json({1}) AS VARCHAR))
json_array_contains(varchar, bigint) -> boolean := @json_array_contains({0}, CAST(to_json({1}) AS VARCHAR))
json_array_contains(varchar, double) -> boolean := @json_array_contains({0}, CAST(to_json({1}) AS VARCHAR))
json_array_contains(varchar, varchar) -> boolean := @json_array_contains({0}, CAST(to_json({1}) AS VARCHAR))
json_array_contains(json, boolean) -> boolean := @json_array_contains(CAST({0} AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
json_array_contains(json, bigint) -> boolean := @json_array_contains(CAST({0} AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
json_array_contains(json, double) -> boolean := @json_array_contains(CAST({0} AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
json_array_contains(json, varchar) -> boolean := @json_array_contains(CAST({0} AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
json_array_length(varchar) -> bigint := CASE WHEN json_valid({0}) AND json_type({0}) = 'ARRAY' THEN CAST(json_array_length({0}) AS BIGINT) END
json_array_length(json) -> bigint := CASE WHEN json_type({0}) = 'ARRAY' THEN CAST(json_array_length({0}) AS BIGINT) END
json_extract(varchar, varchar) -> json := CAST(@json_extract({0}, {1}) AS JSON)
json_extract(json, varchar) -> json := CAST(@json_extract(CAST({0} AS VARCHAR), {1}) AS JSON)
json_extract_scalar(varchar(x), varchar) -> varchar(x) := @json_extract_scalar({0}, {1})
json_extract_scalar(json, varchar) -> varchar := @json_extract_scalar(CAST({0} AS VARCHAR), {1})
json_format(json) -> varchar := CAST({0} AS VARCHAR)
json_parse(varchar) -> json := CAST(@json_parse({0}) AS JSON)
json_size(varchar, varchar) -> bigint := @json_size({0}, {1})
json_size(json, varchar) -> bigint := @json_size(CAST({0} AS VARCHAR), {1})
""")


def _path(values: list[exp.Expression], context: Any, node: exp.Expression) -> str | None:
    path = literal_text(values[1])
    if path is None:
        return None
    steps = read_path(path)
    if steps is None:
        raise context.error("INVALID_FUNCTION_ARGUMENT", f"Invalid JSON path: '{path}'")
    if any(isinstance(step, str) and (not step or "*" in step) for step in steps):
        return None
    return escaped(quoted(engine_path(steps)))


def _extract(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    path = _path(values, context, node)
    return template(f"nuage_json_extract({{0}}, {path})", values[0]) if path else None


def _scalar(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    path = _path(values, context, node)
    if path is None:
        return None
    # a number with a fraction keeps its digits, which the engine would rewrite
    exact = "{0}" if type_of(values[0]).base == "varchar" else "CAST({0} AS VARCHAR)"
    return template(
        f"CASE WHEN nuage_json_is_fraction({{0}}, {path}) THEN nuage_udf_json_extract_scalar({exact}, {{1}}) "
        f"ELSE nuage_json_scalar({{0}}, {path}) END",
        *values,
    )


BUILDERS = {"json_extract": _extract, "json_extract_scalar": _scalar}
