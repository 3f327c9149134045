"""Array functions and lambdas. https://trino.io/docs/current/functions/array.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
all_match(array(T), function(T, boolean)) -> boolean := nuage_all(list_transform({0}, {1}))
any_match(array(T), function(T, boolean)) -> boolean := nuage_any(list_transform({0}, {1}))
none_match(array(T), function(T, boolean)) -> boolean := NOT nuage_any(list_transform({0}, {1}))
array_average(array(double)) -> double := list_avg({0})
array_distinct(array(T)) -> array(T) := nuage_distinct({0})
array_except(array(T), array(T)) -> array(T) := CASE WHEN {1} IS NULL THEN NULL ELSE list_filter(nuage_distinct({0}), lambda "e": list_position({1}, "e") IS NULL) END
array_first(array(T)) -> T := list_extract({0}, 1)
array_last(array(T)) -> T := list_extract({0}, -1)
array_intersect(array(T), array(T)) -> array(T) := CASE WHEN {1} IS NULL THEN NULL ELSE list_filter(nuage_distinct({0}), lambda "e": list_position({1}, "e") IS NOT NULL) END
array_union(array(T), array(T)) -> array(T) := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE nuage_distinct(list_concat({0}, {1})) END
array_join(array(T), varchar) -> varchar
array_join(array(T), varchar, varchar) -> varchar
array_max(array(T)) -> T := CASE WHEN len(list_filter({0}, lambda "e": "e" IS NULL)) > 0 THEN NULL ELSE list_max({0}) END
array_min(array(T)) -> T := CASE WHEN len(list_filter({0}, lambda "e": "e" IS NULL)) > 0 THEN NULL ELSE list_min({0}) END
array_position(array(T), T) -> bigint := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE CAST(coalesce(list_position({0}, {1}), 0) AS BIGINT) END
array_remove(array(T), T) -> array(T) := CASE WHEN {1} IS NULL THEN NULL ELSE list_filter({0}, lambda "e": "e" IS DISTINCT FROM {1}) END
array_sort(array(T)) -> array(T) := list_sort({0}, 'ASC', 'NULLS LAST')
array_sum(array(bigint)) -> bigint := CAST(coalesce(list_sum({0}), 0) AS BIGINT)
array_sum(array(double)) -> double := coalesce(list_sum({0}), 0e0)
arrays_overlap(array(T), array(T)) -> boolean := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL
 WHEN list_has_any({0}, {1}) THEN true
 WHEN nuage_has_null({0}) AND len({1}) > 0 OR nuage_has_null({1}) AND len({0}) > 0 THEN NULL ELSE false END
cardinality(array(T)) -> bigint := len({0})
contains(array(T), T) -> boolean := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN list_contains({0}, {1}) THEN true
 WHEN nuage_has_null({0}) THEN NULL ELSE false END
contains_sequence(array(T), array(T)) -> boolean := CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN len({1}) = 0 THEN true
 ELSE coalesce(list_bool_or(list_transform(range(1, len({0}) - len({1}) + 2), lambda "i": list_slice({0}, "i", "i" + len({1}) - 1) = {1})), false) END
element_at(array(T), bigint) -> T := nuage_element_at({0}, {1})
element_at(map(K, V), K) -> V := map_extract_value({0}, {1})
filter(array(T), function(T, boolean)) -> array(T) := list_filter({0}, {1})
flatten(array(array(T))) -> array(T) := flatten({0})
ngrams(array(T), bigint) -> array(array(T)) := CASE WHEN {1} <= 0 THEN {!INVALID_FUNCTION_ARGUMENT: N must be positive}
 WHEN len({0}) <= {1} THEN [{0}]
 ELSE list_transform(range(1, len({0}) - {1} + 2), lambda "i": list_slice({0}, "i", "i" + {1} - 1)) END
reduce(array(T), S, function(S, T, S), function(S, R)) -> R
repeat(T, bigint) -> array(T) := CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0}
 WHEN {1} > 10000 THEN {!INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000}
 ELSE list_transform(range(0, {1}), lambda "i": {0}) END
reverse(array(T)) -> array(T) := list_reverse({0})
sequence(bigint, bigint) -> array(bigint) := nuage_sequence({0}, {1}, CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)
sequence(bigint, bigint, bigint) -> array(bigint) := nuage_sequence({0}, {1}, {2})
sequence(date, date) -> array(date) := CAST(generate_series(CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP), CASE WHEN {0} <= {1} THEN to_days(1) ELSE to_days(-1) END) AS DATE[])
sequence(date, date, day_time) -> array(date) := CAST(generate_series(CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP), {2}) AS DATE[])
sequence(date, date, year_month) -> array(date) := CAST(nuage_month_sequence(CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP), nuage_months({2})) AS DATE[])
sequence(timestamp, timestamp, day_time) -> array(timestamp) := generate_series({0}, {1}, {2})
sequence(timestamp, timestamp, year_month) -> array(timestamp) := nuage_month_sequence({0}, {1}, nuage_months({2}))
shuffle(array(T)) -> array(T) := list_transform(list_sort(list_transform({0}, lambda "e": struct_pack("r" := random(), "e" := "e"))), lambda "p": struct_extract("p", 'e'))
slice(array(T), bigint, bigint) -> array(T) := CASE
 WHEN {2} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0}
 WHEN {1} = 0 THEN {!INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1}
 WHEN {1} < 0 AND -{1} > len({0}) OR {2} = 0 THEN list_slice({0}, 1, 0)
 WHEN {1} < 0 THEN list_slice({0}, len({0}) + {1} + 1, len({0}) + {1} + {2})
 ELSE list_slice({0}, {1}, {1} + {2} - 1) END
transform(array(T), function(T, U)) -> array(U) := list_transform({0}, {1})
trim_array(array(T), bigint) -> array(T) := CASE
 WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: size must not be negative}
 WHEN {1} > len({0}) THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'size must not exceed array cardinality ' || len({0}) || ': ' || {1})
 ELSE list_slice({0}, 1, len({0}) - {1}) END
zip(array(T), array(U)) -> array(row(T, U)) := nuage_zip2({0}, {1})
zip(array(T), array(U), array(V)) -> array(row(T, U, V)) := nuage_zip3({0}, {1}, {2})
zip(array(T), array(U), array(V), array(W)) -> array(row(T, U, V, W)) := nuage_zip4({0}, {1}, {2}, {3})
zip(array(T), array(U), array(V), array(W), array(X)) -> array(row(T, U, V, W, X)) := nuage_zip5({0}, {1}, {2}, {3}, {4})
array_histogram(array(T)) -> map(T, bigint) := map_from_entries(list_transform(list_filter(nuage_distinct({0}), lambda "e": "e" IS NOT NULL), lambda "e": struct_pack("key" := "e", "value" := CAST(len(list_filter({0}, lambda "f": "f" = "e")) AS BIGINT))))
combinations(array(T), bigint) -> array(array(T)) := CASE WHEN {1} < 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'combination size must not be negative: ' || {1})
 WHEN {1} > 5 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'combination size must not exceed 5: ' || {1})
 ELSE list_transform(@combinations(len({0}), CAST({1} AS BIGINT)), lambda "c": list_transform("c", lambda "i": list_extract({0}, "i"))) END
zip_with(array(T), array(U), function(T, U, R)) -> array(R)
array_sort(array(T), function(T, T, integer)) -> array(T)
""")
