"""CloudFormation: LocalStack's, with the types of resources that it lacks in the labs."""
