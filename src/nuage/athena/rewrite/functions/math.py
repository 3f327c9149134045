"""Mathematical and bitwise functions. https://trino.io/docs/current/functions/math.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
abs(INT) -> INT := abs({0})
abs(decimal(p, s)) -> decimal(p, s)
abs(real) -> real
abs(double) -> double
ceil(INT) -> INT := {0}
ceil(decimal(p, s)) -> decimal(p - s + min(s, 1), 0) := CAST(ceil({0}) AS {returns})
ceil(real) -> real := CAST(ceil({0}) AS FLOAT)
ceil(double) -> double := CAST(ceil({0}) AS DOUBLE)
ceiling(INT) -> INT := {0}
ceiling(decimal(p, s)) -> decimal(p - s + min(s, 1), 0) := CAST(ceil({0}) AS {returns})
ceiling(real) -> real := CAST(ceil({0}) AS FLOAT)
ceiling(double) -> double := CAST(ceil({0}) AS DOUBLE)
floor(INT) -> INT := {0}
floor(decimal(p, s)) -> decimal(p - s + min(s, 1), 0) := CAST(floor({0}) AS {returns})
floor(real) -> real := CAST(floor({0}) AS FLOAT)
floor(double) -> double := CAST(floor({0}) AS DOUBLE)
round(INT) -> INT := {0}
round(decimal(p, s)) -> decimal(p - s + min(s, 1), 0) := CAST(round({0}) AS {returns})
round(real) -> real := CAST(round({0}) AS FLOAT)
round(double) -> double := round({0})
round(INT, bigint) -> INT := CASE WHEN {1} >= 0 THEN {0} ELSE CAST(@round(CAST({0} AS VARCHAR), CAST({1} AS BIGINT), true) AS {returns}) END
round(decimal(p, s), bigint) -> decimal(min(38, p + 1), s) := CAST(@round(CAST({0} AS VARCHAR), CAST({1} AS BIGINT), true) AS {returns})
round(real, bigint) -> real := CAST(round({0}, CAST({1} AS INTEGER)) AS FLOAT)
round(double, bigint) -> double := round({0}, CAST({1} AS INTEGER))
truncate(decimal(p, s)) -> decimal(max(p - s, 1), 0) := CAST(trunc({0}) AS {returns})
truncate(decimal(p, s), bigint) -> decimal(p, s) := CAST(@round(CAST({0} AS VARCHAR), CAST({1} AS BIGINT), false) AS {returns})
truncate(real) -> real := CAST(trunc({0}) AS FLOAT)
truncate(double) -> double := trunc({0})
sign(INT) -> INT := CAST(sign({0}) AS {returns})
sign(decimal(p, s)) -> decimal(1, 0) := CAST(sign({0}) AS DECIMAL(1, 0))
sign(real) -> real := CASE WHEN isnan({0}) THEN {0} ELSE CAST(sign({0}) AS FLOAT) END
sign(double) -> double := CASE WHEN isnan({0}) THEN {0} ELSE CAST(sign({0}) AS DOUBLE) END
mod(INT, INT) -> INT := CASE WHEN {1} = 0 THEN nuage_error('DIVISION_BY_ZERO', 'Division by zero') ELSE CAST({0} % {1} AS {returns}) END
mod(decimal(p, s), decimal(q, t)) -> decimal(min(q - t, p - s) + max(s, t), max(s, t)) := CAST(@decimal_modulus(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR)) AS {returns})
mod(real, real) -> real := CAST({0} % {1} AS FLOAT)
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
random(INT) -> INT := CASE WHEN {0} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bound must be positive}
 ELSE CAST(floor(random() * {0}) AS {returns}) END
rand(INT) -> INT := CASE WHEN {0} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bound must be positive}
 ELSE CAST(floor(random() * {0}) AS {returns}) END
random(INT, INT) -> INT := CASE WHEN {0} >= {1} THEN {!INVALID_FUNCTION_ARGUMENT: start value must be less than stop value}
 ELSE CAST({0} + floor(random() * ({1} - {0})) AS {returns}) END
rand(INT, INT) -> INT := CASE WHEN {0} >= {1} THEN {!INVALID_FUNCTION_ARGUMENT: start value must be less than stop value}
 ELSE CAST({0} + floor(random() * ({1} - {0})) AS {returns}) END
width_bucket(double, double, double, bigint) -> bigint := CAST(CASE
 WHEN {3} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0}
 WHEN {1} = {2} THEN {!INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other}
 WHEN {1} < {2} AND {0} < {1} OR {1} > {2} AND {0} > {1} THEN 0
 WHEN {1} < {2} AND {0} >= {2} OR {1} > {2} AND {0} <= {2} THEN {3} + 1
 ELSE floor({3} * abs({0} - {1}) / abs({2} - {1})) + 1 END AS BIGINT)
width_bucket(double, array(double)) -> bigint := CASE WHEN len({1}) = 0 THEN {!INVALID_FUNCTION_ARGUMENT: Bins cannot be an empty array}
 WHEN list_sort({1}) <> {1} THEN {!INVALID_FUNCTION_ARGUMENT: Bin values are not sorted in ascending order}
 ELSE CAST(len(list_filter({1}, lambda "b": "b" <= {0})) AS BIGINT) END
from_base(varchar, bigint) -> bigint := @from_base({0}, CAST({1} AS BIGINT))
to_base(bigint, bigint) -> varchar(64) := @to_base(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
cosine_similarity(map(varchar, double), map(varchar, double)) -> double := @cosine_similarity(CAST(to_json({0}) AS VARCHAR), CAST(to_json({1}) AS VARCHAR))
bitwise_and(bigint, bigint) -> bigint := CAST({0} AS BIGINT) & CAST({1} AS BIGINT)
bitwise_or(bigint, bigint) -> bigint := CAST({0} AS BIGINT) | CAST({1} AS BIGINT)
bitwise_xor(bigint, bigint) -> bigint := xor(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
bitwise_not(bigint) -> bigint := ~CAST({0} AS BIGINT)
bitwise_left_shift(tinyint, bigint) -> tinyint := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'left', 8) AS TINYINT)
bitwise_left_shift(smallint, bigint) -> smallint := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'left', 16) AS SMALLINT)
bitwise_left_shift(integer, bigint) -> integer := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'left', 32) AS INTEGER)
bitwise_left_shift(bigint, bigint) -> bigint := @shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'left', 64)
bitwise_right_shift(tinyint, bigint) -> tinyint := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'logical', 8) AS TINYINT)
bitwise_right_shift(smallint, bigint) -> smallint := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'logical', 16) AS SMALLINT)
bitwise_right_shift(integer, bigint) -> integer := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'logical', 32) AS INTEGER)
bitwise_right_shift(bigint, bigint) -> bigint := @shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'logical', 64)
bitwise_right_shift_arithmetic(INT, bigint) -> INT := CAST(@shift(CAST({0} AS BIGINT), CAST({1} AS BIGINT), 'arithmetic', 64) AS {returns})
bit_count(bigint, bigint) -> bigint := @bit_count(CAST({0} AS BIGINT), CAST({1} AS BIGINT))
normal_cdf(double, double, double) -> double := @normal_cdf(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE), CAST({2} AS DOUBLE))
inverse_normal_cdf(double, double, double) -> double := @inverse_normal_cdf(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE), CAST({2} AS DOUBLE))
wilson_interval_lower(bigint, bigint, double) -> double := @wilson(CAST({0} AS BIGINT), CAST({1} AS BIGINT), CAST({2} AS DOUBLE), -1)
wilson_interval_upper(bigint, bigint, double) -> double := @wilson(CAST({0} AS BIGINT), CAST({1} AS BIGINT), CAST({2} AS DOUBLE), 1)
""")
