# The first lab: a function fetches a tweet every minute and stores it in S3, where Athena queries it.
#
# Where this runs is not written here. Terraform asks the environment, as boto3 and the AWS CLI do:
# AWS_ENDPOINT_URL leads to the lab, without it the same files act on AWS. docs/infrastructure.md has both.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  # the default is 25, which would hide a wrong address behind minutes of waiting
  max_retries = var.max_retries

  default_tags {
    tags = merge({ lab = "tp2" }, var.tags)
  }
}

data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}

locals {
  account   = data.aws_caller_identity.me.account_id
  partition = data.aws_partition.here.partition

  # names of buckets are shared by all accounts of AWS, so they carry ours
  bucket         = "${var.prefix}tweets-${local.account}"
  results_bucket = "${var.prefix}tweets-results-${local.account}"
  function       = "${var.prefix}store-tweet"

  # names of Athena's databases are words of SQL: no hyphens
  database = replace("${var.prefix}tweets", "-", "_")
}
