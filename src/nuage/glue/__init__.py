"""The Glue Data Catalog: databases, tables, partitions and what hangs on them.

moto keeps the catalogue; the operations on it are ours, because moto's answers differ from AWS's.
"""
