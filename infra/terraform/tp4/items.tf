# A few items to begin with; the whole file of items is loaded with a script of boto3, as the lab sheet says.
# In DynamoDB's JSON every value names its type: S a text, N a number.

locals {
  items = {
    player = {
      PK       = { S = "USER#johnsonscott" }
      SK       = { S = "#METADATA#johnsonscott" }
      username = { S = "johnsonscott" }
      name     = { S = "Scott Johnson" }
    }
    game = {
      PK       = { S = "GAME#c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd" }
      SK       = { S = "#METADATA#c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd" }
      game_id  = { S = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd" }
      map      = { S = "Misty Marshes" }
      people   = { N = "50" }
      end_time = { S = "2026-03-02T18:32:40" }
      creator  = { S = "johnsonscott" }
    }
    mapping = {
      PK       = { S = "GAME#c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd" }
      SK       = { S = "USER#johnsonscott" }
      game_id  = { S = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd" }
      username = { S = "johnsonscott" }
      place    = { N = "3" }
    }
    open_game = {
      PK             = { S = "GAME#5b0a8a4e-0000-4000-8000-000000000001" }
      SK             = { S = "#METADATA#5b0a8a4e-0000-4000-8000-000000000001" }
      game_id        = { S = "5b0a8a4e-0000-4000-8000-000000000001" }
      map            = { S = "Green Grasslands" }
      people         = { N = "1" }
      creator        = { S = "johnsonscott" }
      open_timestamp = { S = "2026-03-02T18:10:00" }
    }
  }
}

resource "aws_dynamodb_table_item" "first" {
  for_each = local.items

  table_name = aws_dynamodb_table.battle_royale.name
  hash_key   = aws_dynamodb_table.battle_royale.hash_key
  range_key  = aws_dynamodb_table.battle_royale.range_key
  item       = jsonencode(each.value)
}
