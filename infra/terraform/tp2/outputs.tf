output "bucket" {
  description = "Where the tweets land"
  value       = aws_s3_bucket.tweets.bucket
}

output "function" {
  description = "The function: aws lambda invoke --function-name …"
  value       = aws_lambda_function.store_tweet.function_name
}

output "role" {
  description = "Who the function is"
  value       = local.role_arn
}

output "rule" {
  description = "What runs the function: aws events disable-rule --name … stops it"
  value       = aws_cloudwatch_event_rule.every_minute.name
}

output "log_group" {
  description = "Where the function's log is: aws logs tail …"
  value       = aws_cloudwatch_log_group.store_tweet.name
}

output "work_group" {
  description = "Athena's work group"
  value       = aws_athena_workgroup.tweets.name
}

output "table" {
  description = "The table over the tweets, as a query names it"
  value       = "${aws_glue_catalog_database.tweets.name}.${aws_glue_catalog_table.tweets.name}"
}

output "named_queries" {
  description = "Name and id of each question: aws athena get-named-query --named-query-id …"
  value       = { for name, query in aws_athena_named_query.question : trimsuffix(name, ".sql") => query.id }
}
