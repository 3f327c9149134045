# A tweet's fields with their types of Hive, as in queries/athena/00_create_table.sql.

locals {
  columns = [
    { name = "created_at", type = "string" },
    { name = "id", type = "bigint" },
    { name = "id_str", type = "string" },
    { name = "text", type = "string" },
    { name = "truncated", type = "boolean" },
    {
      name = "entities"
      type = join("", ["struct<", join(",", [
        "hashtags:array<struct<text:string,indices:array<int>>>",
        "symbols:array<struct<text:string,indices:array<int>>>",
        "user_mentions:array<struct<screen_name:string,name:string,id:bigint,id_str:string,indices:array<int>>>",
        "urls:array<struct<url:string,expanded_url:string,display_url:string,indices:array<int>>>",
      ]), ">"])
    },
    { name = "source", type = "string" },
    { name = "in_reply_to_status_id", type = "bigint" },
    { name = "in_reply_to_status_id_str", type = "string" },
    { name = "in_reply_to_user_id", type = "bigint" },
    { name = "in_reply_to_user_id_str", type = "string" },
    { name = "in_reply_to_screen_name", type = "string" },
    {
      name = "user"
      type = join("", ["struct<", join(",", [
        "id:bigint",
        "id_str:string",
        "name:string",
        "screen_name:string",
        "location:string",
        "description:string",
        "followers_count:int",
        "friends_count:int",
        "statuses_count:int",
        "created_at:string",
        "verified:boolean",
        "lang:string",
      ]), ">"])
    },
    { name = "geo", type = "struct<type:string,coordinates:array<double>>" },
    { name = "coordinates", type = "struct<type:string,coordinates:array<double>>" },
    {
      name = "place"
      type = join("", ["struct<", join(",", [
        "id:string",
        "place_type:string",
        "name:string",
        "full_name:string",
        "country_code:string",
        "country:string",
      ]), ">"])
    },
    { name = "is_quote_status", type = "boolean" },
    { name = "retweet_count", type = "int" },
    { name = "favorite_count", type = "int" },
    { name = "favorited", type = "boolean" },
    { name = "retweeted", type = "boolean" },
    { name = "possibly_sensitive", type = "boolean" },
    { name = "lang", type = "string" },
  ]
}
