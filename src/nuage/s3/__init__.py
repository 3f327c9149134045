"""Amazon S3: LocalStack's, with what it gets wrong in the labs put right."""
