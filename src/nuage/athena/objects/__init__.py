"""What lies under a table's LOCATION: listing, partitions, decompression, lines; over any store."""
