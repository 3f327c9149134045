# Who the function is: part 3.4 of the lab sheet. In a Learner Lab roles cannot be created, so LabRole is used.

locals {
  create_role = var.role_name == ""
  role_arn    = local.create_role ? aws_iam_role.function[0].arn : data.aws_iam_role.given[0].arn
}

data "aws_iam_role" "given" {
  count = local.create_role ? 0 : 1
  name  = var.role_name
}

resource "aws_iam_role" "function" {
  count = local.create_role ? 1 : 0
  name  = "${var.prefix}store-tweet-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# a policy that AWS keeps: the function may write its log
resource "aws_iam_role_policy_attachment" "logs" {
  count      = local.create_role ? 1 : 0
  role       = aws_iam_role.function[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

# a policy of our own, as narrow as it can be. The lab sheet attaches AmazonS3FullAccess instead:
# that lets the function delete every bucket of the account.
resource "aws_iam_role_policy" "store" {
  count = local.create_role && var.s3_access ? 1 : 0
  name  = "store-tweets"
  role  = aws_iam_role.function[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${aws_s3_bucket.tweets.arn}/tweets/*"
    }]
  })
}
