"""Aggregate functions. https://trino.io/docs/current/functions/aggregate.html

The approximate ones are exact here: approx_distinct counts, approx_percentile picks the value. Both lie within
the error that Trino states.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.nodes import literal_text
from nuage.athena.rewrite.signatures import table


def _listagg(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> None:
    """Trino's grammar takes a string literal as the separator, and nothing else."""
    if literal_text(values[1]) is None:
        raise context.refuse("The separator of listagg must be a string literal", node)


BUILDERS = {"listagg": _listagg}
FUNCTIONS = table(
    r"""
count() -> bigint := count(*)
count(T) -> bigint := count({0})
count_if(boolean) -> bigint := count_if({0}) ~ CAST({} AS BIGINT)
sum(bigint) -> bigint := sum({0}) ~ CAST({} AS BIGINT)
sum(decimal(p, s)) -> decimal(38, s) := sum({0}) ~ CAST({} AS {returns})
sum(real) -> real := sum({0}) ~ CAST({} AS FLOAT)
sum(double) -> double := sum({0})
sum(day_time) -> day_time := sum(nuage_micros({0})) ~ to_microseconds(CAST({} AS BIGINT))
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
approx_percentile(bigint, double) -> bigint := quantile_disc({0}, {1})
approx_percentile(double, double) -> double := quantile_disc({0}, {1})
approx_percentile(real, double) -> real := quantile_disc({0}, {1})
approx_percentile(bigint, array(double)) -> array(bigint) := quantile_disc({0}, {1})
approx_percentile(double, array(double)) -> array(double) := quantile_disc({0}, {1})
histogram(T) -> map(T, bigint) := histogram({0}) ~ CAST({} AS {returns})
map_agg(K, V) -> map(K, V) := list(struct_pack("key" := {0}, "value" := {1})) ~ nuage_first_entries({})
multimap_agg(K, V) -> map(K, array(V)) := list(struct_pack("key" := {0}, "value" := {1})) ~ nuage_multimap({})
map_union(map(K, V)) -> map(K, V) := list(map_entries({0})) ~ nuage_first_entries(flatten({}))
set_union(array(T)) -> array(T) := list({0}) ~ nuage_distinct(flatten({}))
geometric_mean(double) -> double := avg(ln({0})) ~ exp({})
geometric_mean(bigint) -> double := avg(ln({0})) ~ exp({})
corr(double, double) -> double := corr({0}, {1})
covar_pop(double, double) -> double := covar_pop({0}, {1})
covar_samp(double, double) -> double := covar_samp({0}, {1})
regr_slope(double, double) -> double := regr_slope({0}, {1})
regr_intercept(double, double) -> double := regr_intercept({0}, {1})
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
