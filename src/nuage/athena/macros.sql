-- What the rewritten queries call: one statement a macro. The texts in error() are Trino's.

-- how a query fails on purpose: a cast that cannot work. The engine's own error() is volatile, and TRY takes no volatile function
CREATE MACRO nuage_error(name, message) AS list_extract([NULL], CAST(concat('NUAGE|', name, '|', message, '|END') AS INTEGER));

-- zoned timestamps: {t: the instant in UTC, z: the zone}
CREATE MACRO nuage_zoned(x) AS CASE WHEN x IS NULL THEN NULL ELSE struct_pack(t := CAST(x AS TIMESTAMP), z := 'UTC') END;
CREATE MACRO nuage_offset(z) AS to_minutes(CAST(CASE WHEN z[1] = '-' THEN -1 ELSE 1 END * (CAST(z[2:3] AS INTEGER) * 60 + CAST(z[5:6] AS INTEGER)) AS INTEGER));
CREATE MACRO nuage_is_offset(z) AS regexp_full_match(z, '[+-][0-9]{2}:[0-9]{2}');
CREATE MACRO nuage_local(x) AS CASE WHEN x.z = 'UTC' THEN x.t WHEN nuage_is_offset(x.z) THEN x.t + nuage_offset(x.z) ELSE timezone(x.z, timezone('UTC', x.t)) END;
CREATE MACRO nuage_instant(local, z) AS CASE WHEN z = 'UTC' THEN local WHEN nuage_is_offset(z) THEN local - nuage_offset(z) ELSE timezone('UTC', timezone(z, local)) END;
CREATE MACRO nuage_zone(z) AS CASE WHEN z = 'UTC' OR nuage_is_offset(z) THEN z WHEN timezone(z, TIMESTAMP '1970-01-01') IS NOT NULL THEN z END;
CREATE MACRO nuage_in_zone(x, z) AS CASE WHEN x IS NULL OR z IS NULL THEN NULL ELSE struct_pack(t := x.t, z := nuage_zone(CAST(z AS VARCHAR))) END;
CREATE MACRO nuage_with_zone(local, z) AS CASE WHEN local IS NULL OR z IS NULL THEN NULL ELSE struct_pack(t := nuage_instant(local, z), z := CAST(z AS VARCHAR)) END;
CREATE MACRO nuage_zoned_text(x) AS strftime(nuage_local(x), '%Y-%m-%d %H:%M:%S.%g') || ' ' || x.z;
CREATE MACRO nuage_zoned_add(x, i) AS CASE WHEN x IS NULL OR i IS NULL THEN NULL ELSE struct_pack(t := nuage_instant(nuage_local(x) + i, x.z), z := x.z) END;
CREATE MACRO nuage_months(i) AS datepart('year', i) * 12 + datepart('month', i);
CREATE MACRO nuage_micros(i) AS CAST(epoch_us(TIMESTAMP '1970-01-01' + i) AS BIGINT);

CREATE MACRO nuage_whole_days(i, words) AS CASE WHEN nuage_micros(i) % 86400000000 <> 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Cannot ' || words || ' a date') ELSE i END;
CREATE MACRO nuage_divided(i, n) AS CASE WHEN n = 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Cannot divide by double 0.0') ELSE CAST(nuage_micros(i) / n AS BIGINT) END;

CREATE MACRO nuage_offset_of(i) AS CASE WHEN abs(nuage_micros(i)) > 50400000000 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Invalid offset minutes ' || nuage_micros(i) // 60000000) ELSE CASE WHEN nuage_micros(i) < 0 THEN '-' ELSE '+' END || printf('%02d:%02d', abs(nuage_micros(i)) // 3600000000, abs(nuage_micros(i)) // 60000000 % 60) END;

-- texts

