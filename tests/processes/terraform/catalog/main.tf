# Every resource of the provider for Athena and for Glue's Data Catalog, as far as the lab serves them.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region      = "us-east-1"
  max_retries = 2
}

variable "name" { type = string }
variable "comment" { type = string }
variable "tags" { type = map(string) }
variable "columns" { type = map(string) }
variable "statement" { type = string }
variable "scan_limit" { type = number }
variable "data_catalogs" { type = bool }

resource "aws_s3_bucket" "data" {
  bucket        = "${var.name}-data"
  force_destroy = true
}

resource "aws_glue_catalog_database" "games" {
  name         = "${var.name}_games"
  description  = var.comment
  location_uri = "s3://${aws_s3_bucket.data.bucket}/games/"
  parameters   = { owner = var.comment }
  tags         = var.tags
}

resource "aws_glue_catalog_table" "scores" {
  name          = "scores"
  database_name = aws_glue_catalog_database.games.name
  description   = var.comment
  owner         = "lab"
  retention     = 3
  table_type    = "EXTERNAL_TABLE"
  parameters = {
    EXTERNAL                    = "TRUE"
    "skip.header.line.count"    = "1"
    "projection.enabled"        = "true"
    "projection.day.type"       = "date"
    "projection.day.format"     = "yyyy-MM-dd"
    "projection.day.range"      = "2026-01-01,2026-01-31"
    "projection.map.type"       = "enum"
    "projection.map.values"     = "fjord,marsh"
    "storage.location.template" = "s3://${aws_s3_bucket.data.bucket}/scores/$${day}/$${map}"
  }

  partition_keys {
    name    = "day"
    type    = "string"
    comment = "of the game"
  }
  partition_keys {
    name = "map"
    type = "string"
  }

  storage_descriptor {
    location      = "s3://${aws_s3_bucket.data.bucket}/scores/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
    compressed    = false

    ser_de_info {
      name                  = "csv"
      serialization_library = "org.apache.hadoop.hive.serde2.OpenCSVSerde"
      parameters            = { separatorChar = "," }
    }

    dynamic "columns" {
      for_each = var.columns
      content {
        name    = columns.key
        type    = columns.value
        comment = var.comment
      }
    }

    sort_columns {
      column     = "score"
      sort_order = 1
    }
  }

  partition_index {
    index_name = "by_day"
    keys       = ["day"]
  }
}

resource "aws_glue_catalog_table" "best" {
  name               = "best"
  database_name      = aws_glue_catalog_database.games.name
  table_type         = "VIRTUAL_VIEW"
  view_original_text = "/* Presto View: ${base64encode(jsonencode({ originalSql = "SELECT 1 AS one", catalog = "awsdatacatalog", schema = "default", columns = [{ name = "one", type = "integer" }] }))} */"
  view_expanded_text = "/* Presto View */"
  parameters         = { presto_view = "true", comment = "Presto View" }

  storage_descriptor {
    columns {
      name = "one"
      type = "int"
    }
  }
}

resource "aws_glue_partition" "first" {
  database_name    = aws_glue_catalog_database.games.name
  table_name       = aws_glue_catalog_table.plain.name
  partition_values = ["2026"]
  parameters       = { note = var.comment }

  storage_descriptor {
    location = "s3://${aws_s3_bucket.data.bucket}/plain/year=2026/"
    columns {
      name = "line"
      type = "string"
    }
  }
}

resource "aws_glue_catalog_table" "plain" {
  name          = "plain"
  database_name = aws_glue_catalog_database.games.name

  partition_keys {
    name = "year"
    type = "string"
  }
  storage_descriptor {
    location      = "s3://${aws_s3_bucket.data.bucket}/plain/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
    }
    columns {
      name = "line"
      type = "string"
    }
  }
}

resource "aws_glue_partition_index" "year" {
  database_name = aws_glue_catalog_database.games.name
  table_name    = aws_glue_catalog_table.plain.name
  partition_index {
    index_name = "by_year"
    keys       = ["year"]
  }
}

resource "aws_athena_workgroup" "games" {
  name          = "${var.name}-games"
  description   = var.comment
  force_destroy = true
  tags          = var.tags

  configuration {
    bytes_scanned_cutoff_per_query = var.scan_limit
    result_configuration {
      output_location = "s3://${aws_s3_bucket.data.bucket}/results/"
    }
  }
}

resource "aws_athena_named_query" "best" {
  name        = "best"
  description = var.comment
  workgroup   = aws_athena_workgroup.games.id
  database    = aws_glue_catalog_database.games.name
  query       = var.statement
}

resource "aws_athena_prepared_statement" "best" {
  name            = "best_of"
  description     = var.comment
  workgroup       = aws_athena_workgroup.games.name
  query_statement = var.statement
}

resource "aws_athena_database" "made_by_a_statement" {
  name          = "${var.name}_statement"
  bucket        = aws_s3_bucket.data.bucket
  comment       = "made by a statement"
  force_destroy = true
  properties    = { owner = "lab" }
}

resource "aws_athena_data_catalog" "glue" {
  count       = var.data_catalogs ? 1 : 0
  name        = "other-glue"
  description = "another account's"
  type        = "GLUE"
  parameters  = { "catalog-id" = "111111111111" }
}

resource "aws_athena_data_catalog" "lambda" {
  count       = var.data_catalogs ? 1 : 0
  name        = "other-lambda"
  description = "a function's"
  type        = "LAMBDA"
  parameters  = { function = "arn:aws:lambda:us-east-1:000000000000:function:catalogue" }
}

data "aws_athena_named_query" "best" {
  name      = aws_athena_named_query.best.name
  workgroup = aws_athena_workgroup.games.name
}

data "aws_glue_catalog_table" "scores" {
  name          = aws_glue_catalog_table.scores.name
  database_name = aws_glue_catalog_database.games.name
}

output "statement" {
  value = data.aws_athena_named_query.best.querystring
}

output "columns" {
  value = length(data.aws_glue_catalog_table.scores.storage_descriptor[0].columns)
}
