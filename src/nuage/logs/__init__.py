"""CloudWatch Logs: LocalStack's, with the tags of log groups put right."""
