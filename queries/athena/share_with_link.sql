-- How many per cent of the tweets have a link?
SELECT round(100.0 * count_if(cardinality(entities.urls) > 0) / count(*), 1) AS percent
FROM default.tweets
WHERE id IS NOT NULL
