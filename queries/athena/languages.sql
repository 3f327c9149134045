-- In which languages are the tweets?
SELECT lang, count(*) AS tweets
FROM default.tweets
WHERE lang IS NOT NULL
GROUP BY lang
ORDER BY tweets DESC, lang
