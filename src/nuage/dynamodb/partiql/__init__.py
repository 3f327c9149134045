"""PartiQL for DynamoDB: statements parsed into the same trees as expressions, and run by the same engine."""
