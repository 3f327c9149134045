"""Aggregate functions. https://trino.io/docs/current/functions/aggregate.html

The approximate ones are exact here: approx_distinct counts, approx_percentile picks the value. Both lie within
the error that Trino states.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.functions.lambdas import applied
from nuage.athena.rewrite.nodes import Call, Coerce, literal_text, template, type_of
from nuage.athena.rewrite.signatures import table
from nuage.athena.types import NUMBERS, engine_text


def _listagg(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> None:
    """Trino's grammar takes a string literal as the separator, and nothing else."""
    if literal_text(values[1]) is None:
        raise context.refuse("The separator of listagg must be a string literal", node)


def _percentile(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> Any:
    """Trino takes the first value that more than the share lies up to; the engine's quantile also takes an exact share."""
    if len(values) != 2:
        return None
    shares = [
        _share(v, context)
        for v in (values[1].expressions if isinstance(values[1], exp.Array) else [values[1]])
    ]
    moved = [f"{min(share + 1e-12, 1.0)!r}e0" if "e" not in repr(share) else repr(share) for share in shares]
    given = f"[{', '.join(moved)}]" if isinstance(values[1], exp.Array) else moved[0]
    return _gathered(f"quantile_disc({{0}}, {given})", "", values[:1], resolved)


def _share(value: exp.Expression, context: Any) -> float:
    while isinstance(value, exp.Paren | Coerce):
        value = value.this
    if not isinstance(value, exp.Literal) or value.is_string:
        raise context.refuse("The percentile of approx_percentile must be a number", value)
    share = float(value.name)
    if not 0 <= share <= 1:
        raise context.error("INVALID_FUNCTION_ARGUMENT", "Percentile must be between 0 and 1")
    return share


def _most_frequent(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> Any:
    """approx_most_frequent(buckets, value, capacity): exact here; the number of buckets is a constant."""
    if not isinstance(values[0], exp.Literal):
        raise context.refuse("The number of buckets of approx_most_frequent must be a constant", node)
    wrap = f"nuage_most_frequent({{}}, {int(values[0].name)})"
    return _gathered("histogram({0})", wrap, [values[1]], resolved)


def _gathered(text: str, wrap: str, values: list[exp.Expression], resolved: Any) -> Call:
    return Call(
        this=text, name=resolved.function.name, expressions=values, wrap=wrap, names={}, aggregate=True
    )


def _reduce(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    """reduce_agg(x, start, (s, x) -> s, (s, s) -> s): the values are gathered, and folded with the first function.

    The other one joins partial results; Trino asks that both give the same in any order, so it has nothing to do here.
    """
    kind = resolved.bindings.types["S"]
    if kind.base not in ("boolean", "date", "timestamp", *NUMBERS):
        raise context.error("NOT_SUPPORTED", f"State type not supported for reduce_agg: {kind}")
    state, element = (engine_text(resolved.bindings.types[name]) for name in "ST")
    p, q, e = (f'"{context.alias(n)}"' for n in ("p", "q", "e"))
    step = applied(values[2], template(f"struct_extract({p}, 's')"), template(f"struct_extract({q}, 'x')"))
    empty = f'"x" := CAST(NULL AS {element})'
    text = (
        f"struct_extract(list_reduce(list_transform(list_filter({{0}}, lambda {e}: {e} IS NOT NULL), lambda {e}: "
        f'struct_pack("s" := CAST(NULL AS {state}), "x" := CAST({e} AS {element}))), '
        f'lambda {p}, {q}: struct_pack("s" := CAST({{1}} AS {state}), {empty}), '
        f"struct_pack(\"s\" := CAST({{2}} AS {state}), {empty})), 's')"
    )
    return template(text, _gathered("list({0})", "", values[:1], resolved), step, values[1])


def _orderable(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> None:
    """Maps and JSON have no order."""
    kind = type_of(values[0])
    if kind.base in ("map", "json"):
        name = resolved.function.name
        raise context.error(
            "FUNCTION_NOT_FOUND",
            f"Unexpected parameters ({kind}) for function {name}. Expected: {name}(t) T:orderable",
            node,
        )


BUILDERS = {
    "approx_most_frequent": _most_frequent,
    "approx_percentile": _percentile,
    "listagg": _listagg,
    "max": _orderable,
    "min": _orderable,
    "reduce_agg": _reduce,
}
FUNCTIONS = table(
    r"""
count() -> bigint := count(*)
count(T) -> bigint := count({0})
count_if(boolean) -> bigint := count_if({0}) ~ coalesce(CAST({} AS BIGINT), 0)
sum(bigint) -> bigint := sum({0}) ~ CAST({} AS BIGINT)
sum(decimal(p, s)) -> decimal(38, s) := sum({0}) ~ CAST({} AS {returns})
sum(real) -> real := sum({0}) ~ CAST({} AS FLOAT)
sum(double) -> double := sum({0})
sum(day_time) -> day_time := sum(nuage_micros({0})) ~ to_microseconds(CAST({} AS BIGINT))
sum(year_month) -> year_month := sum(nuage_months({0})) ~ to_months(CAST({} AS INTEGER))
avg(day_time) -> day_time := avg(nuage_micros({0})) ~ to_microseconds(CAST(round({} / 1000) AS BIGINT) * 1000)
avg(year_month) -> year_month := avg(nuage_months({0})) ~ to_months(CAST(round({}) AS INTEGER))
avg(bigint) -> double := avg({0})
avg(decimal(p, s)) -> decimal(p, s) := avg({0}) ~ CAST({} AS {returns})
avg(real) -> real := avg({0}) ~ CAST({} AS FLOAT)
avg(double) -> double := avg({0})
min(T) -> T := min({0})
min(T, bigint) -> array(T) := min({0}, {1})
max(T) -> T := max({0})
max(T, bigint) -> array(T) := max({0}, {1})
min_by(T, U) -> T := arg_min_null({0}, {1})
min_by(T, U, bigint) -> array(T) := arg_min({0}, {1}, {2})
max_by(T, U) -> T := arg_max_null({0}, {1})
max_by(T, U, bigint) -> array(T) := arg_max({0}, {1}, {2})
arbitrary(T) -> T := any_value({0})
any_value(T) -> T := any_value({0})
bool_and(boolean) -> boolean := bool_and({0})
every(boolean) -> boolean := bool_and({0})
bool_or(boolean) -> boolean := bool_or({0})
array_agg(T) -> array(T) := list({0})
set_agg(T) -> array(T) := list({0}) ~ nuage_distinct({})
listagg(varchar, varchar) -> varchar := string_agg({0}, {1})
approx_distinct(T) -> bigint := count(DISTINCT {0})
approx_distinct(T, double) -> bigint := count(DISTINCT {0})
approx_percentile(bigint, double) -> bigint
approx_percentile(double, double) -> double
approx_percentile(real, double) -> real
approx_percentile(bigint, array(double)) -> array(bigint)
approx_percentile(double, array(double)) -> array(double)
approx_percentile(real, array(double)) -> array(real)
approx_percentile(bigint, double, double) -> bigint := list(struct_pack(x := {0}, w := {1}, p := {2})) ~ nuage_weighted_percentile({})
approx_percentile(double, double, double) -> double := list(struct_pack(x := {0}, w := {1}, p := {2})) ~ nuage_weighted_percentile({})
approx_percentile(bigint, double, array(double)) -> array(bigint) := list(struct_pack(x := {0}, w := {1}, p := {2})) ~ nuage_weighted_percentiles({})
approx_percentile(double, double, array(double)) -> array(double) := list(struct_pack(x := {0}, w := {1}, p := {2})) ~ nuage_weighted_percentiles({})
approx_most_frequent(bigint, bigint, bigint) -> map(bigint, bigint)
approx_most_frequent(bigint, varchar, bigint) -> map(varchar, bigint)
checksum(bigint) -> varbinary := list(CAST({0} AS BIGINT)) ~ nuage_udf_checksum_of_numbers({})
checksum(varchar) -> varbinary := list({0}) ~ nuage_udf_checksum_of_texts({})
checksum(double) -> varbinary := list({0}) ~ nuage_udf_checksum_of_doubles({})
checksum(boolean) -> varbinary := list(CAST({0} AS BIGINT)) ~ nuage_udf_checksum_of_numbers({})
checksum(decimal(p, s)) -> varbinary := list(CAST(replace(CAST({0} AS VARCHAR), '.', '') AS BIGINT)) ~ nuage_udf_checksum_of_numbers({})
checksum(date) -> varbinary := list(CAST({0} - DATE '1970-01-01' AS BIGINT)) ~ nuage_udf_checksum_of_numbers({})
checksum(timestamp) -> varbinary := list(epoch_us({0})) ~ nuage_udf_checksum_of_numbers({})
reduce_agg(T, S, function(S, T, S), function(S, S, S)) -> S
histogram(T) -> map(T, bigint) := histogram({0}) ~ CAST({} AS {returns})
map_agg(K, V) -> map(K, V) := list(struct_pack("key" := {0}, "value" := {1})) ~ nuage_first_entries({})
multimap_agg(K, V) -> map(K, array(V)) := list(struct_pack("key" := {0}, "value" := {1})) ~ nuage_multimap({})
map_union(map(K, V)) -> map(K, V) := list(map_entries({0})) ~ nuage_first_entries(flatten({}))
set_union(array(T)) -> array(T) := list({0}) ~ nuage_distinct(flatten({}))
geometric_mean(double) -> double := avg(ln({0})) ~ exp({})
geometric_mean(bigint) -> double := avg(ln({0})) ~ exp({})
corr(double, double) -> double := corr({0}, {1}) ~ nullif({}, CAST('NaN' AS DOUBLE))
covar_pop(double, double) -> double := covar_pop({0}, {1})
covar_samp(double, double) -> double := covar_samp({0}, {1})
regr_slope(double, double) -> double := regr_slope({0}, {1})
regr_intercept(double, double) -> double := regr_intercept({0}, {1})
skewness(double) -> double := list({0}) ~ nuage_skewness({})
kurtosis(double) -> double := kurtosis({0})
stddev(double) -> double := stddev_samp({0})
stddev_samp(double) -> double := stddev_samp({0})
stddev_pop(double) -> double := stddev_pop({0})
variance(double) -> double := var_samp({0})
var_samp(double) -> double := var_samp({0})
var_pop(double) -> double := var_pop({0})
entropy(bigint) -> double := list({0}) ~ nuage_entropy({})
bitwise_and_agg(bigint) -> bigint := bit_and(CAST({0} AS BIGINT))
bitwise_or_agg(bigint) -> bigint := bit_or(CAST({0} AS BIGINT))
bitwise_xor_agg(bigint) -> bigint := bit_xor(CAST({0} AS BIGINT))
""",
    kind="aggregate",
)
