# A work group of its own, with a limit to what a query may scan, and the questions of queries/athena/*.sql.

resource "aws_athena_workgroup" "tweets" {
  name          = "${var.prefix}tweets"
  description   = "The queries of the first lab"
  force_destroy = true # with its named queries and its history

  configuration {
    enforce_workgroup_configuration    = true
    bytes_scanned_cutoff_per_query     = var.scan_limit
    publish_cloudwatch_metrics_enabled = false

    result_configuration {
      output_location = "s3://${aws_s3_bucket.results.bucket}/"
    }
  }
}

locals {
  folder = "${path.module}/../../../queries/athena"
  # the table is Terraform's own, so the statement that creates one is no query here
  queries = setsubtract(fileset(local.folder, "*.sql"), ["00_create_table.sql"])
}

resource "aws_athena_named_query" "question" {
  for_each = local.queries

  name        = trimsuffix(each.value, ".sql")
  description = trimprefix(split("\n", file("${local.folder}/${each.value}"))[0], "-- ")
  workgroup   = aws_athena_workgroup.tweets.id
  database    = aws_glue_catalog_database.tweets.name
  query       = replace(file("${local.folder}/${each.value}"), "default.tweets", "${local.database}.tweets")
}
