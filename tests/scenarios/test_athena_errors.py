"""Wrong SQL, and other wrong requests: Athena's codes and texts, at the moment at which Athena gives them."""

from __future__ import annotations

import json
import urllib.request
from urllib.error import HTTPError

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.athena_world import OPENX, World, build


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    made.put("t/a.json", {"id": 1, "text": "x", "tags": ["a"]})
    made.ok(
        f"CREATE EXTERNAL TABLE t (id int, text string, tags array<string>) ROW FORMAT SERDE '{OPENX}' "
        f"LOCATION 's3://{made.data}/t/'"
    )
    return made


AT_START = [
    ("SELEC 1", "line 1:1: mismatched input 'SELEC'. Expecting: "),
    ("SELECT * FRM t", "line 1:"),
    ("SELECT * FROM", "line 1:"),
    ("SELECT id FROM t LIMIT 1 OFFSET 1", "line 1:26: mismatched input 'OFFSET'. Expecting: <EOF>"),
    ("SELECT json_value(text, '$.a') FROM t", "line 1:18: missing {'lax', 'strict'} at '$'"),
    ("SELECT FROM t", "Queries of this type are not supported"),
    ("SELECT 1; SELECT 2", "Only one sql statement is allowed. Got: SELECT 1; SELECT 2"),
    ("GRANT ALL ON t TO x", "Queries of this type are not supported"),
    ("CREATE TABLE x (id int) LOCATION 's3://b/x/'", "External keyword required for table type HIVE"),
    (
        "CREATE EXTERNAL TABLE x (id int)",
        "No location was specified for table. An S3 location must be specified",
    ),
    ("CREATE EXTERNAL TABLE \"x\" (id int) LOCATION 's3://b/x/'", "line 1:"),
    ("CREATE EXTERNAL TABLE x (id nope) LOCATION 's3://b/x/'", ""),
]


@pytest.mark.parametrize(("sql", "text"), AT_START, ids=[sql for sql, _ in AT_START])
def test_refused_at_start(world: World, sql: str, text: str) -> None:
    before = len(world.athena.list_query_executions()["QueryExecutionIds"])
    code, message = world.refusal(sql)
    assert code == "MALFORMED_QUERY"
    assert message.startswith(text)
    assert len(world.athena.list_query_executions()["QueryExecutionIds"]) == before


FAILED = [
    (
        "SELECT nope FROM t",
        "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized to access "
        "requested resources",
        1006,
    ),
    ("SELECT * FROM {db}.nope", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.{db}.nope' does not exist", 1301),
    ("SELECT * FROM nodb.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist", 1301),
    ("SELECT * FROM x.nodb.t", "CATALOG_NOT_FOUND: line 1:15: Catalog 'x' does not exist", 1006),
    ("SELECT nofunc(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'nofunc' not registered", 1303),
    ("SELECT 1/0", "DIVISION_BY_ZERO: Division by zero", 1001),
    ("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT", 1100),
    ("SELECT id = 'x' FROM t", "TYPE_MISMATCH: line 1:11: Cannot apply operator: integer = varchar(1)", 1002),
    ("SELECT tags[2] FROM t", "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array "
     "length: 2 > 1", 1106),
    ("SELECT id FROM t WHERE text NOT LIKE '%y' AND id / 0 = 1", "DIVISION_BY_ZERO: Division by zero", 1001),
    ("VACUUM t", "NOT_SUPPORTED: Iceberg tables are not supported by this lab: VACUUM needs one", 1200),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "reason", "kind"), FAILED, ids=[sql for sql, _, _ in FAILED])
def test_failed(world: World, sql: str, reason: str, kind: int) -> None:
    assert world.reason(sql.replace("{db}", world.database)) == (reason.replace("{db}", world.database), kind)


def test_what_hive_cannot_read_is_of_category_1(world: World) -> None:
    error = world.run("DESCRIBE /* c */ t")["Status"]["AthenaError"]
    assert (error["ErrorCategory"], error["ErrorType"]) == (1, 1003)
    assert error["ErrorMessage"] == (
        "FAILED: ParseException line 1:0 cannot recognize input near 'DESCRIBE' '/' '*' in describe statement"
    )


def test_results_of_what_failed(world: World) -> None:
    def refused(execution: str) -> tuple[str, str]:
        with pytest.raises(ClientError) as caught:
            world.athena.get_query_results(QueryExecutionId=execution)
        return caught.value.response["AthenaErrorCode"], caught.value.response["Error"]["Message"]

    failed = world.run("SELECT 1/0")
    assert refused(failed["QueryExecutionId"]) == (
        "INVALID_QUERY_EXECUTION_STATE",
        "Query did not finish successfully. Final query state: FAILED",
    )
    assert world.keys(world.results, f"out/{failed['QueryExecutionId']}") == []
    ddl = world.run("DROP TABLE nope")
    answer = world.athena.get_query_results(QueryExecutionId=ddl["QueryExecutionId"])
    assert answer["ResultSet"] == {"Rows": []}
    assert (
        world.body(ddl["ResultConfiguration"]["OutputLocation"]).decode()
        == ddl["Status"]["StateChangeReason"]
    )
    assert refused("no-such-id") == (
        "QUERY_EXECUTION_NOT_FOUND",
        "QueryExecution no-such-id was not found",
    )


