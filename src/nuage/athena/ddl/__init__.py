"""Athena's statements that are not queries: read from their text, and told to the Glue Data Catalog."""
