"""IAM that denies: AWS's published evaluation logic, on every call."""
