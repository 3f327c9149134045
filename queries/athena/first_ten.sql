-- What does a tweet look like? Ten of them.
SELECT * FROM default.tweets
LIMIT 10