CREATE MACRO nuage_fit(x, n) AS CASE WHEN length(x) > n THEN nuage_error('INVALID_CAST_ARGUMENT', 'Value ' || x || ' cannot be represented as varchar(' || n || ')') ELSE x END;
CREATE MACRO nuage_scientific(s, d, e) AS s || d[1] || '.' || CASE WHEN rtrim(d[2:], '0') = '' THEN '0' ELSE rtrim(d[2:], '0') END || 'E' || CAST(e AS VARCHAR);
CREATE MACRO nuage_plain_digits(t) AS ltrim(replace(t, '.', ''), '0');
CREATE MACRO nuage_positive_text(s, t, x) AS CASE
  WHEN x >= 0.001e0 AND x < 1e7 AND NOT contains(t, 'e') THEN s || t
  WHEN contains(t, 'e') THEN nuage_scientific(s, replace(split_part(t, 'e', 1), '.', '') || '0', CAST(split_part(t, 'e', 2) AS INTEGER))
  WHEN x >= 1 THEN nuage_scientific(s, nuage_plain_digits(t), length(split_part(t, '.', 1)) - 1)
  ELSE nuage_scientific(s, nuage_plain_digits(t), length(nuage_plain_digits(t)) - length(split_part(t, '.', 2)) - 1) END;
CREATE MACRO nuage_positive_scientific(s, t, x) AS CASE
  WHEN contains(t, 'e') THEN nuage_scientific(s, replace(split_part(t, 'e', 1), '.', '') || '0', CAST(split_part(t, 'e', 2) AS INTEGER))
  WHEN x >= 1 THEN nuage_scientific(s, nuage_plain_digits(t), length(split_part(t, '.', 1)) - 1)
  ELSE nuage_scientific(s, nuage_plain_digits(t), length(nuage_plain_digits(t)) - length(split_part(t, '.', 2)) - 1) END;
-- CAST(1.5e0 AS VARCHAR): always one digit before the point, and an exponent
CREATE MACRO nuage_scientific_text(x) AS CASE
  WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
  WHEN x = 0 THEN CASE WHEN signbit(x) THEN '-0E0' ELSE '0E0' END
  WHEN x < 0 THEN nuage_positive_scientific('-', CAST(-x AS VARCHAR), -x) ELSE nuage_positive_scientific('', CAST(x AS VARCHAR), x) END;
