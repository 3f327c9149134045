"""The operations of the Data Catalog, one module a kind of thing."""
