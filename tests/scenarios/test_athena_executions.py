"""Executions and what surrounds them: stop, many at once, work groups, named queries, reuse, statistics, IAM."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.athena_world import OPENX, World, build

ENDLESS = (
    "SELECT count(*) FROM UNNEST(sequence(1, 50000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 50000)) AS b (y) "
    "CROSS JOIN UNNEST(sequence(1, 50000)) AS c (z) WHERE (x * y + z) % 7 = 3"
)


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    for number in range(5):
        made.put(f"t/{number}.json", {"id": number})
    made.ok(f"CREATE EXTERNAL TABLE t (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{made.data}/t/'")
    return made


def test_an_execution_is_described(world: World) -> None:
    done = world.ok(
        "SELECT id FROM t", QueryExecutionContext={"Catalog": "AwsDataCatalog", "Database": world.database}
    )
    assert done["Query"] == "SELECT id FROM t"
    assert (done["StatementType"], done["SubstatementType"], done["WorkGroup"]) == (
        "DML",
        "SELECT",
        "primary",
    )
    assert done["QueryExecutionContext"] == {"Catalog": "awsdatacatalog", "Database": world.database}
    assert done["EngineVersion"] == {
        "SelectedEngineVersion": "AUTO",
        "EffectiveEngineVersion": "Athena engine version 3",
    }
    assert done["Statistics"]["DataScannedInBytes"] == 5 * len('{"id": 0}')
    times = done["Statistics"]
    assert times["TotalExecutionTimeInMillis"] >= times["EngineExecutionTimeInMillis"]
    assert times["EngineExecutionTimeInMillis"] >= times["QueryPlanningTimeInMillis"]
    assert done["Status"]["CompletionDateTime"] >= done["Status"]["SubmissionDateTime"]
    runtime = world.athena.get_query_runtime_statistics(QueryExecutionId=done["QueryExecutionId"])
    assert runtime["QueryRuntimeStatistics"]["Rows"]["OutputRows"] == 5
    again = world.ok("SELECT id FROM t")
    assert again["Statistics"]["DataScannedInBytes"] == 45, "kept objects are billed, as AWS would"


def test_executions_are_listed_and_got_at_once(world: World) -> None:
    made = [world.run("SELECT 1")["QueryExecutionId"] for _ in range(3)]
    listed = world.athena.list_query_executions(MaxResults=2)
    assert listed["QueryExecutionIds"] == [made[2], made[1]]
    rest = world.athena.list_query_executions(MaxResults=1, NextToken=listed["NextToken"])
    assert rest["QueryExecutionIds"] == [made[0]]
    got = world.athena.batch_get_query_execution(QueryExecutionIds=[made[0], "nope"])
    assert [e["QueryExecutionId"] for e in got["QueryExecutions"]] == [made[0]]
    assert got["UnprocessedQueryExecutionIds"] == [
        {
            "QueryExecutionId": "nope",
            "ErrorCode": "QUERY_EXECUTION_NOT_FOUND",
            "ErrorMessage": "QueryExecution nope was not found",
        }
    ]


def test_eight_at_once_one_endless_one_on_a_dropped_table(world: World) -> None:
    world.ok(
        f"CREATE EXTERNAL TABLE gone (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{world.data}/t/'"
    )
    endless = world.start(ENDLESS)
    counts = [world.start("SELECT count(*) FROM t") for _ in range(5)]
    world.ok("DROP TABLE gone")
    dropped = world.start("SELECT count(*) FROM gone")
    wrong = world.start("SELECT 1/0")
    assert all(world.wait(execution)["Status"]["State"] == "SUCCEEDED" for execution in counts)
    assert world.wait(dropped)["Status"]["StateChangeReason"] == (
        f"TABLE_NOT_FOUND: line 1:22: Table 'awsdatacatalog.{world.database}.gone' does not exist"
    )
    assert world.wait(wrong)["Status"]["State"] == "FAILED"
    running = world.athena.get_query_execution(QueryExecutionId=endless)["QueryExecution"]
    assert running["Status"]["State"] == "RUNNING"
    with pytest.raises(ClientError) as caught:
        world.athena.get_query_results(QueryExecutionId=endless)
    assert caught.value.response["Error"]["Message"] == "Query has not yet finished. Current state: RUNNING"
    world.athena.stop_query_execution(QueryExecutionId=endless)
    stopped = world.wait(endless)["Status"]
    assert (stopped["State"], stopped["StateChangeReason"]) == ("CANCELLED", "Query cancelled by user")
    assert "AthenaError" not in stopped
    with pytest.raises(ClientError) as caught:
        world.athena.get_query_results(QueryExecutionId=endless)
    assert caught.value.response["AthenaErrorCode"] == "RESULT_NOT_FOUND"
    world.athena.stop_query_execution(QueryExecutionId=endless)
    assert world.rows("SELECT count(*) FROM t") == [["5"]]


def test_results_are_reused_by_age(world: World) -> None:
    reuse = {
        "ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 5}}
    }
    first = world.ok("SELECT sum(id) FROM t", **reuse)
    second = world.ok("SELECT sum(id) FROM t", **reuse)
    assert first["Statistics"]["ResultReuseInformation"] == {"ReusedPreviousResult": False}
    assert second["Statistics"]["ResultReuseInformation"] == {"ReusedPreviousResult": True}
    assert second["Statistics"]["DataScannedInBytes"] == 0
    assert second["ResultConfiguration"]["OutputLocation"] == first["ResultConfiguration"]["OutputLocation"]
    assert world.rows("SELECT sum(id) FROM t", **reuse) == [["10"]]


def test_work_groups(world: World) -> None:
    athena: Any = world.athena
    name = f"wg-{world.database}"
    athena.create_work_group(
        Name=name,
        Configuration={
            "ResultConfiguration": {"OutputLocation": f"s3://{world.results}/group/"},
            "EnforceWorkGroupConfiguration": True,
            "BytesScannedCutoffPerQuery": 10_000_000,
        },
        Tags=[{"Key": "course", "Value": "aws"}],
    )
    assert {"primary", name} <= {g["Name"] for g in athena.list_work_groups()["WorkGroups"]}
    assert athena.get_work_group(WorkGroup="primary")["WorkGroup"]["Configuration"][
        "EnforceWorkGroupConfiguration"
    ] is False  # fmt: skip
    done = world.ok("SELECT 1", WorkGroup=name)
    assert done["ResultConfiguration"]["OutputLocation"].startswith(f"s3://{world.results}/group/")
    world.put("big/a.json", json.dumps({"id": 1, "pad": "x" * 10_000_001}))
    world.ok(
        f"CREATE EXTERNAL TABLE big (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{world.data}/big/'"
    )
    reason, _ = world.reason("SELECT count(*) FROM big", WorkGroup=name)
    assert (
        reason
        == "EXCEEDED_BYTES_SCANNED_LIMIT: Bytes scanned limit was exceeded: the limit is 10000000 bytes"
    )
    arn = f"arn:aws:athena:us-east-1:000000000000:workgroup/{name}"
    assert athena.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "course", "Value": "aws"}]
    athena.update_work_group(WorkGroup=name, State="DISABLED")
    assert world.refusal("SELECT 1", WorkGroup=name) == ("INVALID_INPUT", "WorkGroup is disabled.")
    with pytest.raises(ClientError, match="is not empty"):
        athena.delete_work_group(WorkGroup=name)
    athena.delete_work_group(WorkGroup=name, RecursiveDeleteOption=True)


def test_named_queries_and_prepared_statements(world: World) -> None:
    athena: Any = world.athena
    made = athena.create_named_query(Name="n", Database=world.database, QueryString="SELECT 1")[
        "NamedQueryId"
    ]
    assert athena.get_named_query(NamedQueryId=made)["NamedQuery"]["QueryString"] == "SELECT 1"
    assert made in athena.list_named_queries()["NamedQueryIds"]
    athena.delete_named_query(NamedQueryId=made)
    assert (
        athena.batch_get_named_query(NamedQueryIds=[made])["UnprocessedNamedQueryIds"][0]["NamedQueryId"]
        == made
    )
    statement = {"StatementName": "s1", "WorkGroup": "primary"}
    athena.create_prepared_statement(**statement, QueryStatement="SELECT count(*) FROM t WHERE id > ?")
    assert world.rows("EXECUTE s1 USING 2") == [["2"]]
    athena.delete_prepared_statement(**statement)
    with pytest.raises(ClientError) as caught:
        athena.get_prepared_statement(**statement)
    assert caught.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "PreparedStatement s1 was not found in workGroup primary",
    }


def user(world: World, name: str, statements: list[dict[str, Any]]) -> World:
    """The same world in the eyes of a user with a policy."""
    iam = world.lab.client("iam")
    iam.create_user(UserName=name)
    iam.put_user_policy(
        UserName=name,
        PolicyName="p",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}),
    )
    key = iam.create_access_key(UserName=name)["AccessKey"]
    athena = world.lab.client("athena", key["AccessKeyId"], key["SecretAccessKey"])
    return World(world.lab, athena, world.s3, world.glue, world.database, world.data, world.results)


def allow(*actions: str, on: str | list[str] = "*") -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": on}


def test_the_permissions_of_the_caller_decide(world: World) -> None:
    arn = "arn:aws:s3:::"
    results = allow(
        "s3:PutObject",
        "s3:GetObject",
        "s3:GetBucketLocation",
        on=[f"{arn}{world.results}", f"{arn}{world.results}/*"],
    )
    name = f"u-{world.database}"
    blind = user(world, f"{name}-1", [allow("athena:*"), results])
    reason = blind.run("SELECT count(*) FROM t")["Status"]["StateChangeReason"]
    assert reason.startswith("PERMISSION_DENIED: Insufficient permissions to execute the query. User: ")
    assert "is not authorized to perform: glue:GetTable on resource: " in reason
    listing = user(world, f"{name}-2", [allow("athena:*", "glue:Get*"), results])
    assert listing.run("SELECT count(*) FROM t")["Status"]["StateChangeReason"] == (
        f"Permission denied on S3 path: s3://{world.data}/t/"
    )
    some = [
        allow("athena:*", "glue:Get*"),
        results,
        allow("s3:ListBucket"),
        allow("s3:GetObject", on=f"{arn}{world.data}/t/0*"),
    ]
    assert user(world, f"{name}-3", some).run("SELECT count(*) FROM t")["Status"]["StateChangeReason"] == (
        f"Permission denied on S3 path: s3://{world.data}/t/1.json"
    )
    reader = user(
        world,
        f"{name}-4",
        [
            allow("athena:*", "glue:Get*"),
            results,
            allow("s3:ListBucket"),
            allow("s3:GetObject", on=f"{arn}{world.data}/*"),
        ],
    )
    assert reader.rows("SELECT count(*) FROM t") == [["5"]]
    only = {**allow("s3:ListBucket"), "Condition": {"StringLike": {"s3:prefix": "t/*"}}}
    narrow = [allow("athena:*", "glue:Get*"), results, only, allow("s3:GetObject", on=f"{arn}{world.data}/*")]
    assert user(world, f"{name}-6", narrow).rows("SELECT count(*) FROM t") == [["5"]]
    status = reader.run("DROP TABLE t")["Status"]
    assert "is not authorized to perform: glue:DeleteTable" in status["StateChangeReason"]
    mute = user(
        world,
        f"{name}-5",
        [allow("athena:*", "glue:Get*", "s3:List*", "s3:GetObject", "s3:GetBucketLocation")],
    )
    reason = mute.run("SELECT count(*) FROM t")["Status"]["StateChangeReason"]
    assert reason.startswith(f"Access denied when writing output to url: {world.output}")
    assert reason.endswith(
        "Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with KMS key, "
        "please ensure you are allowed to access your KMS key"
    )
