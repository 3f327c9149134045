# The second lab: objects that keep their versions, and the table of a game.
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
    tags = merge({ lab = "tp4" }, var.tags)
  }
}

data "aws_caller_identity" "me" {}
