# Every minute: a rule, its target, and the function's permission to be invoked by this rule and no other.

resource "aws_cloudwatch_event_rule" "every_minute" {
  name                = "${var.prefix}every-minute"
  description         = "Runs ${local.function}"
  schedule_expression = var.rate
  state               = var.schedule_state
}

resource "aws_cloudwatch_event_target" "store_tweet" {
  rule      = aws_cloudwatch_event_rule.every_minute.name
  target_id = local.function
  arn       = aws_lambda_function.store_tweet.arn
}

resource "aws_lambda_permission" "every_minute" {
  statement_id  = "every-minute"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.store_tweet.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.every_minute.arn
}
