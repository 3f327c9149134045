-- How does Athena see the tweets? A table over the objects, with all the fields of a tweet.
-- `nuage up` has made it already. On AWS, put your own bucket below.
CREATE EXTERNAL TABLE IF NOT EXISTS default.tweets (
  created_at string,
  id bigint,
  id_str string,
  text string,
  truncated boolean,
  entities struct<
    hashtags:array<struct<text:string,indices:array<int>>>,
    symbols:array<struct<text:string,indices:array<int>>>,
    user_mentions:array<struct<screen_name:string,name:string,id:bigint,id_str:string,indices:array<int>>>,
    urls:array<struct<url:string,expanded_url:string,display_url:string,indices:array<int>>>>,
  source string,
  in_reply_to_status_id bigint,
  in_reply_to_status_id_str string,
  in_reply_to_user_id bigint,
  in_reply_to_user_id_str string,
  in_reply_to_screen_name string,
  user struct<
    id:bigint,
    id_str:string,
    name:string,
    screen_name:string,
    location:string,
    description:string,
    followers_count:int,
    friends_count:int,
    statuses_count:int,
    created_at:string,
    verified:boolean,
    lang:string>,
  geo struct<type:string,coordinates:array<double>>,
  coordinates struct<type:string,coordinates:array<double>>,
  place struct<id:string,place_type:string,name:string,full_name:string,country_code:string,country:string>,
  is_quote_status boolean,
  retweet_count int,
  favorite_count int,
  favorited boolean,
  retweeted boolean,
  possibly_sensitive boolean,
  lang string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
LOCATION 's3://tweets-000000000000/';
