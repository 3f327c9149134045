-- How many tweets are there? A malformed line counts, too: it is a row of NULLs.
SELECT count(*) AS tweets FROM default.tweets
