# The bucket of the sheet's first part. `versioning` used to be an attribute of the bucket; it is a resource now.

resource "aws_s3_bucket" "objects" {
  # names of buckets are shared by all accounts of AWS, so they carry ours
  bucket        = "${var.prefix}objects-${data.aws_caller_identity.me.account_id}"
  force_destroy = true # `terraform destroy` deletes all versions of all objects, too
}

resource "aws_s3_bucket_versioning" "objects" {
  bucket = aws_s3_bucket.objects.id

  versioning_configuration {
    status = var.versioning
  }
}
