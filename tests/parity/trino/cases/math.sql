-- arithmetic: integers, doubles, mixed; overflow and division by zero
1 + 2
7 - 9
7 / 2
-7 / 2
7 / -2
-7 % 3
7 % -3
7e0 % 3
5.5 % 2
0 / 5
0e0 / 0
1e0 / 0
-1e0 / 0
1 / 0
1 % 0
DECIMAL '1' / 0
DECIMAL '1.0' % 0
CAST(1 AS BIGINT) / 0
CAST(127 AS TINYINT) + CAST(1 AS TINYINT)
CAST(100 AS TINYINT) * CAST(2 AS TINYINT)
CAST(32767 AS SMALLINT) + CAST(1 AS SMALLINT)
CAST(1 AS TINYINT) + CAST(1 AS SMALLINT)
CAST(1 AS SMALLINT) + 1
CAST(1 AS TINYINT) / CAST(2 AS TINYINT)
2147483647 + 1
2147483647 * 2
-2147483648 - 1
2147483648 + 1
9223372036854775807 + 1
9223372036854775807 * 2
-9223372036854775807 - 2
-(-9223372036854775807 - 1)
-2147483648
- 5
-(-5)
+5
1 + 1.5
1 + 1.5e0
CAST(1.5 AS REAL) + 1
CAST(1.5 AS REAL) + 1.5e0
CAST(0.1 AS REAL) + CAST(0.2 AS REAL)
CAST(1 AS REAL) / 3
0.1 + 0.2
1e308 * 10
1.0
1.5
.5
5.
1e3
1E-3
123456789012
12345678901234567890
0x1F
1_000
2 * 3 + 4
2 + 3 * 4
(2 + 3) * 4
10 - 4 - 3
100 / 10 / 2
1 + NULL
NULL / 0
NULL + NULL
-NULL
DECIMAL '1.23' + 1
DECIMAL '1.23' + 1.5
DECIMAL '1.23' * 2
DECIMAL '1.23' - CAST(2 AS BIGINT)
1 / DECIMAL '3'
DECIMAL '1' / 3
DECIMAL '1.00' / 3
DECIMAL '2' / DECIMAL '3.000'
DECIMAL '10' / DECIMAL '4'
DECIMAL '-10' / DECIMAL '4'
DECIMAL '7' % DECIMAL '2.5'
DECIMAL '-7.5' % DECIMAL '2'
DECIMAL '99999999999999999999999999999999999999' + 1
DECIMAL '99999999999999999999999999999999999999' * 10
DECIMAL '12345678901234567890.123' * DECIMAL '98765432109876543210.987'
DECIMAL '0.1' * DECIMAL '0.1'
DECIMAL '0.00000000000000000001' * DECIMAL '0.00000000000000000001'
DECIMAL '1.10'
DECIMAL '000123.4500'
DECIMAL '-0.5'
DECIMAL '.5'
DECIMAL '5'
DECIMAL '0'
DECIMAL '0.0'
-DECIMAL '1.5'
DECIMAL '1.5' = 1.5
DECIMAL '1.5' = 1.5e0
DECIMAL '1.50' = DECIMAL '1.5'
DECIMAL '1' = 1
DECIMAL '1.1' > 1
1 = 1e0
1 < 1.5
CAST(0.1 AS REAL) = 0.1
nan() = nan()
nan() > 1
nan() < 1
nan() <> nan()
nan() IS DISTINCT FROM nan()
infinity() > 1e308
-infinity()
0e0 = -0e0
abs(-5)
abs(CAST(-5 AS BIGINT))
abs(-5.5)
abs(DECIMAL '-5.50')
abs(CAST(-5 AS TINYINT))
abs(CAST(-128 AS TINYINT))
abs(-9223372036854775807 - 1)
abs(CAST(-1.5 AS REAL))
ceil(1.2)
ceil(-1.2)
ceil(5)
ceil(CAST(5 AS BIGINT))
ceil(DECIMAL '1.2')
ceil(DECIMAL '-1.2')
ceil(DECIMAL '9.9')
ceiling(CAST(1.5 AS REAL))
ceiling(1.5)
floor(1.7)
floor(-1.7)
floor(5)
floor(DECIMAL '-1.5')
floor(DECIMAL '99.9')
floor(CAST(-1.5 AS REAL))
round(1.5)
round(2.5)
round(-1.5)
round(-2.5)
round(5)
round(CAST(5 AS BIGINT))
round(1.2345, 2)
round(-1.2355, 3)
round(1234.5, -2)
round(0.5e0)
round(1.005, 2)
round(2.675, 2)
round(1e20, 2)
round(CAST(2.5 AS REAL))
round(CAST(2.345 AS REAL), 2)
round(DECIMAL '1.5')
round(DECIMAL '-2.5')
round(DECIMAL '1.2345', 2)
round(DECIMAL '99.99')
round(DECIMAL '99.99', 1)
round(DECIMAL '12345.6', -2)
round(155, -1)
round(155, 1)
round(-155, -1)
round(CAST(12345 AS BIGINT), -3)
round(CAST(15 AS SMALLINT), -1)
round(nan())
round(NULL)
truncate(1.9)
truncate(-1.9)
truncate(CAST(-1.9 AS REAL))
truncate(DECIMAL '12.99')
truncate(DECIMAL '-12.99', 1)
truncate(DECIMAL '1234.56', -2)
truncate(1234.56, 1)
sign(5)
sign(-5.5)
sign(0)
sign(CAST(-5 AS BIGINT))
sign(CAST(5 AS TINYINT))
sign(CAST(5 AS SMALLINT))
sign(DECIMAL '-2.3')
sign(CAST(-1.5 AS REAL))
sign(nan())
mod(7, 3)
mod(-7, 3)
mod(7.5, 2)
mod(DECIMAL '7.5', DECIMAL '2')
mod(CAST(7 AS BIGINT), 3)
mod(CAST(7 AS TINYINT), CAST(3 AS TINYINT))
mod(5, 0)
mod(5e0, 0)
mod(CAST(7.5 AS REAL), CAST(2 AS REAL))
power(2, 10)
power(2, -1)
power(2e0, 0.5)
power(-8, 1e0/3)
pow(0, 0)
sqrt(16)
sqrt(2)
sqrt(-1)
cbrt(27)
cbrt(-8)
cbrt(2)
exp(0)
exp(1)
exp(1000)
ln(1)
ln(0)
ln(-1)
ln(10)
log2(8)
log2(0)
log2(10)
log10(1000)
log10(-1)
log(2, 8)
log(10, 100)
log(3, 81)
log(10, -1)
pi()
e()
nan()
infinity()
is_nan(nan())
is_nan(1e0)
is_nan(CAST(1 AS REAL))
is_finite(1)
is_finite(infinity())
is_infinite(-infinity())
is_infinite(1)
degrees(pi())
radians(180)
sin(1)
cos(1)
tan(1)
asin(1)
asin(2)
acos(1)
acos(2)
atan(1)
atan2(1, 2)
sinh(1)
cosh(1)
tanh(1)
sin(NULL)
width_bucket(5.35, 0.024, 10.06, 5)
width_bucket(0, 1, 10, 5)
width_bucket(11, 1, 10, 5)
width_bucket(10, 1, 10, 5)
width_bucket(5, 10, 1, 5)
width_bucket(5, 1, 10, 0)
width_bucket(5, 1, 1, 5)
width_bucket(3, ARRAY[1, 2, 3, 4])
width_bucket(0, ARRAY[1, 2])
width_bucket(3, ARRAY[])
width_bucket(3, ARRAY[2e0, 1e0])
from_base('ff', 16)
from_base('FF', 16)
from_base('-101', 2)
from_base('zz', 36)
from_base('9', 8)
from_base('1', 1)
from_base('', 10)
to_base(255, 2)
to_base(-255, 16)
to_base(0, 2)
to_base(5, 37)
bitwise_and(12, 10)
bitwise_or(12, 10)
bitwise_xor(12, 10)
bitwise_not(5)
bitwise_left_shift(1, 3)
bitwise_left_shift(CAST(1 AS BIGINT), 40)
bitwise_left_shift(1, 40)
bitwise_left_shift(CAST(1 AS TINYINT), 3)
bitwise_left_shift(CAST(127 AS TINYINT), 1)
bitwise_left_shift(1, 32)
bitwise_right_shift(-8, 1)
bitwise_right_shift(CAST(-8 AS BIGINT), 1)
bitwise_right_shift(CAST(-8 AS SMALLINT), 1)
bitwise_right_shift(8, 70)
bitwise_right_shift_arithmetic(-8, 1)
bitwise_right_shift_arithmetic(-8, 70)
bitwise_right_shift_arithmetic(CAST(-8 AS BIGINT), 64)
bit_count(9, 64)
bit_count(-7, 64)
bit_count(-7, 8)
bit_count(9, 3)
bit_count(9, 65)
greatest(1, 3, 2)
greatest(1, 2.5)
greatest(1, NULL)
greatest('a', 'b')
greatest(DATE '2020-01-01', DATE '2021-01-01')
greatest(1e0, nan())
least(1, 3, 2)
least('b', 'a')
least(DECIMAL '1.5', 2)
greatest(ARRAY[1, 2], ARRAY[1, 3])
greatest(true, false)
greatest(1)
random() < 1
random(5) < 5
random(5, 6)
random(0)
random(5, 5)
cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a'], ARRAY[2.0]))
cosine_similarity(MAP(ARRAY['a', 'b'], ARRAY[1.0, 2.0]), MAP(ARRAY['a', 'c'], ARRAY[2.0, 1.0]))
normal_cdf(0, 1, 1.96)
normal_cdf(10, 9, 10)
normal_cdf(0, 0, 1)
inverse_normal_cdf(0, 1, 0.3)
inverse_normal_cdf(10, 9, 0.9)
inverse_normal_cdf(0, 1, 1.5)
beta_cdf(3, 3.6, 0.21)
beta_cdf(3, 3.6, 0)
beta_cdf(0, 3, 0.5)
inverse_beta_cdf(3, 3.6, 0.5)
inverse_beta_cdf(3, 3.6, 0)
wilson_interval_lower(1250, 1310, 1.96e0)
wilson_interval_upper(1250, 1310, 1.96e0)
wilson_interval_lower(5, 0, 1.96)
wilson_interval_lower(5, 4, 1.96)
ABS(-1) + Power(2, 2)
