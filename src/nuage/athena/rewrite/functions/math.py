"""Mathematical and bitwise functions. https://trino.io/docs/current/functions/math.html"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.signatures import table


def _round(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> None:
    """The engine rounds decimals to a constant number of digits alone."""
    if len(values) == 2 and resolved.params[0].base == "decimal" and not isinstance(values[1], exp.Literal):
        raise context.refuse(
            "round() of a decimal to a number of digits that is not constant is not supported", node
        )


BUILDERS = {"round": _round}
FUNCTIONS = table(r"""
abs(tinyint) -> tinyint
abs(smallint) -> smallint
abs(integer) -> integer
abs(bigint) -> bigint
abs(decimal(p, s)) -> decimal(p, s)
abs(real) -> real
abs(double) -> double
ceil(bigint) -> bigint := {0}
ceil(decimal(p, s)) -> decimal(p, 0) := CAST(ceil({0}) AS {returns})
ceil(real) -> real := CAST(ceil({0}) AS FLOAT)
ceil(double) -> double := CAST(ceil({0}) AS DOUBLE)
ceiling(bigint) -> bigint := {0}
ceiling(decimal(p, s)) -> decimal(p, 0) := CAST(ceil({0}) AS {returns})
ceiling(double) -> double := CAST(ceil({0}) AS DOUBLE)
floor(bigint) -> bigint := {0}
floor(decimal(p, s)) -> decimal(p, 0) := CAST(floor({0}) AS {returns})
floor(real) -> real := CAST(floor({0}) AS FLOAT)
floor(double) -> double := CAST(floor({0}) AS DOUBLE)
round(bigint) -> bigint := {0}
round(decimal(p, s)) -> decimal(p, 0) := CAST(round({0}) AS {returns})
round(real) -> real := CAST(round({0}) AS FLOAT)
round(double) -> double := round({0})
round(bigint, bigint) -> bigint := CASE WHEN {1} >= 0 THEN {0} ELSE CAST(round({0} / pow(10, -{1})) * pow(10, -{1}) AS BIGINT) END
round(decimal(p, s), bigint) -> decimal(p, s) := CAST(round({0}, CAST({1} AS INTEGER)) AS {returns})
round(double, bigint) -> double := round({0}, CAST({1} AS INTEGER))
truncate(decimal(p, s)) -> decimal(p, 0) := CAST(trunc({0}) AS {returns})
truncate(double) -> double := trunc({0})
sign(bigint) -> bigint := CAST(sign({0}) AS BIGINT)
sign(decimal(p, s)) -> decimal(1, 0) := CAST(sign({0}) AS DECIMAL(1, 0))
sign(double) -> double := CAST(sign({0}) AS DOUBLE)
mod(bigint, bigint) -> bigint := CASE WHEN {1} = 0 THEN nuage_error('DIVISION_BY_ZERO', 'Division by zero') ELSE {0} % {1} END
mod(double, double) -> double := {0} % {1}
power(double, double) -> double := pow(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE))
pow(double, double) -> double := pow(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE))
sqrt(double) -> double := CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt({0}) END
cbrt(double) -> double := @cbrt(CAST({0} AS DOUBLE))
exp(double) -> double
ln(double) -> double := CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-inf' AS DOUBLE) ELSE ln({0}) END
log2(double) -> double := CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-inf' AS DOUBLE) ELSE log2({0}) END
log10(double) -> double := CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-inf' AS DOUBLE) ELSE log10({0}) END
log(double, double) -> double := ln({1}) / ln({0})
pi() -> double
e() -> double := exp(1e0)
nan() -> double := CAST('NaN' AS DOUBLE)
infinity() -> double := CAST('inf' AS DOUBLE)
is_nan(double) -> boolean := isnan({0})
is_finite(double) -> boolean := isfinite({0})
is_infinite(double) -> boolean := isinf({0})
degrees(double) -> double
radians(double) -> double
sin(double) -> double
cos(double) -> double
tan(double) -> double
asin(double) -> double := CASE WHEN abs({0}) > 1 THEN CAST('NaN' AS DOUBLE) ELSE asin({0}) END
acos(double) -> double := CASE WHEN abs({0}) > 1 THEN CAST('NaN' AS DOUBLE) ELSE acos({0}) END
atan(double) -> double
atan2(double, double) -> double
sinh(double) -> double
cosh(double) -> double
tanh(double) -> double
random() -> double := random()
rand() -> double := random()
random(bigint) -> bigint := CASE WHEN {0} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bound must be positive}
 ELSE CAST(floor(random() * {0}) AS BIGINT) END
rand(bigint) -> bigint := CASE WHEN {0} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bound must be positive}
 ELSE CAST(floor(random() * {0}) AS BIGINT) END
random(bigint, bigint) -> bigint := CASE WHEN {0} >= {1} THEN {!INVALID_FUNCTION_ARGUMENT: start value must be less than stop value}
 ELSE CAST({0} + floor(random() * ({1} - {0})) AS BIGINT) END
width_bucket(double, double, double, bigint) -> bigint := CAST(CASE
 WHEN {3} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0}
 WHEN {1} = {2} THEN {!INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other}
 WHEN {1} < {2} AND {0} < {1} OR {1} > {2} AND {0} > {1} THEN 0
 WHEN {1} < {2} AND {0} >= {2} OR {1} > {2} AND {0} <= {2} THEN {3} + 1
 ELSE floor({3} * abs({0} - {1}) / abs({2} - {1})) + 1 END AS BIGINT)
width_bucket(double, array(double)) -> bigint := CAST(len(list_filter({1}, lambda "b": "b" <= {0})) AS BIGINT)
from_base(varchar, bigint) -> bigint := @from_base({0}, CAST({1} AS BIGINT))
to_base(bigint, bigint) -> varchar := @to_base(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
cosine_similarity(map(varchar, double), map(varchar, double)) -> double := @cosine_similarity(CAST(to_json({0}) AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
bitwise_and(bigint, bigint) -> bigint := CAST({0} AS BIGINT) & CAST({1} AS BIGINT)
bitwise_or(bigint, bigint) -> bigint := CAST({0} AS BIGINT) | CAST({1} AS BIGINT)
bitwise_xor(bigint, bigint) -> bigint := xor(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
bitwise_not(bigint) -> bigint := ~CAST({0} AS BIGINT)
bitwise_left_shift(bigint, bigint) -> bigint := @shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'left')
bitwise_right_shift(bigint, bigint) -> bigint := @shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'logical')
bitwise_right_shift_arithmetic(bigint, bigint) -> bigint := @shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'arithmetic')
bit_count(bigint, bigint) -> bigint := @bit_count(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
""")
