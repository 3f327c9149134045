# Where the tweets land, and where Athena writes its results: results below the tweets would be rows of the table.

resource "aws_s3_bucket" "tweets" {
  bucket        = local.bucket
  force_destroy = true # `terraform destroy` deletes the tweets, too
}

resource "aws_s3_bucket" "results" {
  bucket        = local.results_bucket
  force_destroy = true
}
