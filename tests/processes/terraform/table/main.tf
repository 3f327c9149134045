# The second lab in Terraform, as small as it goes: where it runs is in the environment alone.

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
variable "write_capacity" { type = number }
variable "open_games_index" { type = bool }
variable "versioning" { type = string }
variable "tags" { type = map(string) }
variable "score" { type = string }

resource "aws_s3_bucket" "objects" {
  bucket        = var.name
  force_destroy = true
  tags          = var.tags
}

resource "aws_s3_bucket_versioning" "objects" {
  bucket = aws_s3_bucket.objects.id
  versioning_configuration {
    status = var.versioning
  }
}

resource "aws_s3_object" "scores" {
  bucket       = aws_s3_bucket_versioning.objects.bucket
  key          = "scores/of été & hiver+1.txt"
  content      = var.score
  content_type = "text/plain"
}

resource "aws_dynamodb_table" "battle_royale" {
  name           = var.name
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = var.write_capacity
  hash_key       = "PK"
  range_key      = "SK"
  tags           = var.tags

  attribute {
    name = "PK"
    type = "S"
  }
  attribute {
    name = "SK"
    type = "S"
  }
  dynamic "attribute" {
    for_each = var.open_games_index ? ["map", "open_timestamp"] : []
    content {
      name = attribute.value
      type = "S"
    }
  }

  global_secondary_index {
    name            = "InvertedIndex"
    hash_key        = "SK"
    range_key       = "PK"
    projection_type = "ALL"
    read_capacity   = 5
    write_capacity  = 5
  }
  dynamic "global_secondary_index" {
    for_each = var.open_games_index ? ["OpenGamesIndex"] : []
    content {
      name            = global_secondary_index.value
      hash_key        = "map"
      range_key       = "open_timestamp"
      projection_type = "ALL"
      read_capacity   = 5
      write_capacity  = 5
    }
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}

resource "aws_dynamodb_table_item" "player" {
  table_name = aws_dynamodb_table.battle_royale.name
  hash_key   = "PK"
  range_key  = "SK"
  item = jsonencode({
    PK    = { S = "USER#johnsonscott" }
    SK    = { S = "#METADATA#johnsonscott" }
    score = { N = var.score }
  })
}

output "inverted_index_table" {
  value = aws_dynamodb_table.battle_royale.arn
}
