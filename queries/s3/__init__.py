"""The second lab's work with objects, one script each: `python -m queries.s3.put BUCKET FILE KEY`."""
