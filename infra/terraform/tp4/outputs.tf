output "bucket" {
  description = "Where the objects are"
  value       = aws_s3_bucket.objects.bucket
}

output "table" {
  description = "The table of the game"
  value       = aws_dynamodb_table.battle_royale.name
}

output "indexes" {
  description = "The other keys that the table can be queried by"
  value       = sort(keys(local.indexes))
}
