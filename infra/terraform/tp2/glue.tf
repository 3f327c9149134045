# The table over the tweets: part 4 of the lab sheet, in the Data Catalog without a statement of SQL.

resource "aws_glue_catalog_database" "tweets" {
  name        = local.database
  description = "The tweets of the first lab"
}

resource "aws_glue_catalog_table" "tweets" {
  name          = "tweets"
  database_name = aws_glue_catalog_database.tweets.name
  description   = "One row a tweet; a malformed line is a row of NULLs"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { EXTERNAL = "TRUE" }

  storage_descriptor {
    location      = "s3://${aws_s3_bucket.tweets.bucket}/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
      parameters = {
        "serialization.format"  = "1"
        "ignore.malformed.json" = "true"
      }
    }

    dynamic "columns" {
      for_each = local.columns
      content {
        name = columns.value.name
        type = columns.value.type
      }
    }
  }
}
