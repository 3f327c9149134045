-- Which objects hold malformed lines, and how many?
SELECT count(*) AS lines, "$path" AS object
FROM default.tweets
WHERE id IS NULL
GROUP BY "$path"
ORDER BY lines DESC, object
