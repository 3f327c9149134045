"""Athena: SQL over the objects in S3. The core here knows nothing of the host that serves it."""
