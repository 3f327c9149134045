-- Which hashtags are used most? From the entities that a tweet brings along, in lower case.
SELECT lower(hashtag.text) AS hashtag, count(*) AS uses
FROM default.tweets
CROSS JOIN UNNEST(entities.hashtags) AS t (hashtag)
GROUP BY lower(hashtag.text)
ORDER BY uses DESC, hashtag
LIMIT 10
