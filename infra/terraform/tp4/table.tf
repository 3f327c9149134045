# One table for users, games and who plays where. Only attributes that are keys are declared.

locals {
  indexes = merge(
    # the sort key first: the games of a player
    var.inverted_index ? { InvertedIndex = { hash = "SK", range = "PK" } } : {},
    # sparse: only games that are open have an open_timestamp
    var.open_games_index ? { OpenGamesIndex = { hash = "map", range = "open_timestamp" } } : {},
  )
  keys = toset(concat(["PK", "SK"], flatten([for index in values(local.indexes) : [index.hash, index.range]])))
}

resource "aws_dynamodb_table" "battle_royale" {
  name           = "${var.prefix}battle-royale"
  billing_mode   = "PROVISIONED"
  read_capacity  = var.read_capacity
  write_capacity = var.write_capacity
  hash_key       = "PK"
  range_key      = "SK"

  dynamic "attribute" {
    for_each = local.keys
    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.indexes
    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value.hash
      range_key       = global_secondary_index.value.range
      projection_type = "ALL"
      read_capacity   = var.read_capacity
      write_capacity  = var.write_capacity
    }
  }
}
