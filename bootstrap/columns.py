"""A tweet's fields with their Hive types, equal to `queries/athena/00_create_table.sql`."""

COLUMNS = {
    "created_at": "string",
    "id": "bigint",
    "id_str": "string",
    "text": "string",
    "truncated": "boolean",
    "entities": (
        "struct<hashtags:array<struct<text:string,indices:array<int>>>,"
        "symbols:array<struct<text:string,indices:array<int>>>,"
        "user_mentions:array<struct<screen_name:string,name:string,id:bigint,id_str:string,indices:array<int>>>,"
        "urls:array<struct<url:string,expanded_url:string,display_url:string,indices:array<int>>>>"
    ),
    "source": "string",
    "in_reply_to_status_id": "bigint",
    "in_reply_to_status_id_str": "string",
    "in_reply_to_user_id": "bigint",
    "in_reply_to_user_id_str": "string",
    "in_reply_to_screen_name": "string",
    "user": (
        "struct<id:bigint,id_str:string,name:string,screen_name:string,location:string,description:string,"
        "followers_count:int,friends_count:int,statuses_count:int,created_at:string,"
        "verified:boolean,lang:string>"
    ),
    "geo": "struct<type:string,coordinates:array<double>>",
    "coordinates": "struct<type:string,coordinates:array<double>>",
    "place": (
        "struct<id:string,place_type:string,name:string,full_name:string,country_code:string,country:string>"
    ),
    "is_quote_status": "boolean",
    "retweet_count": "int",
    "favorite_count": "int",
    "favorited": "boolean",
    "retweeted": "boolean",
    "possibly_sensitive": "boolean",
    "lang": "string",
}
