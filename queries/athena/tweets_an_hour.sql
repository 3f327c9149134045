-- How many tweets are there an hour?
SELECT date_trunc('hour', date_parse(created_at, '%a %b %d %H:%i:%s +0000 %Y')) AS hour, count(*) AS tweets
FROM default.tweets
WHERE id IS NOT NULL
GROUP BY 1
ORDER BY 1
