SELECT id, row_number() OVER (ORDER BY id DESC) FROM people ORDER BY id
SELECT id, rank() OVER (ORDER BY age), dense_rank() OVER (ORDER BY age), percent_rank() OVER (ORDER BY age), cume_dist() OVER (ORDER BY age) FROM people ORDER BY id
SELECT id, ntile(4) OVER (ORDER BY id), ntile(2) OVER (ORDER BY id DESC) FROM people ORDER BY id
SELECT id, ntile(0) OVER (ORDER BY id) FROM people
SELECT id, lag(name) OVER (ORDER BY id), lead(name) OVER (ORDER BY id), lag(name, 2) OVER (ORDER BY id), lag(name, 2, 'none') OVER (ORDER BY id), lead(id, 0) OVER (ORDER BY id) FROM people ORDER BY id
SELECT id, lag(age) IGNORE NULLS OVER (ORDER BY id), first_value(age) IGNORE NULLS OVER (ORDER BY id DESC) FROM people ORDER BY id
SELECT id, first_value(name) OVER (PARTITION BY city ORDER BY id), last_value(name) OVER (PARTITION BY city ORDER BY id) FROM people ORDER BY id
SELECT id, last_value(name) OVER (PARTITION BY city ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM people ORDER BY id
SELECT id, nth_value(name, 2) OVER (ORDER BY id), nth_value(name, 2) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM people ORDER BY id
SELECT id, nth_value(name, 0) OVER (ORDER BY id) FROM people
SELECT id, sum(id) OVER (ORDER BY id), sum(id) OVER (), sum(id) OVER (PARTITION BY member ORDER BY id) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY age) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY id ROWS 2 PRECEDING) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY id ROWS BETWEEN 2 FOLLOWING AND 3 FOLLOWING) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM people ORDER BY id
SELECT id, count(*) OVER (ORDER BY id RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) FROM people ORDER BY id
SELECT id, count(*) OVER (ORDER BY age RANGE BETWEEN 20 PRECEDING AND 1 FOLLOWING) FROM people ORDER BY id
SELECT id, count(*) OVER (ORDER BY born RANGE BETWEEN INTERVAL '10' YEAR PRECEDING AND CURRENT ROW) FROM people ORDER BY id
SELECT id, sum(id) OVER (ORDER BY age GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM people ORDER BY id
SELECT id, array_agg(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM people ORDER BY id
SELECT id, avg(score) OVER (PARTITION BY city) FROM people ORDER BY id
SELECT id, max(score) OVER w, min(score) OVER w FROM people WINDOW w AS (PARTITION BY city) ORDER BY id
SELECT id, count(*) OVER (w ORDER BY id) FROM people WINDOW w AS (PARTITION BY city) ORDER BY id
SELECT id, count(*) FILTER (WHERE member) OVER (ORDER BY id) FROM people ORDER BY id
SELECT id, rank() OVER (ORDER BY age DESC NULLS LAST, id) FROM people ORDER BY id
SELECT id, sum(age) OVER (ORDER BY id) / count(age) OVER (ORDER BY id) FROM people ORDER BY id
SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY city ORDER BY score DESC) n FROM people) WHERE n = 1 ORDER BY id
SELECT id FROM people WHERE row_number() OVER (ORDER BY id) = 1
SELECT id FROM people ORDER BY row_number() OVER (ORDER BY id DESC)
SELECT row_number() FROM people
SELECT rank() OVER (ROWS UNBOUNDED PRECEDING) FROM people
SELECT lag(id, -1) OVER (ORDER BY id) FROM people
SELECT id, lag(id, NULL) OVER (ORDER BY id) FROM people WHERE id = 1
SELECT id, count(DISTINCT city) OVER (ORDER BY id) FROM people
SELECT sum(sum(id)) OVER () FROM people GROUP BY city LIMIT 1
SELECT id, max_by(name, id) OVER (ORDER BY id) FROM people ORDER BY id
SELECT id, listagg(name) WITHIN GROUP (ORDER BY id) OVER () FROM people
SELECT id, round(100 * score / sum(score) OVER (), 1) FROM people ORDER BY id
SELECT id, row_number() OVER () > 0 FROM people ORDER BY id
SELECT id, first_value(id) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED FOLLOWING AND 1 FOLLOWING) FROM people
