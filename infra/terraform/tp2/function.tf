# The function of lambda/, packed by `python -m bootstrap.package`, and the log group that it writes to.

locals {
  package = var.package == "" ? "${path.module}/../../../function.zip" : var.package
}

resource "aws_lambda_function" "store_tweet" {
  function_name    = local.function
  description      = "Stores the tweet of the minute in S3"
  role             = local.role_arn
  runtime          = "python3.13"
  handler          = "lambda_function.lambda_handler"
  filename         = local.package
  source_code_hash = filebase64sha256(local.package) # other code is a change, the same code is none
  memory_size      = var.memory
  timeout          = var.timeout

  environment {
    variables = {
      BUCKET_NAME = aws_s3_bucket.tweets.bucket
      TWEET_URL   = var.tweet_url
    }
  }

  # the log group first: Lambda would make one that is kept for ever, and that Terraform does not know
  depends_on = [aws_cloudwatch_log_group.store_tweet, aws_iam_role_policy_attachment.logs]
}

resource "aws_cloudwatch_log_group" "store_tweet" {
  name              = "/aws/lambda/${local.function}"
  retention_in_days = var.log_days
}