CREATE MACRO nuage_day_time_text(i) AS CASE WHEN nuage_micros(i) < 0 THEN '-' ELSE '' END || printf('%d %02d:%02d:%02d.%03d', abs(nuage_micros(i)) // 86400000000, abs(nuage_micros(i)) // 3600000000 % 24, abs(nuage_micros(i)) // 60000000 % 60, abs(nuage_micros(i)) // 1000000 % 60, abs(nuage_micros(i)) // 1000 % 1000);
CREATE MACRO nuage_year_month_text(i) AS CASE WHEN nuage_months(i) < 0 THEN '-' ELSE '' END || printf('%d-%d', abs(nuage_months(i)) // 12, abs(nuage_months(i)) % 12);
CREATE MACRO nuage_double_text(x) AS CASE
  WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
  WHEN x = 0 THEN CASE WHEN signbit(x) THEN '-0.0' ELSE '0.0' END
  WHEN x < 0 THEN nuage_positive_text('-', CAST(-x AS VARCHAR), -x) ELSE nuage_positive_text('', CAST(x AS VARCHAR), x) END;

-- from text
CREATE MACRO nuage_cannot(x, kind) AS nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast ''' || x || ''' to ' || kind);
CREATE MACRO nuage_integer(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL AND regexp_full_match(x, '[+-]?[0-9]+') THEN y ELSE nuage_cannot(x, kind) END;
CREATE MACRO nuage_float(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL AND regexp_full_match(x, '\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*|\s*[+-]?(NaN|Infinity)\s*') THEN y ELSE nuage_cannot(x, kind) END;
CREATE MACRO nuage_decimal(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL AND x = trim(x) THEN y ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast VARCHAR ''' || x || ''' to ' || kind || '. Value is not a number.') END;
CREATE MACRO nuage_to_decimal(x, y, source, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL THEN y ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast ' || source || ' ''''' || x || ''''' to ' || kind) END;
CREATE MACRO nuage_narrowed(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL THEN y ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast ''''' || x || ''''' to ' || kind) END;
CREATE MACRO nuage_real(x) AS CASE WHEN isfinite(x) AND abs(x) >= 3.4028235677973366e38 THEN CAST(CASE WHEN x > 0 THEN 'inf' ELSE '-inf' END AS FLOAT) ELSE CAST(x AS FLOAT) END;
CREATE MACRO nuage_milliseconds(x) AS make_timestamp(CAST(floor((epoch_us(x) + 500) / 1000) AS BIGINT) * 1000);
CREATE MACRO nuage_unzoned(x) AS regexp_replace(x, '(:[0-9.]+|-[0-9]+)\s*([A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9]{2}:[0-9]{2})\s*$', '\1');
CREATE MACRO nuage_boolean(x) AS CASE WHEN x IS NULL THEN NULL WHEN lower(x) IN ('t', 'true', '1') THEN true WHEN lower(x) IN ('f', 'false', '0') THEN false ELSE nuage_cannot(x, 'BOOLEAN') END;
CREATE MACRO nuage_date(x) AS CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(x, '\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\s*') AND TRY_CAST(x AS DATE) IS NOT NULL THEN TRY_CAST(x AS DATE) ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Value cannot be cast to date: ' || x) END;
CREATE MACRO nuage_exact_timestamp(x) AS CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(x, '\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,12})?)?)?\s*') AND TRY_CAST(CASE WHEN regexp_full_match(x, '.*-[0-9]+ [0-9]+:[0-9]+\s*') THEN trim(x) || ':00' ELSE x END AS TIMESTAMP) IS NOT NULL THEN TRY_CAST(CASE WHEN regexp_full_match(x, '.*-[0-9]+ [0-9]+:[0-9]+\s*') THEN trim(x) || ':00' ELSE x END AS TIMESTAMP) ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Value cannot be cast to timestamp: ' || x) END;
CREATE MACRO nuage_timestamp(x) AS nuage_milliseconds(nuage_exact_timestamp(nuage_unzoned(x)));
CREATE MACRO nuage_time(x) AS CASE WHEN x IS NULL THEN NULL WHEN TRY_CAST(x AS TIME) IS NOT NULL THEN TRY_CAST(x AS TIME) ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Value cannot be cast to time: ' || x) END;
CREATE MACRO nuage_zone_of(x) AS CASE WHEN ends_with(x, 'Z') THEN 'UTC' ELSE coalesce(nullif(regexp_extract(x, '^\s*[0-9]+-[0-9]+-[0-9]+(?: [0-9:.]+)?\s*([A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9]{2}:[0-9]{2})\s*$', 1), ''), 'UTC') END;
CREATE MACRO nuage_zoned_from_text(x) AS CASE WHEN x IS NULL THEN NULL ELSE nuage_with_zone(nuage_timestamp(trim(regexp_replace(x, '\s*([A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9]{2}:[0-9]{2})\s*$', ''))), nuage_zone_of(x)) END;
CREATE MACRO nuage_round_to(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL THEN y WHEN isnan(x) THEN nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast double NaN to ' || kind) ELSE nuage_error(CASE kind WHEN 'bigint' THEN 'INVALID_CAST_ARGUMENT' ELSE 'NUMERIC_VALUE_OUT_OF_RANGE' END, 'Out of range for ' || kind || ': ' || nuage_double_text(x)) END;

-- subscripts
CREATE MACRO nuage_subscript(a, i) AS CASE
  WHEN a IS NULL OR i IS NULL THEN NULL
  WHEN i = 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1')
  WHEN i < 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Array subscript is negative: ' || i)
  WHEN i > len(a) THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Array subscript must be less than or equal to array length: ' || i || ' > ' || len(a))
  ELSE list_extract(a, i) END;
CREATE MACRO nuage_element_at(a, i) AS CASE WHEN i = 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1') ELSE list_extract(a, i) END;
CREATE MACRO nuage_map_subscript(m, k, shown) AS CASE WHEN m IS NULL OR k IS NULL THEN NULL WHEN map_contains(m, k) THEN map_extract_value(m, k) ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Key not present in map: ' || shown) END;

-- JSON; `p` is the engine's path
CREATE MACRO nuage_json_extract(x, p) AS CASE WHEN json_valid(x) THEN json_extract(x, p) END;
CREATE MACRO nuage_json_scalar(x, p) AS CASE WHEN json_valid(x) AND json_type(x, p) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(x, p) END;
CREATE MACRO nuage_json_is_fraction(x, p) AS CASE WHEN json_valid(x) THEN coalesce(json_type(x, p) = 'DOUBLE', false) ELSE false END;
CREATE MACRO nuage_cannot_json(x, kind) AS nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast to ' || kind || '. Unexpected token when cast to ' || kind || ': ' || CASE json_type(x) WHEN 'OBJECT' THEN '{' ELSE '[' END || chr(10) || CAST(x AS VARCHAR));
CREATE MACRO nuage_json_text(x) AS CASE json_type(x) WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN nuage_cannot_json(x, 'varchar') WHEN 'ARRAY' THEN nuage_cannot_json(x, 'varchar') WHEN 'DOUBLE' THEN nuage_scientific_text(TRY_CAST(json_extract_string(x, '$') AS DOUBLE)) ELSE json_extract_string(x, '$') END;
-- the text of a scalar; `true` counts as 1 for a number
CREATE MACRO nuage_json_bare(x, n) AS CASE json_type(x) WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN nuage_cannot_json(x, 'varchar') WHEN 'ARRAY' THEN nuage_cannot_json(x, 'varchar') WHEN 'BOOLEAN' THEN CASE WHEN NOT n THEN json_extract_string(x, '$') WHEN json_extract_string(x, '$') = 'true' THEN '1' ELSE '0' END ELSE json_extract_string(x, '$') END;
CREATE MACRO nuage_json_of(x, wanted, made, kind, what) AS CASE WHEN x IS NULL OR json_type(x) = 'NULL' THEN NULL WHEN json_type(x) = wanted THEN made ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast to ' || kind || '. Expected a json ' || what || ', but got ' || left(CAST(x AS VARCHAR), 1) || chr(10) || CAST(x AS VARCHAR)) END;
CREATE MACRO nuage_json_field(e, name) AS struct_extract(list_extract(list_filter(e, lambda p: lower(struct_extract(p, 'key')) = name), 1), 'value');
CREATE MACRO nuage_json_number(x, y, kind) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL THEN y ELSE nuage_error('INVALID_CAST_ARGUMENT', 'Cannot cast ''' || x || ''' to ' || kind) END;

-- substrings: positions from 1, negative ones from the end, 0 and beyond give ''
CREATE MACRO nuage_substr(x, s, n) AS CASE WHEN s = 0 OR n <= 0 OR s > length(x) OR -s > length(x) THEN left(x, 0) WHEN s < 0 THEN substr(x, length(x) + s + 1, least(n, length(x))) ELSE substr(x, s, least(n, length(x))) END;

-- lists
CREATE MACRO nuage_join(a, s) AS CASE WHEN a IS NULL OR s IS NULL THEN NULL WHEN len(a) = 0 THEN '' ELSE list_reduce(a, lambda p, q: p || s || q) END;
CREATE MACRO nuage_has_null(a) AS len(list_filter(a, lambda e: e IS NULL)) > 0;
CREATE MACRO nuage_interleaved(a, b) AS CASE WHEN nuage_has_null(b) THEN NULL ELSE list_aggregate(list_transform(a, lambda x, i: x || coalesce(list_extract(b, i), '')), 'string_agg', '') END;
CREATE MACRO nuage_all(b) AS CASE WHEN b IS NULL THEN NULL WHEN list_contains(b, false) THEN false WHEN nuage_has_null(b) THEN NULL ELSE true END;
CREATE MACRO nuage_any(b) AS CASE WHEN b IS NULL THEN NULL WHEN list_contains(b, true) THEN true WHEN nuage_has_null(b) THEN NULL ELSE false END;
CREATE MACRO nuage_first_null(a) AS list_extract(list_filter(range(1, len(a) + 1), lambda i: list_extract(a, i) IS NULL), 1);
CREATE MACRO nuage_distinct(a) AS list_filter(a, lambda e, i: coalesce(list_position(a, e), nuage_first_null(a)) = i);
CREATE MACRO nuage_sequence(a, b, s) AS CASE
  WHEN s = 0 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'step must not be zero')
  WHEN s > 0 AND b < a OR s < 0 AND b > a THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start')
  WHEN (b - a) // s >= 50000 THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'result of sequence function must not have more than 50000 entries')
  ELSE generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT), CAST(s AS BIGINT)) END;
CREATE MACRO nuage_zip2(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(a), len(b)) + 1), lambda i: struct_pack(field0 := list_extract(a, i), field1 := list_extract(b, i))) END;
CREATE MACRO nuage_zip3(a, b, c) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(a), len(b), len(c)) + 1), lambda i: struct_pack(field0 := list_extract(a, i), field1 := list_extract(b, i), field2 := list_extract(c, i))) END;

CREATE MACRO nuage_zip4(a, b, c, d) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(a), len(b), len(c), len(d)) + 1), lambda i: struct_pack(field0 := list_extract(a, i), field1 := list_extract(b, i), field2 := list_extract(c, i), field3 := list_extract(d, i))) END;
CREATE MACRO nuage_zip5(a, b, c, d, e) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL OR e IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(a), len(b), len(c), len(d), len(e)) + 1), lambda i: struct_pack(field0 := list_extract(a, i), field1 := list_extract(b, i), field2 := list_extract(c, i), field3 := list_extract(d, i), field4 := list_extract(e, i))) END;
CREATE MACRO nuage_comparison(c) AS CASE WHEN c BETWEEN -1 AND 1 THEN c ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Lambda comparator must return either -1, 0, or 1') END;
-- month by month from the first one, so that the 31st comes back
CREATE MACRO nuage_month_sequence(a, b, m) AS list_filter(list_transform(range(0, CAST(abs(date_diff('month', a, b)) // abs(m) + 2 AS BIGINT)), lambda i: a + to_months(CAST(i * m AS INTEGER))), lambda t: CASE WHEN m > 0 THEN t <= b ELSE t >= b END);

-- maps out of entries {key, value}; an entry without a key is left out
CREATE MACRO nuage_keyed(e) AS list_filter(e, lambda p: struct_extract(p, 'key') IS NOT NULL);
CREATE MACRO nuage_keys_of(e) AS list_transform(e, lambda p: struct_extract(p, 'key'));
CREATE MACRO nuage_first_entries(e) AS CASE WHEN e IS NULL THEN NULL ELSE map_from_entries(list_filter(nuage_keyed(e), lambda p, i: list_position(nuage_keys_of(nuage_keyed(e)), struct_extract(p, 'key')) = i)) END;
CREATE MACRO nuage_multimap(e) AS CASE WHEN e IS NULL THEN NULL ELSE map_from_entries(list_transform(nuage_distinct(nuage_keys_of(nuage_keyed(e))), lambda k: struct_pack("key" := k, "value" := list_transform(list_filter(e, lambda p: struct_extract(p, 'key') = k), lambda p: struct_extract(p, 'value'))))) END;
CREATE MACRO nuage_entropy(c) AS CASE WHEN coalesce(list_sum(CAST(c AS DOUBLE[])), 0) = 0 THEN 0e0 ELSE list_sum(list_transform(list_filter(CAST(c AS DOUBLE[]), lambda x: x > 0), lambda x: -(x / CAST(list_sum(CAST(c AS DOUBLE[])) AS DOUBLE)) * log2(x / CAST(list_sum(CAST(c AS DOUBLE[])) AS DOUBLE)))) END;

CREATE MACRO nuage_skewness_of(a, m) AS list_avg(list_transform(a, lambda x: pow(x - m, 3))) / pow(list_avg(list_transform(a, lambda x: pow(x - m, 2))), 1.5);
CREATE MACRO nuage_present(a) AS list_filter(CAST(a AS DOUBLE[]), lambda x: x IS NOT NULL);
CREATE MACRO nuage_skewness(a) AS CASE WHEN len(nuage_present(a)) < 3 THEN NULL ELSE nuage_skewness_of(nuage_present(a), list_avg(nuage_present(a))) END;
CREATE MACRO nuage_most_frequent(m, n) AS map_from_entries(list_transform(list_slice(list_sort(list_transform(map_entries(m), lambda e: struct_pack(c := -CAST(struct_extract(e, 'value') AS BIGINT), k := struct_extract(e, 'key'))), 'ASC'), 1, n), lambda e: struct_pack("key" := e.k, "value" := -e.c)));
-- {x, w, p}: the first x at which the weights up to it are more than the share p of all
CREATE MACRO nuage_weighed(l) AS list_sort(list_filter(l, lambda e: e.x IS NOT NULL));
CREATE MACRO nuage_at_share(l, p) AS coalesce(list_extract(list_filter(l, lambda e, i: list_sum(list_transform(list_slice(l, 1, i), lambda f: f.w)) > p * list_sum(list_transform(l, lambda f: f.w))), 1).x, list_extract(l, -1).x);
CREATE MACRO nuage_weighted_percentile(l) AS nuage_at_share(nuage_weighed(l), list_extract(l, 1).p);
CREATE MACRO nuage_weighted_percentiles(l) AS list_transform(list_extract(l, 1).p, lambda q: nuage_at_share(nuage_weighed(l), q));

-- dates
CREATE MACRO nuage_zoned_result(r) AS CASE WHEN r IS NULL THEN NULL ELSE struct_pack(t := make_timestamp(CAST(split_part(r, '|', 1) AS BIGINT)), z := split_part(r, '|', 2)) END;
CREATE MACRO nuage_zone_name(x) AS struct_extract(x, 'z');
CREATE MACRO nuage_this_century(t) AS CASE WHEN year(t) = 1969 THEN t + to_years(100) ELSE t END;
CREATE MACRO nuage_parsed(x, y) AS CASE WHEN x IS NULL THEN NULL WHEN y IS NOT NULL THEN y ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Invalid format: "' || x || '"') END;
CREATE MACRO nuage_maybe_iso_date(x) AS CASE WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(x AS DATE) IS NOT NULL THEN TRY_CAST(x AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}-W[0-9]{2}-[1-7]') THEN CAST(try_strptime(x, '%G-W%V-%u') AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}-W[0-9]{2}') THEN CAST(try_strptime(x || '-1', '%G-W%V-%u') AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}') THEN CAST(try_strptime(x, '%Y') AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}-(0[1-9]|1[0-2])') THEN CAST(try_strptime(x, '%Y-%m') AS DATE)
  WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{3}') THEN CAST(try_strptime(x, '%Y-%j') AS DATE) END;
CREATE MACRO nuage_iso_date(x) AS CASE WHEN x IS NULL THEN NULL WHEN nuage_maybe_iso_date(x) IS NOT NULL THEN nuage_maybe_iso_date(x) ELSE nuage_error('INVALID_FUNCTION_ARGUMENT', 'Invalid format: "' || x || '"') END;
CREATE MACRO nuage_iso_zone_of(x) AS CASE WHEN ends_with(x, 'Z') THEN 'UTC' WHEN regexp_matches(x, 'T.*[+-][0-9]{2}:?[0-9]{2}$') THEN CASE WHEN x[-3] = ':' THEN x[-6:] ELSE x[-5:-3] || ':' || x[-2:] END ELSE 'UTC' END;
CREATE MACRO nuage_iso_local(x) AS TRY_CAST(replace(regexp_replace(regexp_replace(x, '(T[0-9]{2})$', '\1:00'), '(T[0-9]{2}:[0-9]{2})$', '\1:00'), 'T', ' ') AS TIMESTAMP);
CREATE MACRO nuage_iso_bare(x) AS CASE WHEN ends_with(x, 'Z') THEN left(x, length(x) - 1) WHEN contains(x, 'T') THEN regexp_replace(x, '[+-][0-9]{2}:?[0-9]{2}$', '') ELSE x END;
CREATE MACRO nuage_iso_timestamp(x) AS CASE WHEN x IS NULL THEN NULL
  WHEN regexp_full_match(x, '[0-9]{4}(-[0-9]{2,3}|-W[0-9]{2}(-[1-7])?)?') THEN nuage_zoned(CAST(nuage_maybe_iso_date(x) AS TIMESTAMP))
  WHEN NOT regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T([0-9]{2}(:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?') OR nuage_iso_local(nuage_iso_bare(x)) IS NULL
  THEN nuage_error('INVALID_FUNCTION_ARGUMENT', 'Invalid format: "' || x || '"')
  ELSE nuage_with_zone(nuage_iso_local(nuage_iso_bare(x)), nuage_iso_zone_of(x)) END;
CREATE MACRO nuage_iso_zone(x) AS CASE WHEN x.z = 'UTC' THEN 'Z' WHEN nuage_is_offset(x.z) THEN x.z ELSE printf('%s%02d:%02d', CASE WHEN nuage_local(x) < x.t THEN '-' ELSE '+' END, abs(date_diff('minute', x.t, nuage_local(x))) // 60, abs(date_diff('minute', x.t, nuage_local(x))) % 60) END;
