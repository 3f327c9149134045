SELECT count(*), count(age), count(DISTINCT age), count(1), count() FROM people
SELECT count_if(age > 20), count_if(NULL) FROM people
SELECT sum(age), sum(id), sum(score), sum(paid), sum(CAST(score AS REAL)), sum(CAST(id AS TINYINT)) FROM people
SELECT avg(age), avg(id), avg(score), avg(paid), avg(CAST(score AS REAL)) FROM people
SELECT min(age), max(age), min(name), max(name), min(born), max(seen), min(member), max(paid) FROM people
SELECT min(age, 2), max(age, 2), max(name, 10) FROM people
SELECT min_by(name, score), max_by(name, score), max_by(age, id), min_by(city, born) FROM people
SELECT min_by(name, score, 2), max_by(name, score, 2) FROM people
SELECT max_by(name, age, 3) FROM people WHERE age < 40
SELECT sum(age), avg(age), min(age), max(age), count(age), array_agg(age), map_agg(name, age), listagg(name, ',') WITHIN GROUP (ORDER BY id), bool_and(member), histogram(age) FROM people WHERE id > 100
SELECT arbitrary(id), any_value(id) FROM people WHERE id = 1
SELECT bool_and(member), bool_or(member), every(member) FROM people
SELECT bool_and(member) FROM people WHERE member
SELECT array_agg(age ORDER BY id), array_agg(name ORDER BY name DESC), array_agg(DISTINCT city ORDER BY city) FROM people
SELECT array_agg(age ORDER BY age DESC NULLS FIRST) FILTER (WHERE age > 1 OR age IS NULL) FROM people
SELECT listagg(name, ', ') WITHIN GROUP (ORDER BY name) FROM people
SELECT listagg(city) WITHIN GROUP (ORDER BY id) FROM people
SELECT listagg(DISTINCT city, ',') WITHIN GROUP (ORDER BY city) FROM people
SELECT listagg(name, ',' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY id) FROM people
SELECT city, listagg(name, '|') WITHIN GROUP (ORDER BY id DESC) FROM people GROUP BY city ORDER BY 1
SELECT listagg(name, ',') WITHIN GROUP (ORDER BY id) FILTER (WHERE id < 3) FROM people
SELECT map_agg(id, name), map_agg(name, age) FROM people
SELECT map_agg(city, name) FROM people WHERE id IN (1, 2)
SELECT multimap_agg(city, id) FROM (SELECT * FROM people ORDER BY id) WHERE id < 3
SELECT map_union(counts) FROM events WHERE id < 3
SELECT histogram(age), histogram(city) FROM people
SELECT approx_distinct(age), approx_distinct(city), approx_distinct(id, 0.05) FROM people
SELECT approx_percentile(id, 0.5), approx_percentile(score, 0.5), approx_percentile(age, 0.9) FROM people
SELECT approx_percentile(id, ARRAY[0.25, 0.5, 0.75]) FROM people
SELECT approx_percentile(id, 0.5) FROM people WHERE id > 100
SELECT approx_percentile(id, 1, 0.5) FROM people
SELECT approx_percentile(id, id, 0.5) FROM people
SELECT approx_percentile(id, id, ARRAY[0.1, 0.9]) FROM people
SELECT approx_percentile(id, 1.5) FROM people
SELECT approx_percentile(x, 0.5) FROM (VALUES 1e0, 2e0, 3e0, 4e0) t(x)
SELECT approx_most_frequent(2, city, 10) FROM people
SELECT approx_most_frequent(3, x, 10) FROM (VALUES 'a', 'b', 'a', 'c', 'a', 'b') t(x)
SELECT approx_most_frequent(2, x, 10) FROM (VALUES 1, 2, 1) t(x)
SELECT numeric_histogram(2, x) FROM (VALUES 1e0, 2e0, 10e0, 11e0) t(x)
SELECT numeric_histogram(10, x) FROM (VALUES 1e0, 2e0, 2e0, 11e0) t(x)
SELECT geometric_mean(id), geometric_mean(score) FROM people WHERE score > 0
SELECT stddev(id), stddev_samp(id), stddev_pop(id), variance(id), var_samp(id), var_pop(id) FROM people
SELECT stddev(x), stddev_pop(x), variance(x) FROM (VALUES 1) t(x)
SELECT kurtosis(x), skewness(x) FROM (VALUES 1, 2, 3, 10) t(x)
SELECT kurtosis(x), skewness(x) FROM (VALUES 1, 2) t(x)
SELECT corr(id, score), covar_pop(id, score), covar_samp(id, score), regr_slope(id, score), regr_intercept(id, score) FROM people
SELECT corr(x, x) FROM (VALUES 1e0) t(x)
SELECT bitwise_and_agg(id), bitwise_or_agg(id) FROM people
SELECT checksum(id), checksum(name), checksum(score), checksum(born), checksum(member), checksum(paid), checksum(seen) FROM people
SELECT checksum(x) FROM (VALUES 1, 2, 3) t(x)
SELECT checksum(x) FROM (VALUES BIGINT '1') t(x)
SELECT checksum(x) FROM (VALUES true, false, NULL) t(x)
SELECT checksum(x) FROM (VALUES DECIMAL '1.50', DECIMAL '-2.25') t(x)
SELECT checksum(x) FROM (VALUES DATE '2020-01-01') t(x)
SELECT city, approx_percentile(score, 0.5) FROM people GROUP BY city ORDER BY city
SELECT skewness(score) FROM people
SELECT reduce_agg(name, CAST('' AS VARCHAR), (a, b) -> a || b, (a, b) -> a || b) FROM people WHERE id = 1
SELECT checksum(x) FROM (VALUES 'a', NULL) t(x)
SELECT checksum(1) FROM people WHERE false
SELECT reduce_agg(id, 0, (a, b) -> a + b, (a, b) -> a + b) FROM people
SELECT reduce_agg(id, 1, (a, b) -> a * b, (a, b) -> a * b) FROM people
SELECT member, reduce_agg(score, 0e0, (a, b) -> greatest(a, b), (a, b) -> greatest(a, b)) FROM people GROUP BY member ORDER BY 1
SELECT sum(DISTINCT age), avg(DISTINCT age), count(DISTINCT city) FROM people
SELECT count(DISTINCT (age, city)) FROM people
SELECT count(DISTINCT age) FILTER (WHERE id > 1) FROM people
SELECT count(*) FILTER (WHERE member), sum(age) FILTER (WHERE NOT member) FROM people
SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t(x)
SELECT sum(x) FROM (VALUES DECIMAL '1.5', DECIMAL '2.25') t(x)
SELECT avg(x) FROM (VALUES DECIMAL '1.5', DECIMAL '2.0') t(x)
SELECT avg(x) FROM (VALUES DECIMAL '1', DECIMAL '2') t(x)
SELECT avg(x) FROM (VALUES DECIMAL '1.00', DECIMAL '2.01', DECIMAL '2.00') t(x)
SELECT avg(x) FROM (VALUES 1, 2) t(x)
SELECT sum(x), avg(x) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) t(x)
SELECT sum(x) FROM (VALUES INTERVAL '1' MONTH, INTERVAL '2' MONTH) t(x)
SELECT min(x), max(x) FROM (VALUES ARRAY[1, 2], ARRAY[1, 3]) t(x)
SELECT min(x), max(x) FROM (VALUES nan(), 1e0) t(x)
SELECT max(x) FROM (VALUES ROW(1, 'a'), ROW(1, 'b')) t(x)
SELECT sum(name) FROM people
SELECT sum(member) FROM people
SELECT max(counts) FROM events
SELECT city, count(*) FROM people GROUP BY city ORDER BY 2 DESC, 1
SELECT city, member, count(*) FROM people GROUP BY city, member ORDER BY 1, 2
SELECT upper(city), count(*) FROM people GROUP BY upper(city) ORDER BY 1
SELECT upper(city), count(*) FROM people GROUP BY 1 HAVING count(*) > 1 ORDER BY 1
SELECT city c, count(*) FROM people GROUP BY c
SELECT city, age FROM people GROUP BY city
SELECT city, count(*) FROM people GROUP BY 3
SELECT count(*) c FROM people HAVING count(*) > 1
SELECT city FROM people HAVING count(*) > 1
SELECT count(*) FROM people GROUP BY ()
SELECT 1 FROM people GROUP BY city ORDER BY max(id)
SELECT city, max(id) - min(id) FROM people GROUP BY city ORDER BY city
SELECT age + 1, count(*) FROM people GROUP BY age + 1 ORDER BY 1
SELECT age + 1, count(*) FROM people GROUP BY age ORDER BY 1
SELECT city, member, sum(id), grouping(city, member) FROM people GROUP BY GROUPING SETS ((city), (member), ()) ORDER BY 4, 1, 2
SELECT city, member, sum(id) FROM people GROUP BY ROLLUP (city, member) ORDER BY 1, 2, 3
SELECT city, member, count(*), grouping(city), grouping(member) FROM people GROUP BY CUBE (city, member) ORDER BY 4, 5, 1, 2
SELECT city, member, count(*) FROM people GROUP BY city, ROLLUP (member) ORDER BY 1, 2, 3
SELECT city, member, count(*) FROM people GROUP BY GROUPING SETS ((city, member), city) ORDER BY 1, 2, 3
SELECT id, count(*) OVER () FROM people GROUP BY id ORDER BY 1
SELECT city, sum(count(*)) OVER (ORDER BY city) FROM people GROUP BY city ORDER BY city
SELECT id FROM people WHERE count(*) > 1
SELECT sum(max(id)) FROM people
SELECT DISTINCT age FROM people ORDER BY 1
SELECT DISTINCT age, city FROM people ORDER BY 1, 2
SELECT DISTINCT age FROM people ORDER BY id
SELECT cardinality(approx_set(id)) FROM people
SELECT cardinality(empty_approx_set())
SELECT cardinality(merge(approx_set(id))) FROM people
SELECT value_at_quantile(tdigest_agg(score), 0.5) FROM people
SELECT value_at_quantile(qdigest_agg(id), 0.5) FROM people
SELECT values_at_quantiles(qdigest_agg(id), ARRAY[0.25, 0.75]) FROM people
SELECT intersection_cardinality(make_set_digest(id), make_set_digest(age)) FROM people
SELECT city, count(*) FROM people WHERE age IS NOT NULL GROUP BY city HAVING sum(age) > 30 ORDER BY sum(age) DESC
SELECT avg(length(name)), sum(length(name)) FROM people
SELECT round(avg(score), 2) FROM people
SELECT sum(amount * price) FROM orders
SELECT item, sum(amount) total, avg(price) FROM orders GROUP BY item ORDER BY total DESC NULLS LAST, item
