"""Who may see which work group's executions, named queries and prepared statements."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.conftest import Lab
from tests.scenarios.athena_world import World as Athena
from tests.scenarios.athena_world import build
from tests.scenarios.iam_world import ACCOUNT, World, allow, refused, unique

OURS = f"arn:aws:athena:us-east-1:{ACCOUNT}:workgroup"


@pytest.fixture
def athena(lab: Lab) -> Athena:
    return build(lab)


@pytest.fixture
def groups(athena: Athena) -> tuple[str, str]:
    """Two work groups that write to the same place."""
    names = unique("group-a"), unique("group-b")
    for name in names:
        configuration = {"ResultConfiguration": {"OutputLocation": athena.output}}
        athena.athena.create_work_group(Name=name, Configuration=configuration)
    return names


@pytest.fixture
def member(lab: Lab, groups: tuple[str, str]) -> tuple[str, Any]:
    """A user of the first work group alone: the ARN and a client."""
    world = World(lab)
    name, clients = world.user(
        allow("athena:*", f"{OURS}/{groups[0]}"),
        allow(["s3:*", "glue:*"]),
    )
    return f"arn:aws:iam::{ACCOUNT}:user/{name}", clients("athena")


def denied(arn: str, operation: str, group: str) -> str:
    return (
        f"User: {arn} is not authorized to perform: athena:{operation} on resource: {OURS}/{group} "
        f"because no identity-based policy allows the athena:{operation} action"
    )


def test_an_execution_is_its_work_groups(
    athena: Athena, groups: tuple[str, str], member: tuple[str, Any]
) -> None:
    arn, client = member
    own = athena.ok("SELECT 1", WorkGroup=groups[0])["QueryExecutionId"]
    other = athena.ok("SELECT 2", WorkGroup=groups[1])["QueryExecutionId"]
    calls = (
        ("GetQueryExecution", client.get_query_execution),
        ("GetQueryResults", client.get_query_results),
        ("GetQueryRuntimeStatistics", client.get_query_runtime_statistics),
        ("StopQueryExecution", client.stop_query_execution),
    )
    for operation, call in calls:
        assert call(QueryExecutionId=own)["ResponseMetadata"]["HTTPStatusCode"] == 200
        message = denied(arn, operation, groups[1])
        refused("AccessDeniedException", 400, message, call, QueryExecutionId=other)


def test_queries_start_and_are_listed_in_the_own_work_group_alone(
    athena: Athena, groups: tuple[str, str], member: tuple[str, Any]
) -> None:
    arn, client = member
    started = client.start_query_execution(QueryString="SELECT 1", WorkGroup=groups[0])["QueryExecutionId"]
    assert client.list_query_executions(WorkGroup=groups[0])["QueryExecutionIds"] == [started]
    for group, arguments in ((groups[1], {"WorkGroup": groups[1]}), ("primary", {})):
        message = denied(arn, "ListQueryExecutions", group)
        refused("AccessDeniedException", 400, message, client.list_query_executions, **arguments)
        message = denied(arn, "StartQueryExecution", group)
        refused(
            "AccessDeniedException",
            400,
            message,
            client.start_query_execution,
            QueryString="SELECT 1",
            **arguments,
        )


def test_a_batch_gives_what_may_be_seen_and_tells_what_not(
    athena: Athena, groups: tuple[str, str], member: tuple[str, Any]
) -> None:
    arn, client = member
    own = athena.ok("SELECT 1", WorkGroup=groups[0])["QueryExecutionId"]
    other = athena.ok("SELECT 2", WorkGroup=groups[1])["QueryExecutionId"]
    message = denied(arn, "BatchGetQueryExecution", groups[1])
    answer = client.batch_get_query_execution(QueryExecutionIds=[other, own])
    assert [found["QueryExecutionId"] for found in answer["QueryExecutions"]] == [own]
    assert answer["UnprocessedQueryExecutionIds"] == [
        {"QueryExecutionId": other, "ErrorCode": "AccessDeniedException", "ErrorMessage": message}
    ]
    refused(
        "AccessDeniedException", 400, message, client.batch_get_query_execution, QueryExecutionIds=[other]
    )
    owners = athena.athena.batch_get_query_execution(
        QueryExecutionIds=[own, other, missing := str(uuid.uuid4())]
    )
    assert [found["QueryExecutionId"] for found in owners["QueryExecutions"]] == [own, other]
    assert [found["QueryExecutionId"] for found in owners["UnprocessedQueryExecutionIds"]] == [missing]


def test_named_queries_are_their_work_groups(
    athena: Athena, groups: tuple[str, str], member: tuple[str, Any]
) -> None:
    arn, client = member
    query = {"Name": groups[0], "Database": athena.database, "QueryString": "SELECT 1"}
    own = client.create_named_query(**query, WorkGroup=groups[0])["NamedQueryId"]
    other = athena.athena.create_named_query(**query, WorkGroup=groups[1])["NamedQueryId"]
    # its name is that of a work group; it would be made in primary
    refused(
        "AccessDeniedException",
        400,
        denied(arn, "CreateNamedQuery", "primary"),
        client.create_named_query,
        **query,
    )
    assert client.get_named_query(NamedQueryId=own)["NamedQuery"]["WorkGroup"] == groups[0]
    client.update_named_query(NamedQueryId=own, Name="renamed", QueryString="SELECT 2")
    message = denied(arn, "GetNamedQuery", groups[1])
    refused("AccessDeniedException", 400, message, client.get_named_query, NamedQueryId=other)
    message = denied(arn, "UpdateNamedQuery", groups[1])
    refused(
        "AccessDeniedException", 400, message, client.update_named_query,
        NamedQueryId=other, Name=groups[0], QueryString="SELECT 2",
    )  # fmt: skip
    message = denied(arn, "DeleteNamedQuery", groups[1])
    refused("AccessDeniedException", 400, message, client.delete_named_query, NamedQueryId=other)
    answer = client.batch_get_named_query(NamedQueryIds=[own, other])
    assert [found["Name"] for found in answer["NamedQueries"]] == ["renamed"]
    assert answer["UnprocessedNamedQueryIds"] == [
        {
            "NamedQueryId": other,
            "ErrorCode": "AccessDeniedException",
            "ErrorMessage": denied(arn, "BatchGetNamedQuery", groups[1]),
        }
    ]
    client.delete_named_query(NamedQueryId=own)


def test_prepared_statements_are_their_work_groups(
    athena: Athena, groups: tuple[str, str], member: tuple[str, Any]
) -> None:
    arn, client = member
    for group in groups:
        athena.athena.create_prepared_statement(
            StatementName="one", WorkGroup=group, QueryStatement="SELECT 1"
        )
    found = client.get_prepared_statement(StatementName="one", WorkGroup=groups[0])
    assert found["PreparedStatement"]["QueryStatement"] == "SELECT 1"
    for operation, call, arguments in (
        ("GetPreparedStatement", client.get_prepared_statement, {"StatementName": "one"}),
        (
            "BatchGetPreparedStatement",
            client.batch_get_prepared_statement,
            {"PreparedStatementNames": ["one"]},
        ),
        ("ListPreparedStatements", client.list_prepared_statements, {}),
        ("DeletePreparedStatement", client.delete_prepared_statement, {"StatementName": "one"}),
    ):
        message = denied(arn, operation, groups[1])
        refused("AccessDeniedException", 400, message, call, WorkGroup=groups[1], **arguments)
