-- How many tweets are well-formed? count(column) leaves out NULL.
SELECT count(id) AS tweets FROM default.tweets
