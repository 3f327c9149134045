-- Who tweets most?
SELECT "user".screen_name, count(*) AS tweets, max("user".followers_count) AS followers
FROM default.tweets
WHERE id IS NOT NULL
GROUP BY "user".screen_name
ORDER BY tweets DESC, "user".screen_name
LIMIT 10
