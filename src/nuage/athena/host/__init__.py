"""Athena inside LocalStack: its clients, its S3 store, its list of services."""