def test_output_locations(world: World) -> None:
    assert world.refusal("SELECT 1", ResultConfiguration={}) == (
        "INVALID_INPUT",
        "No output location provided. An output location is required either through the Workgroup result "
        "configuration setting or as an API input.",
    )
    assert world.refusal("SELECT 1", ResultConfiguration={"OutputLocation": "results"}) == (
        "INVALID_INPUT",
        "outputLocation is not a valid S3 path.",
    )
    assert world.refusal("SELECT 1", ResultConfiguration={"OutputLocation": "s3://no-such-bucket-1/x/"}) == (
        "INVALID_INPUT",
        "Unable to verify/create output bucket no-such-bucket-1",
    )
    assert world.refusal("SELECT 1", WorkGroup="nope") == ("INVALID_INPUT", "WorkGroup is not found.")


def test_describe_of_a_missing_table_is_refused_at_start(world: World) -> None:
    code, message = world.refusal("DESCRIBE nope")
    assert code == "INVALID_INPUT"
    assert message.startswith(
        "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; "
    )


def test_a_token_stands_for_one_query(world: World) -> None:
    token = "t" * 32
    first = world.start("SELECT 1", ClientRequestToken=token)
    assert world.start("SELECT 1", ClientRequestToken=token) == first
    assert world.refusal("SELECT 2", ClientRequestToken=token) == (
        "IDEMPOTENT_PARAMETER_MISMATCH",
        "Idempotent parameters do not match",
    )


def test_errors_on_the_wire(world: World) -> None:
    request = urllib.request.Request(
        world.lab.endpoint,
        data=json.dumps({"QueryString": "SELEC"}).encode(),
        headers={
            "X-Amz-Target": "AmazonAthena.StartQueryExecution",
            "Content-Type": "application/x-amz-json-1.1",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/athena/aws4_request, "
            "SignedHeaders=host, Signature=0",
        },
    )
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(request)
    with caught.value as answer:
        assert answer.code == 400
        assert answer.headers.get("x-amzn-errortype") is None
        assert answer.headers["Content-Type"] == "application/x-amz-json-1.1"
        assert json.load(answer) == {
            "__type": "InvalidRequestException",
            "AthenaErrorCode": "INVALID_INPUT",
            "ErrorCode": "INVALID_INPUT",
            "Message": "clientRequestToken is null or empty",
        }


def test_what_is_missing_answers_501_with_its_name(world: World) -> None:
    with pytest.raises(ClientError) as caught:
        world.athena.list_notebook_metadata(WorkGroup="primary")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "ListNotebookMetadata" in caught.value.response["Error"]["Message"]


MALFORMED = {
    "cut.json": '{"id": 1, "text": "x',
    "text.json": "hello",
    "blank.json": "  \n",
    "two.json": '{"id": 2}{"id": 3}',
    "pretty.json": '{\n "id": 4\n}',
    "array.json": '[5, "five"]',
    "hidden/_skip.json": '{"id": 6}',
    "empty.json": "",
}


def test_malformed_objects(world: World) -> None:
    for key, body in MALFORMED.items():
        world.put(f"m/{key}", body)
    for name, value in (("lenient", "true"), ("strict", "false")):
        world.ok(
            f"CREATE EXTERNAL TABLE {name} (id int, text string) ROW FORMAT SERDE '{OPENX}' "
            f"WITH SERDEPROPERTIES ('ignore.malformed.json' = '{value}') LOCATION 's3://{world.data}/m/'"
        )
    assert world.rows("SELECT count(*), count(id), sum(id) FROM lenient") == [["8", "2", "7"]]
    reason, _ = world.reason("SELECT id FROM strict")
    assert reason.startswith("HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: ")


def test_a_type_mismatch_fails_even_where_malformed_lines_are_ignored(world: World) -> None:
    world.put("bad/a.json", {"id": 0.54})
    world.ok(
        f"CREATE EXTERNAL TABLE bad (id int) ROW FORMAT SERDE '{OPENX}' "
        f"WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true') LOCATION 's3://{world.data}/bad/'"
    )
    assert world.reason("SELECT id FROM bad") == (
        "HIVE_BAD_DATA: Error parsing field value '0.54' for field 0: For input string: \"0.54\"",
        1100,
    )
    assert world.rows("SELECT count(*) FROM bad") == [["1"]]
