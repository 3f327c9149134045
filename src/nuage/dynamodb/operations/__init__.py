"""What DynamoDB can do: one line for each operation. What is not listed answers 501."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations.backups import describe_continuous_backups, update_continuous_backups
from nuage.dynamodb.operations.batch_execute_statement import batch_execute_statement
from nuage.dynamodb.operations.batch_get_item import batch_get_item
from nuage.dynamodb.operations.batch_write_item import batch_write_item
from nuage.dynamodb.operations.create_table import create_table
from nuage.dynamodb.operations.delete_item import delete_item
from nuage.dynamodb.operations.delete_table import delete_table
from nuage.dynamodb.operations.describe_table import describe_table
from nuage.dynamodb.operations.execute_statement import execute_statement
from nuage.dynamodb.operations.execute_transaction import execute_transaction
from nuage.dynamodb.operations.get_item import get_item
from nuage.dynamodb.operations.limits import describe_endpoints, describe_limits
from nuage.dynamodb.operations.list_tables import list_tables
from nuage.dynamodb.operations.put_item import put_item
from nuage.dynamodb.operations.query import query
from nuage.dynamodb.operations.scan import scan
from nuage.dynamodb.operations.tag_resource import list_tags_of_resource, tag_resource, untag_resource
from nuage.dynamodb.operations.time_to_live import describe_time_to_live, update_time_to_live
from nuage.dynamodb.operations.transact_get_items import transact_get_items
from nuage.dynamodb.operations.transact_write_items import transact_write_items
from nuage.dynamodb.operations.update_item import update_item
from nuage.dynamodb.operations.update_table import update_table

Operation = Callable[[Engine, dict[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "BatchExecuteStatement": batch_execute_statement,
    "BatchGetItem": batch_get_item,
    "BatchWriteItem": batch_write_item,
    "CreateTable": create_table,
    "DeleteItem": delete_item,
    "DeleteTable": delete_table,
    "DescribeContinuousBackups": describe_continuous_backups,
    "DescribeEndpoints": describe_endpoints,
    "DescribeLimits": describe_limits,
    "DescribeTable": describe_table,
    "DescribeTimeToLive": describe_time_to_live,
    "ExecuteStatement": execute_statement,
    "ExecuteTransaction": execute_transaction,
    "GetItem": get_item,
    "ListTables": list_tables,
    "ListTagsOfResource": list_tags_of_resource,
    "PutItem": put_item,
    "Query": query,
    "Scan": scan,
    "TagResource": tag_resource,
    "TransactGetItems": transact_get_items,
    "TransactWriteItems": transact_write_items,
    "UntagResource": untag_resource,
    "UpdateContinuousBackups": update_continuous_backups,
    "UpdateItem": update_item,
    "UpdateTable": update_table,
    "UpdateTimeToLive": update_time_to_live,
}
