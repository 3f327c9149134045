-- Which hashtags are used most? From the text alone, in lower case.
SELECT lower(hashtag) AS hashtag, count(*) AS uses
FROM default.tweets
CROSS JOIN UNNEST(regexp_extract_all(text, '#([\p{L}\p{N}_]+)', 1)) AS t (hashtag)
GROUP BY lower(hashtag)
ORDER BY uses DESC, hashtag
LIMIT 10
