ARRAY[1, 2, 3]
ARRAY[]
ARRAY[1, NULL]
ARRAY[NULL]
ARRAY[1, 2.5]
ARRAY[1, 'a']
ARRAY['a', 'bcd']
ARRAY[ARRAY[1], ARRAY[2, 3]]
ARRAY[1, 2, 3][1]
ARRAY[1, 2, 3][4]
ARRAY[1, 2, 3][0]
ARRAY[1, 2, 3][-1]
ARRAY[1, 2, 3][NULL]
ARRAY[1, 2] = ARRAY[1, 2]
ARRAY[1, NULL] = ARRAY[1, NULL]
ARRAY[1, NULL] = ARRAY[2, NULL]
ARRAY[1, 2] < ARRAY[1, 3]
ARRAY[1] < ARRAY[1, 2]
ARRAY[1, 2] <> ARRAY[2, 1]
ARRAY[1] || ARRAY[2]
ARRAY[1] || 2
1 || ARRAY[2]
ARRAY[1] || NULL
ARRAY[1] || ARRAY['a']
ARRAY[ARRAY[1]] || ARRAY[2]
all_match(ARRAY[1, 2], x -> x > 0)
all_match(ARRAY[1, NULL], x -> x > 0)
all_match(ARRAY[], x -> true)
any_match(ARRAY[1, 2], x -> x > 1)
any_match(ARRAY[0, NULL], x -> x > 1)
any_match(ARRAY[], x -> true)
none_match(ARRAY[1, 2], x -> x > 5)
none_match(ARRAY[1, NULL], x -> x > 5)
array_distinct(ARRAY[3, 1, 3, NULL, 1, NULL])
array_distinct(ARRAY['b', 'a', 'b'])
array_distinct(ARRAY[])
array_distinct(ARRAY[1.0, -0.0, 0.0])
array_except(ARRAY[1, 2, 2, NULL], ARRAY[2])
array_except(ARRAY[1, NULL], ARRAY[NULL])
array_intersect(ARRAY[3, 1, 2, 2, NULL], ARRAY[2, 3, NULL])
array_intersect(ARRAY[1], ARRAY[])
array_union(ARRAY[3, 1, NULL], ARRAY[2, 1, NULL])
array_join(ARRAY[1, NULL, 3], ',')
array_join(ARRAY[1, NULL, 3], ',', 'x')
array_join(ARRAY[], ',')
array_join(ARRAY[1.5, 1e20], ',')
array_join(ARRAY[true, false], '-')
array_join(ARRAY[DATE '2020-01-01'], '-')
array_join(ARRAY[TIMESTAMP '2020-01-01 10:00:00.000'], '-')
array_join(ARRAY[ARRAY[1]], '-')
array_max(ARRAY[1, 3, 2])
array_max(ARRAY[1, NULL])
array_max(ARRAY[])
array_max(ARRAY[1e0, nan()])
array_max(ARRAY['a', 'b'])
array_min(ARRAY[1, 3, 2])
array_min(ARRAY[1, NULL])
array_min(ARRAY[1e0, nan()])
array_position(ARRAY[1, 2, 1], 1)
array_position(ARRAY[1, 2], 5)
array_position(ARRAY[1, NULL], NULL)
array_position(ARRAY['a', 'b'], 'b')
array_remove(ARRAY[1, 2, 1, NULL], 1)
array_remove(ARRAY[1, NULL], NULL)
array_remove(ARRAY['a', 'b'], 'a')
array_sort(ARRAY[3, 1, NULL, 2])
array_sort(ARRAY['b', 'A', 'a'])
array_sort(ARRAY[3, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))
array_sort(ARRAY[3, NULL, 1, 2], (x, y) -> CASE WHEN x IS NULL THEN -1 WHEN y IS NULL THEN 1 WHEN x < y THEN 1 WHEN x = y THEN 0 ELSE -1 END)
array_sort(ARRAY['bc', 'a', 'def'], (x, y) -> CAST(length(x) - length(y) AS INTEGER))
array_sort(ARRAY['bc', 'a', 'de'], (x, y) -> IF(length(x) < length(y), -1, IF(length(x) = length(y), 0, 1)))
array_sort(ARRAY[ROW('b', 1), ROW('a', 2)], (x, y) -> IF(x[2] < y[2], 1, -1))
array_sort(ARRAY[3, 1], (x, y) -> 5)
array_sort(ARRAY[nan(), 1e0])
arrays_overlap(ARRAY[1, 2], ARRAY[2, 3])
arrays_overlap(ARRAY[1, 2], ARRAY[3])
arrays_overlap(ARRAY[1, NULL], ARRAY[3])
arrays_overlap(ARRAY[], ARRAY[1])
cardinality(ARRAY[1, 2])
cardinality(ARRAY[])
cardinality(NULL)
combinations(ARRAY['foo', 'bar', 'baz'], 2)
combinations(ARRAY[1, 2, 3, 4], 2)
combinations(ARRAY[1, 2], 3)
combinations(ARRAY[1, 2], 0)
combinations(ARRAY[1, 2], -1)
combinations(ARRAY[1, 2, 3, 4, 5, 6], 6)
concat(ARRAY[1], ARRAY[2], ARRAY[3])
concat(ARRAY[1], ARRAY[2, NULL])
contains(ARRAY[1, 2], 2)
contains(ARRAY[1, 2], 3)
contains(ARRAY[1, NULL], 3)
contains(ARRAY[1, NULL], 1)
contains(ARRAY['a'], 'A')
contains(ARRAY[1, 2], NULL)
contains(ARRAY[ARRAY[1]], ARRAY[1])
contains_sequence(ARRAY[1, 2, 3, 4], ARRAY[2, 3])
contains_sequence(ARRAY[1, 2, 3, 4], ARRAY[2, 4])
contains_sequence(ARRAY[1, 2], ARRAY[])
contains_sequence(ARRAY[1, NULL, 3], ARRAY[NULL, 3])
element_at(ARRAY[1, 2, 3], 1)
element_at(ARRAY[1, 2, 3], -1)
element_at(ARRAY[1, 2, 3], 4)
element_at(ARRAY[1, 2, 3], -4)
element_at(ARRAY[1, 2, 3], 0)
element_at(ARRAY[], 1)
filter(ARRAY[5, -6, NULL, 7], x -> x > 0)
filter(ARRAY[5, NULL], x -> x IS NULL)
filter(ARRAY[], x -> true)
filter(ARRAY[1, 2], x -> NULL)
filter(ARRAY['a', 'bb'], x -> length(x) > 1)
flatten(ARRAY[ARRAY[1, 2], ARRAY[3], NULL, ARRAY[]])
SELECT histogram(x) FROM (VALUES 1) t(x)
array_histogram(ARRAY[42, 7, 42, NULL])
array_histogram(ARRAY['a', 'b', 'a'])
array_histogram(ARRAY[])
ngrams(ARRAY['foo', 'bar', 'baz'], 2)
ngrams(ARRAY['foo', 'bar'], 3)
ngrams(ARRAY['foo', 'bar'], 0)
reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s)
reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + coalesce(x, 0), s -> s)
reduce(ARRAY[5, 20, NULL], 0, (s, x) -> s + x, s -> s)
reduce(ARRAY[], 0, (s, x) -> s + 1, s -> s)
reduce(ARRAY[5, 6, 10, 20], CAST(ROW(0.0, 0) AS ROW(sum DOUBLE, count INTEGER)), (s, x) -> CAST(ROW(x + s.sum, s.count + 1) AS ROW(sum DOUBLE, count INTEGER)), s -> IF(s.count = 0, NULL, s.sum / s.count))
reduce(ARRAY[2147483647, 1], 0, (s, x) -> s + x, s -> s)
reduce(ARRAY[2147483647, 1], BIGINT '0', (s, x) -> s + x, s -> s)
reduce(ARRAY['a', 'b'], '', (s, x) -> s || x, s -> s)
reduce(ARRAY['a', 'b'], CAST('' AS VARCHAR), (s, x) -> s || x, s -> upper(s))
repeat('a', 3)
repeat(NULL, 2)
repeat(1, 0)
repeat(1, -1)
repeat('a', 10001)
reverse(ARRAY[1, NULL, 3])
sequence(1, 5)
sequence(5, 1)
sequence(1, 10, 3)
sequence(1, 10, -1)
sequence(1, 10, 0)
sequence(1, 1)
sequence(DATE '2020-01-30', DATE '2020-02-02')
sequence(DATE '2020-02-02', DATE '2020-01-30')
sequence(DATE '2020-01-31', DATE '2020-04-30', INTERVAL '1' MONTH)
sequence(DATE '2020-01-01', DATE '2020-01-05', INTERVAL '2' DAY)
sequence(TIMESTAMP '2020-01-01 00:00:00.000', TIMESTAMP '2020-01-01 12:00:00.000', INTERVAL '6' HOUR)
sequence(TIMESTAMP '2020-01-01 00:00:00.000', TIMESTAMP '2020-03-01 12:00:00.000', INTERVAL '1' MONTH)
cardinality(sequence(1, 10000))
cardinality(sequence(1, 100000))
cardinality(shuffle(ARRAY[1, 2, 3]))
array_sort(shuffle(ARRAY[1, 2, 3]))
slice(ARRAY[1, 2, 3, 4], 2, 2)
slice(ARRAY[1, 2, 3, 4], -2, 2)
slice(ARRAY[1, 2, 3, 4], 3, 10)
slice(ARRAY[1, 2, 3, 4], 10, 2)
slice(ARRAY[1, 2, 3, 4], 0, 2)
slice(ARRAY[1, 2, 3, 4], 2, -1)
slice(ARRAY[1, 2, 3, 4], -10, 2)
slice(ARRAY[1, 2, 3, 4], 2, 0)
transform(ARRAY[1, 2], x -> x + 1)
transform(ARRAY[5, NULL], x -> coalesce(x, 0))
transform(ARRAY['x', 'abc'], x -> x || '0')
transform(ARRAY[ARRAY[1, NULL]], a -> filter(a, x -> x IS NOT NULL))
transform(ARRAY[], x -> x)
transform(ARRAY[1, 2], x -> ROW(x, 'a'))
transform(ARRAY[1, 0], x -> 1 / x)
trim_array(ARRAY[1, 2, 3, 4], 1)
trim_array(ARRAY[1, 2, 3, 4], 5)
trim_array(ARRAY[1, 2, 3, 4], -1)
zip(ARRAY[1, 2], ARRAY['a', 'b'])
zip(ARRAY[1, 2], ARRAY['a'])
zip(ARRAY[1], ARRAY['a'], ARRAY[true])
zip(ARRAY[1], ARRAY['a'], ARRAY[true], ARRAY[2.5])
zip(ARRAY[1], ARRAY['a'], ARRAY[true], ARRAY[2.5], ARRAY[6])
zip_with(ARRAY[1, 3, 5], ARRAY['a', 'b', 'c'], (x, y) -> (y, x))
zip_with(ARRAY[1, 2], ARRAY[3, 4, 5], (x, y) -> x + y)
zip_with(ARRAY['a', 'b'], ARRAY['d', 'e'], (x, y) -> concat(x, y))
SELECT transform(tags, t -> t || name) FROM events JOIN people ON events.id = people.id ORDER BY events.id
SELECT id, tags[1] FROM events WHERE id = 1
SELECT id, tags[1] FROM events WHERE id = 2
SELECT id, element_at(tags, 1), cardinality(tags), contains(tags, 'a') FROM events ORDER BY id
SELECT id, filter(steps, s -> s.n > 0), steps[1].k FROM events WHERE id IN (1, 4) ORDER BY id
SELECT id, tags FROM events ORDER BY tags NULLS FIRST
MAP(ARRAY['a', 'b'], ARRAY[1, 2])
MAP()
MAP(ARRAY[], ARRAY[])
MAP(ARRAY['a', 'a'], ARRAY[1, 2])
MAP(ARRAY['a', NULL], ARRAY[1, 2])
MAP(ARRAY['a'], ARRAY[1, 2])
MAP(ARRAY['a'], ARRAY[NULL])
MAP(ARRAY['a'], ARRAY[1])['a']
MAP(ARRAY['a'], ARRAY[1])['b']
MAP(ARRAY[1], ARRAY[1])[2]
MAP(ARRAY['a'], ARRAY[1])[NULL]
MAP(ARRAY['a', 'b'], ARRAY[1, 2]) = MAP(ARRAY['b', 'a'], ARRAY[2, 1])
MAP(ARRAY['a'], ARRAY[1]) < MAP(ARRAY['b'], ARRAY[1])
MAP(ARRAY[ROW(1, 2)], ARRAY['x'])
cardinality(MAP(ARRAY['a', 'b'], ARRAY[1, 2]))
element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')
element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')
map_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]))
map_values(MAP(ARRAY['a', 'b'], ARRAY[1, NULL]))
map_entries(MAP(ARRAY['a', 'b'], ARRAY[1, 2]))
map_from_entries(ARRAY[ROW('a', 1), ROW('b', 2)])
map_from_entries(ARRAY[ROW('a', 1), ROW('a', 2)])
map_from_entries(ARRAY[ROW('a', 1), NULL])
map_from_entries(ARRAY[('x', 1)])
multimap_from_entries(ARRAY[ROW('a', 1), ROW('b', 2), ROW('a', 3)])
map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[2, 3]))
map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['b'], ARRAY[2]), MAP(ARRAY['c'], ARRAY[3]))
map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1)
map_filter(MAP(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL)
map_filter(MAP(), (k, v) -> true)
transform_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> k || CAST(v AS VARCHAR))
transform_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> 'x')
transform_keys(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> NULL)
transform_values(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v * 10)
transform_values(MAP(ARRAY['a'], ARRAY[NULL]), (k, v) -> v IS NULL)
map_zip_with(MAP(ARRAY[1, 2, 3], ARRAY['a', 'b', 'c']), MAP(ARRAY[1, 2, 3], ARRAY['d', 'e', 'f']), (k, v1, v2) -> concat(v1, v2))
map_zip_with(MAP(ARRAY['k1', 'k2'], ARRAY[1, 2]), MAP(ARRAY['k2', 'k3'], ARRAY[4, 9]), (k, v1, v2) -> (v1, v2))
map_zip_with(MAP(ARRAY['a', 'b'], ARRAY[1, 8]), MAP(ARRAY['a', 'b'], ARRAY[2, 4]), (k, v1, v2) -> k || CAST(v1 / v2 AS VARCHAR))
SELECT counts['x'] FROM events WHERE id = 1
SELECT counts['z'] FROM events WHERE id = 1
SELECT id, element_at(counts, 'x'), map_keys(counts) FROM events ORDER BY id
ROW(1, 'a')
ROW(1, 'a')[1]
ROW(1, 'a')[3]
ROW(1, 'a')[0]
ROW(1, 'a').field0
(1, 'a')
ROW(1, NULL)
ROW(1)
CAST(ROW(1, 'a') AS ROW(x INTEGER, y VARCHAR)).x
CAST(ROW(1, 'a') AS ROW(x INTEGER, y VARCHAR)).Y
CAST(ROW(1, 'a') AS ROW(x INTEGER, y VARCHAR)).z
ROW(1, 2) = ROW(1, 2)
ROW(1, 2) < ROW(1, 3)
ROW(1, NULL) = ROW(1, NULL)
ROW(1, NULL) = ROW(2, NULL)
ROW(1, 'a') = ROW(1, 2)
(1, 2) IN ((1, 2), (3, 4))
SELECT place.city, place.lat FROM events ORDER BY id
SELECT place FROM events ORDER BY id
SELECT events.place.city FROM events WHERE id = 1
SELECT e.place.city FROM events e WHERE e.id = 4
SELECT place.nope FROM events
SELECT r.a, r.b FROM (SELECT CAST(ROW(1, 2) AS ROW(a INTEGER, b INTEGER)) r)
SELECT r.* FROM (SELECT CAST(ROW(1, 2) AS ROW(a INTEGER, b INTEGER)) r)
SELECT (CAST(ROW(1, 2) AS ROW(a INTEGER, b INTEGER))).*
SELECT ROW(1, 2).* AS (x, y)
