"""Which function answers which operation. What is not here answers 501 with its name."""

from __future__ import annotations

from nuage.athena.api.call import Operation
from nuage.athena.operations.batch_get_named_query import batch_get_named_query
from nuage.athena.operations.batch_get_prepared_statement import batch_get_prepared_statement
from nuage.athena.operations.batch_get_query_execution import batch_get_query_execution
from nuage.athena.operations.create_named_query import create_named_query
from nuage.athena.operations.create_prepared_statement import create_prepared_statement
from nuage.athena.operations.create_work_group import create_work_group
from nuage.athena.operations.delete_named_query import delete_named_query
from nuage.athena.operations.delete_prepared_statement import delete_prepared_statement
from nuage.athena.operations.delete_work_group import delete_work_group
from nuage.athena.operations.get_data_catalog import get_data_catalog
from nuage.athena.operations.get_database import get_database
from nuage.athena.operations.get_named_query import get_named_query
from nuage.athena.operations.get_prepared_statement import get_prepared_statement
from nuage.athena.operations.get_query_execution import get_query_execution
from nuage.athena.operations.get_query_results import get_query_results
from nuage.athena.operations.get_query_runtime_statistics import get_query_runtime_statistics
from nuage.athena.operations.get_table_metadata import get_table_metadata
from nuage.athena.operations.get_work_group import get_work_group
from nuage.athena.operations.list_data_catalogs import list_data_catalogs
from nuage.athena.operations.list_databases import list_databases
from nuage.athena.operations.list_engine_versions import list_engine_versions
from nuage.athena.operations.list_named_queries import list_named_queries
from nuage.athena.operations.list_prepared_statements import list_prepared_statements
from nuage.athena.operations.list_query_executions import list_query_executions
from nuage.athena.operations.list_table_metadata import list_table_metadata
from nuage.athena.operations.list_tags_for_resource import list_tags_for_resource
from nuage.athena.operations.list_work_groups import list_work_groups
from nuage.athena.operations.start_query_execution import start_query_execution
from nuage.athena.operations.stop_query_execution import stop_query_execution
from nuage.athena.operations.tag_resource import tag_resource
from nuage.athena.operations.untag_resource import untag_resource
from nuage.athena.operations.update_named_query import update_named_query
from nuage.athena.operations.update_prepared_statement import update_prepared_statement
from nuage.athena.operations.update_work_group import update_work_group

OPERATIONS: dict[str, Operation] = {
    "BatchGetNamedQuery": batch_get_named_query,
    "BatchGetPreparedStatement": batch_get_prepared_statement,
    "BatchGetQueryExecution": batch_get_query_execution,
    "CreateNamedQuery": create_named_query,
    "CreatePreparedStatement": create_prepared_statement,
    "CreateWorkGroup": create_work_group,
    "DeleteNamedQuery": delete_named_query,
    "DeletePreparedStatement": delete_prepared_statement,
    "DeleteWorkGroup": delete_work_group,
    "GetDataCatalog": get_data_catalog,
    "GetDatabase": get_database,
    "GetNamedQuery": get_named_query,
    "GetPreparedStatement": get_prepared_statement,
    "GetQueryExecution": get_query_execution,
    "GetQueryResults": get_query_results,
    "GetQueryRuntimeStatistics": get_query_runtime_statistics,
    "GetTableMetadata": get_table_metadata,
    "GetWorkGroup": get_work_group,
    "ListDataCatalogs": list_data_catalogs,
    "ListDatabases": list_databases,
    "ListEngineVersions": list_engine_versions,
    "ListNamedQueries": list_named_queries,
    "ListPreparedStatements": list_prepared_statements,
    "ListQueryExecutions": list_query_executions,
    "ListTableMetadata": list_table_metadata,
    "ListTagsForResource": list_tags_for_resource,
    "ListWorkGroups": list_work_groups,
    "StartQueryExecution": start_query_execution,
    "StopQueryExecution": stop_query_execution,
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "UpdateNamedQuery": update_named_query,
    "UpdatePreparedStatement": update_prepared_statement,
    "UpdateWorkGroup": update_work_group,
}
