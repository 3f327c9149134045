SELECT 1
SELECT 1 AS x, 'a' AS "Y", NULL
SELECT * FROM people ORDER BY id
SELECT people.* FROM people WHERE id = 1
SELECT p.*, p.id + 1 AS next FROM people p WHERE id = 2
SELECT * FROM orders ORDER BY id
SELECT id FROM people LIMIT 0
SELECT id FROM people ORDER BY id LIMIT 2
SELECT id FROM people ORDER BY id LIMIT ALL
SELECT id FROM people ORDER BY id OFFSET 2
SELECT id FROM people ORDER BY id OFFSET 2 ROWS FETCH FIRST 2 ROWS ONLY
SELECT id FROM people ORDER BY id OFFSET 2 LIMIT 2
SELECT id FROM people ORDER BY id LIMIT 2 OFFSET 2
SELECT age FROM people ORDER BY age FETCH FIRST 2 ROWS WITH TIES
SELECT age FROM people ORDER BY age FETCH FIRST ROW ONLY
SELECT age FROM people ORDER BY age DESC
SELECT age FROM people ORDER BY age NULLS FIRST
SELECT age FROM people ORDER BY age DESC NULLS LAST
SELECT age FROM people ORDER BY age DESC NULLS FIRST
SELECT city, age FROM people ORDER BY city DESC, age, id
SELECT name FROM people ORDER BY name
SELECT name FROM people ORDER BY lower(name) DESC
SELECT name n FROM people ORDER BY n
SELECT id AS score FROM people ORDER BY score
SELECT id AS score FROM people ORDER BY people.score
SELECT id, score FROM people ORDER BY 2 DESC
SELECT id FROM people ORDER BY 5
SELECT score FROM people ORDER BY -score
SELECT member FROM people ORDER BY member
SELECT id FROM people WHERE age = 36 ORDER BY 1
SELECT id FROM people WHERE age <> 36 ORDER BY 1
SELECT id FROM people WHERE age != 36 ORDER BY 1
SELECT id FROM people WHERE age IS NULL
SELECT id FROM people WHERE age IS DISTINCT FROM 36 ORDER BY 1
SELECT id FROM people WHERE age IS NOT DISTINCT FROM NULL ORDER BY 1
SELECT id FROM people WHERE age IN (19, 51) ORDER BY 1
SELECT id FROM people WHERE age NOT IN (19, NULL) ORDER BY 1
SELECT id FROM people WHERE age IN (19, 'x')
SELECT id FROM people WHERE age BETWEEN 20 AND 40 ORDER BY 1
SELECT id FROM people WHERE age NOT BETWEEN 20 AND 40 ORDER BY 1
SELECT id FROM people WHERE age BETWEEN 40 AND 20
SELECT id FROM people WHERE member ORDER BY 1
SELECT id FROM people WHERE NOT member ORDER BY 1
SELECT id FROM people WHERE member IS NULL ORDER BY 1
SELECT id FROM people WHERE member = true ORDER BY 1
SELECT id FROM people WHERE member IS TRUE
SELECT id FROM people WHERE age > 20 AND city = 'Paris' OR id = 1 ORDER BY 1
SELECT id FROM people WHERE (age > 20 OR city = 'Paris') AND NOT member ORDER BY 1
SELECT id FROM people WHERE name = 'ada'
SELECT id FROM people WHERE name LIKE '%a%' ORDER BY 1
SELECT id FROM people WHERE name = ''
SELECT id FROM people WHERE city = 1
SELECT id FROM people WHERE id = '1'
SELECT id FROM people WHERE id
SELECT id FROM people WHERE 1
SELECT id FROM people WHERE NULL
SELECT id FROM people WHERE paid > 10 ORDER BY 1
SELECT id FROM people WHERE paid > 10.5 ORDER BY 1
SELECT id FROM people WHERE score > DECIMAL '9.4' ORDER BY 1
true AND NULL
false AND NULL
true OR NULL
false OR NULL
NOT NULL
NULL = NULL
NULL IS NULL
NULL IS NOT NULL
1 IN (1, NULL)
2 IN (1, NULL)
2 NOT IN (1, NULL)
NULL IN (1)
1 IN ('a')
1 BETWEEN 0 AND NULL
true > false
true = 1
CASE WHEN true THEN 1 ELSE 2 END
CASE WHEN NULL THEN 1 END
CASE 1 WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END
CASE NULL WHEN NULL THEN 1 ELSE 2 END
CASE 1 WHEN 'a' THEN 1 END
CASE WHEN 1 THEN 2 END
CASE WHEN true THEN 1 ELSE 'a' END
CASE WHEN true THEN 1 ELSE 2.5 END
CASE WHEN false THEN 1 / 0 ELSE 1 END
IF(true, 1)
IF(false, 1)
IF(NULL, 1, 2)
IF(true, 1, 'a')
IF(1 > 0, 'a', 'bc')
coalesce(NULL, NULL, 1)
coalesce(NULL)
coalesce(1, 1 / 0)
coalesce(1, 2.5)
coalesce(NULL, 'a', 'bcd')
coalesce(1, 'a')
nullif(1, 1)
nullif(1, 2)
nullif(NULL, 1)
nullif(1, 'a')
nullif('a', 'b')
SELECT p.name, o.item FROM people p JOIN orders o ON p.id = o.person ORDER BY o.id
SELECT p.name, o.item FROM people p LEFT JOIN orders o ON p.id = o.person ORDER BY p.id, o.id
SELECT p.name, o.item FROM people p RIGHT JOIN orders o ON p.id = o.person ORDER BY o.id
SELECT p.id, o.id FROM people p FULL JOIN orders o ON p.id = o.person ORDER BY 1, 2
SELECT p.id, o.id FROM people p FULL OUTER JOIN orders o ON p.id = o.person AND o.amount > 2 ORDER BY 1, 2
SELECT count(*) FROM people CROSS JOIN orders
SELECT count(*) FROM people, orders
SELECT count(*) FROM people p, orders o WHERE p.id = o.person
SELECT id, p.name, o.name FROM people p JOIN (SELECT id, item AS name FROM orders) o USING (id)
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) a(id, x) JOIN (VALUES (2, 'c'), (3, 'd')) b(id, y) USING (id)
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) a(id, x) FULL JOIN (VALUES (2, 'c'), (3, 'd')) b(id, y) USING (id) ORDER BY 1
SELECT * FROM (VALUES (1, 'a')) a(id, x) LEFT JOIN (VALUES (2, 'c')) b(id, y) USING (id)
SELECT a.id FROM (VALUES (1, 'a')) a(id, x) JOIN (VALUES (1, 'c')) b(id, y) USING (id)
SELECT * FROM people NATURAL JOIN orders
SELECT count(*) FROM people p LEFT JOIN orders o ON p.id = o.person WHERE o.id IS NULL
SELECT count(*) FROM people a JOIN people b ON a.id < b.id
SELECT count(*) FROM people a JOIN people b ON a.age = b.age AND a.id <> b.id
SELECT a.id, b.id FROM people a LEFT JOIN people b ON a.id = b.id + 1 AND b.member ORDER BY 1
SELECT count(*) FROM people a JOIN people b ON true
SELECT id FROM people a, people b
SELECT people.id FROM people p
SELECT o.nope FROM orders o
SELECT nope FROM people
SELECT * FROM nope
SELECT * FROM nope.nope
SELECT x.* FROM people
SELECT *
SELECT name FROM people WHERE id IN (SELECT person FROM orders) ORDER BY id
SELECT name FROM people WHERE id NOT IN (SELECT person FROM orders) ORDER BY id
SELECT name FROM people WHERE id NOT IN (SELECT person FROM orders WHERE person IS NOT NULL) ORDER BY id
SELECT name FROM people p WHERE EXISTS (SELECT 1 FROM orders o WHERE o.person = p.id) ORDER BY id
SELECT name FROM people p WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.person = p.id) ORDER BY id
SELECT name, (SELECT count(*) FROM orders o WHERE o.person = p.id) FROM people p ORDER BY id
SELECT name, (SELECT max(price) FROM orders o WHERE o.person = p.id) FROM people p ORDER BY id
SELECT (SELECT 1)
SELECT (SELECT id FROM people)
SELECT (SELECT id FROM people WHERE id > 100)
SELECT (SELECT 1, 2)
SELECT name FROM people WHERE age = (SELECT max(age) FROM people)
SELECT name FROM people WHERE age > ALL (SELECT age FROM people WHERE age < 36) ORDER BY id
SELECT name FROM people WHERE age >= ANY (SELECT age FROM people) ORDER BY id
SELECT name FROM people WHERE age = SOME (SELECT 19) ORDER BY id
SELECT name FROM people WHERE age <> ALL (SELECT 19) ORDER BY id
SELECT name FROM people WHERE (id, age) IN (SELECT id, age FROM people WHERE id < 3) ORDER BY id
SELECT * FROM (SELECT id, name FROM people) t WHERE t.id = 1
SELECT * FROM (SELECT id FROM people WHERE id < 3) ORDER BY id
SELECT t.a FROM (SELECT 1, 2) t(a, b)
SELECT * FROM (SELECT 1, 2) t(a)
SELECT * FROM people p CROSS JOIN LATERAL (SELECT count(*) c FROM orders o WHERE o.person = p.id) WHERE p.id < 3 ORDER BY p.id
WITH a AS (SELECT 1 x), b AS (SELECT x + 1 y FROM a) SELECT * FROM a, b
WITH a(x) AS (VALUES 1, 2) SELECT sum(x) FROM a
WITH a AS (SELECT 1 x) SELECT * FROM a UNION ALL SELECT * FROM a
WITH people AS (SELECT 7 id) SELECT id FROM people
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t
WITH a AS (SELECT 1 x), a AS (SELECT 2 x) SELECT * FROM a
VALUES 1, 2, 3
VALUES (1, 'a'), (2, NULL)
VALUES (1, 'a'), (2.5, 'bcd')
VALUES (1), ('a')
VALUES (1, 2), (3)
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(x, y) ORDER BY x DESC
TABLE orders
SELECT 1 UNION SELECT 1
SELECT 1 UNION ALL SELECT 1
SELECT 1 UNION SELECT 2.5
SELECT 1 UNION SELECT 'a'
SELECT 1, 2 UNION SELECT 1
SELECT 'a' UNION SELECT 'bcd'
SELECT NULL UNION ALL SELECT 1
SELECT age FROM people UNION SELECT amount FROM orders ORDER BY 1
SELECT age FROM people INTERSECT SELECT age FROM people WHERE id > 3 ORDER BY 1
SELECT age FROM people INTERSECT ALL SELECT age FROM people ORDER BY 1
SELECT age FROM people EXCEPT SELECT 36 ORDER BY 1
SELECT age FROM people EXCEPT ALL SELECT 36 ORDER BY 1
SELECT 1 UNION SELECT 2 INTERSECT SELECT 2
(SELECT 1 UNION SELECT 2) INTERSECT SELECT 2
(SELECT id FROM people ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM people ORDER BY id DESC LIMIT 1) ORDER BY 1
SELECT id x FROM people UNION ALL SELECT id y FROM orders ORDER BY x LIMIT 3
SELECT id x FROM people UNION ALL SELECT id y FROM orders ORDER BY y
SELECT * FROM (SELECT id FROM people UNION SELECT person FROM orders) WHERE id > 5
SELECT x FROM UNNEST(ARRAY[1, 2]) t(x)
SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) t(x, y)
SELECT * FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) t(k, v)
SELECT * FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY t(x, n)
SELECT * FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY
SELECT * FROM UNNEST(ARRAY[ROW(1, 'a'), ROW(2, 'b')]) t(x, y)
SELECT * FROM UNNEST(ARRAY[ROW(1, 'a'), ROW(2, 'b')])
SELECT * FROM UNNEST(ARRAY[CAST(ROW(1, 'a') AS ROW(p INTEGER, q VARCHAR))])
SELECT * FROM UNNEST(ARRAY[]) t(x)
SELECT * FROM UNNEST(NULL) t(x)
SELECT * FROM UNNEST(CAST(NULL AS ARRAY(INTEGER))) t(x)
SELECT * FROM UNNEST(ARRAY[ARRAY[1, 2], ARRAY[3]]) t(x)
SELECT * FROM UNNEST(ARRAY[1]) t(x, y)
SELECT * FROM UNNEST(1) t(x)
SELECT id, t FROM events CROSS JOIN UNNEST(tags) u(t) ORDER BY id, t
SELECT id, t FROM events, UNNEST(tags) u(t) ORDER BY id, t
SELECT id, t FROM events LEFT JOIN UNNEST(tags) u(t) ON true ORDER BY id, t
SELECT id, t, n FROM events CROSS JOIN UNNEST(tags) WITH ORDINALITY u(t, n) ORDER BY id, n
SELECT id, t, n FROM events LEFT JOIN UNNEST(tags) WITH ORDINALITY u(t, n) ON true ORDER BY id, n
SELECT id, k, v FROM events CROSS JOIN UNNEST(counts) u(k, v) ORDER BY id, k
SELECT id, k, n FROM events CROSS JOIN UNNEST(steps) u(k, n) ORDER BY id, k
SELECT id, u.k FROM events CROSS JOIN UNNEST(steps) u ORDER BY id, 2
SELECT id, k, n FROM events CROSS JOIN UNNEST(steps) ORDER BY id, k
SELECT id, t, c FROM events CROSS JOIN UNNEST(tags, map_keys(counts)) u(t, c) ORDER BY id, t, c
SELECT id, t FROM events CROSS JOIN UNNEST(tags) u(t) WHERE t = 'a' ORDER BY id
SELECT t, count(*) FROM events CROSS JOIN UNNEST(tags) u(t) GROUP BY t ORDER BY 2 DESC, 1
SELECT t, count(DISTINCT id) FROM events CROSS JOIN UNNEST(array_distinct(tags)) u(t) WHERE t IS NOT NULL GROUP BY t ORDER BY 1
SELECT a, b FROM UNNEST(ARRAY[1, 2]) x(a) CROSS JOIN UNNEST(ARRAY['p', 'q']) y(b) ORDER BY 1, 2
SELECT id, t FROM events JOIN UNNEST(tags) u(t) ON t = 'a'
SELECT n FROM UNNEST(sequence(1, 3)) t(n)
SELECT d FROM UNNEST(sequence(DATE '2020-01-30', DATE '2020-02-01')) t(d)
SELECT * FROM TABLE(sequence(1, 3)) ORDER BY 1
SELECT * FROM TABLE(sequence(start => 1, stop => 5, step => 2)) ORDER BY 1
SELECT count(*) FROM people TABLESAMPLE BERNOULLI (100)
SELECT count(*) FROM people TABLESAMPLE SYSTEM (0)
SELECT count(*) FROM people TABLESAMPLE BERNOULLI (200)
SELECT "id" FROM "people" WHERE "id" = 1
SELECT ID FROM PEOPLE WHERE Id = 1
SELECT "ID" FROM people WHERE id = 1
SELECT `id` FROM people
SELECT id -- comment
SELECT /* comment */ 1
SELECT id FROM people;
SELECT 1 1
SELECT FROM people
SELECT 1 FROM
SELECT 1 +
SELECT (1
SELECT 'a
SELECT 1 WHERE 1 = 1
SELECT 1 WHERE false
SELECT nope(1)
SELECT length(1)
SELECT length('a', 'b')
SELECT lower(NULL)
SELECT abs('a')
SELECT abs(1, 2)
SELECT date_add('day', 'x', DATE '2020-01-01')
SELECT 1 + 'a'
SELECT 'a' > 1
SELECT -'a'
SELECT NOT 1
SELECT 1 AND true
SELECT ARRAY[1] + 1
SELECT DATE '2020-01-01' > 5
SELECT TRUE + 1
SELECT ALL id FROM people ORDER BY id LIMIT 1
SELECT id, id FROM people WHERE id = 1
SELECT x FROM (SELECT id, id FROM people) t(x, y) WHERE x = 1
SELECT id FROM (SELECT id, id FROM people) t
SELECT a.b.c.d FROM people
SELECT 1 AS "select"
SELECT 1 AS select
SELECT count(*) FROM (SELECT DISTINCT city FROM people)
SELECT CAST(id AS VARCHAR) || ':' || name FROM people ORDER BY id
SELECT x, CASE WHEN x % 15 = 0 THEN 'FizzBuzz' WHEN x % 5 = 0 THEN 'Buzz' WHEN x % 3 = 0 THEN 'Fizz' ELSE CAST(x AS VARCHAR) END FROM UNNEST(sequence(1, 15)) t(x)
SELECT * FROM people FOR TIMESTAMP AS OF TIMESTAMP '2020-01-01 00:00:00 UTC'
SELECT * FROM people MATCH_RECOGNIZE (ORDER BY id MEASURES A.id AS x PATTERN (A) DEFINE A AS id > 4)
SELECT * FROM orders WHERE price = 7.125 ORDER BY id
SELECT * FROM orders WHERE price IN (0.5, 30) ORDER BY id
SELECT id, price * amount, price / 3, price + 1, price % 2 FROM orders ORDER BY id
SELECT round(price, 1), ceil(price), floor(price), CAST(price AS INTEGER), CAST(price AS VARCHAR) FROM orders ORDER BY id
SELECT age / 2, age % 5, age * 1.5, CAST(age AS DOUBLE) / 2, -age FROM people ORDER BY id
SELECT name || '-' || city FROM people ORDER BY id
SELECT concat(name, '-', city), upper(name), length(name), substr(name, 1, 2), reverse(name) FROM people ORDER BY id
SELECT coalesce(city, 'unknown'), nullif(city, ''), IF(member, 'yes', 'no') FROM people ORDER BY id
SELECT greatest(age, id), least(score, id) FROM people ORDER BY id
SELECT try(100 / (id - 1)) FROM people ORDER BY id
SELECT 100 / (id - 1) FROM people
SELECT CAST(name AS INTEGER) FROM people
SELECT TRY_CAST(city AS INTEGER) FROM people
SELECT now() = current_timestamp, current_date = CAST(now() AS DATE)
SELECT current_user IS NULL
SELECT id FROM people ORDER BY rand() > 2, id
SELECT upper(name) FROM people ORDER BY people.id DESC
SELECT count(*) FROM people GROUP BY city ORDER BY max(id)
SELECT name FROM people WHERE name NOT LIKE '%a%' ORDER BY id
SELECT name FROM people WHERE NOT name LIKE '%a%' ORDER BY id
SELECT name FROM people WHERE name NOT LIKE 'A#_%' ESCAPE '#' ORDER BY id
SELECT id FROM people WHERE NOT (name LIKE 'A%' OR name LIKE 'B%') AND id NOT IN (3) ORDER BY id
SELECT id FROM people WHERE score NOT BETWEEN 0 AND 10 ORDER BY id
SELECT id, name LIKE '%a', name NOT LIKE '%a' FROM people ORDER BY id
SELECT DISTINCT upper(city) FROM people ORDER BY upper(city)
SELECT lower(city) c, count(*) FROM people GROUP BY lower(city) ORDER BY count(*) DESC, lower(city)
SELECT * FROM (VALUES (1, ARRAY[1, NULL]), (2, ARRAY[1, 2])) t(id, a) WHERE a = ARRAY[1, 2]
SELECT id FROM events WHERE tags = ARRAY['a', 'b', 'a']
SELECT id FROM events WHERE place = ROW('Paris', 48.85)
SELECT id FROM events WHERE counts = MAP(ARRAY['y', 'x'], ARRAY[2, 1])
SELECT count(*) FROM (VALUES nan(), nan(), 1e0) t(x) WHERE x = x
SELECT CAST(score AS VARCHAR), CAST(paid AS VARCHAR), CAST(age AS VARCHAR) FROM people ORDER BY id
SELECT 'score: ' || CAST(score AS VARCHAR) FROM people ORDER BY id
