"""Which function answers which operation of the Data Catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nuage.glue.catalog import Catalog
from nuage.glue.operations import databases, indexes, partition_batches, partitions, tables, tags

Operation = Callable[[Catalog, dict[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "BatchCreatePartition": partition_batches.batch_create_partition,
    "BatchDeletePartition": partition_batches.batch_delete_partition,
    "BatchDeleteTable": tables.batch_delete_table,
    "BatchDeleteTableVersion": tables.batch_delete_table_version,
    "BatchGetPartition": partition_batches.batch_get_partition,
    "BatchUpdatePartition": partition_batches.batch_update_partition,
    "CreateDatabase": databases.create_database,
    "CreatePartition": partitions.create_partition,
    "CreatePartitionIndex": indexes.create_partition_index,
    "CreateTable": tables.create_table,
    "DeleteDatabase": databases.delete_database,
    "DeletePartition": partitions.delete_partition,
    "DeletePartitionIndex": indexes.delete_partition_index,
    "DeleteTable": tables.delete_table,
    "DeleteTableVersion": tables.delete_table_version,
    "GetDatabase": databases.get_database,
    "GetDatabases": databases.get_databases,
    "GetPartition": partitions.get_partition,
    "GetPartitionIndexes": indexes.get_partition_indexes,
    "GetPartitions": partitions.get_partitions,
    "GetTable": tables.get_table,
    "GetTableVersion": tables.get_table_version,
    "GetTableVersions": tables.get_table_versions,
    "GetTables": tables.get_tables,
    "GetTags": tags.get_tags,
    "SearchTables": tables.search_tables,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "UpdateDatabase": databases.update_database,
    "UpdatePartition": partitions.update_partition,
    "UpdateTable": tables.update_table,
}
