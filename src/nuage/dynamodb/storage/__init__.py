"""SQLite underneath: rows in the order of their keys, the catalogue of tables, stream records."""
