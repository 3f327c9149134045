"""Which function answers which operation. What is not here answers 501 with its name."""

from __future__ import annotations

from nuage.athena.api import catalogs, named_queries, prepared_statements, query_executions, tags, work_groups
from nuage.athena.api.call import Operation
from nuage.athena.api.get_query_results import get_query_results
from nuage.athena.api.start_query_execution import start_query_execution

OPERATIONS: dict[str, Operation] = {
    "BatchGetNamedQuery": named_queries.batch_get_named_query,
    "BatchGetPreparedStatement": prepared_statements.batch_get_prepared_statement,
    "BatchGetQueryExecution": query_executions.batch_get_query_execution,
    "CreateNamedQuery": named_queries.create_named_query,
    "CreatePreparedStatement": prepared_statements.create_prepared_statement,
    "CreateWorkGroup": work_groups.create_work_group,
    "DeleteNamedQuery": named_queries.delete_named_query,
    "DeletePreparedStatement": prepared_statements.delete_prepared_statement,
    "DeleteWorkGroup": work_groups.delete_work_group,
    "GetDataCatalog": catalogs.get_data_catalog,
    "GetDatabase": catalogs.get_database,
    "GetNamedQuery": named_queries.get_named_query,
    "GetPreparedStatement": prepared_statements.get_prepared_statement,
    "GetQueryExecution": query_executions.get_query_execution,
    "GetQueryResults": get_query_results,
    "GetQueryRuntimeStatistics": query_executions.get_query_runtime_statistics,
    "GetTableMetadata": catalogs.get_table_metadata,
    "GetWorkGroup": work_groups.get_work_group,
    "ListDataCatalogs": catalogs.list_data_catalogs,
    "ListDatabases": catalogs.list_databases,
    "ListEngineVersions": work_groups.list_engine_versions,
    "ListNamedQueries": named_queries.list_named_queries,
    "ListPreparedStatements": prepared_statements.list_prepared_statements,
    "ListQueryExecutions": query_executions.list_query_executions,
    "ListTableMetadata": catalogs.list_table_metadata,
    "ListTagsForResource": tags.list_tags_for_resource,
    "ListWorkGroups": work_groups.list_work_groups,
    "StartQueryExecution": start_query_execution,
    "StopQueryExecution": query_executions.stop_query_execution,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "UpdateNamedQuery": named_queries.update_named_query,
    "UpdatePreparedStatement": prepared_statements.update_prepared_statement,
    "UpdateWorkGroup": work_groups.update_work_group,
}
