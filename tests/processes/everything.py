"""One of everything that a lab may hold, and a look at all of it: what a reset empties, and a state keeps."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

CODE = "def handler(event, context):\n    return {'doubled': event.get('n', 0) * 2}\n"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
DENY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"},
    ],
}
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:function"
LARGE = bytes(range(256)) * 4096  # a mebibyte
PART = b"p" * 5 * 1024 * 1024


class Account:
    """Clients for an endpoint."""

    def __init__(self, endpoint: str, key: str = "test", secret: str = "test") -> None:
        self._endpoint, self._key, self._secret = endpoint, key, secret
        self._session = boto3.session.Session()
        self._made: dict[str, Any] = {}

    def __getattr__(self, service: str) -> Any:
        name = {"lambda_": "lambda"}.get(service, service)
        if name not in self._made:
            self._made[name] = self._session.client(
                name,
                endpoint_url=self._endpoint,
                region_name="us-east-1",
                aws_access_key_id=self._key,
                aws_secret_access_key=self._secret,
                config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, read_timeout=60),
            )
        return self._made[name]


def until(look: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Look again until there is something to see."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return seen


def make(aws: Account) -> dict[str, str]:
    """Make one of everything; returns the secrets that AWS shows once only."""
    role = aws.iam.create_role(RoleName="role", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    aws.iam.create_user(UserName="ann")
    aws.iam.put_user_policy(UserName="ann", PolicyName="deny", PolicyDocument=json.dumps(DENY))
    key = aws.iam.create_access_key(UserName="ann")["AccessKey"]
    _objects(aws)
    _tables(aws)
    _function(aws, role)
    aws.events.create_event_bus(Name="bus")
    aws.events.put_rule(Name="rule", ScheduleExpression="rate(1 minute)", Description="every minute")
    aws.events.put_targets(Rule="rule", Targets=[{"Id": "1", "Arn": FUNCTION, "Input": '{"n": 1}'}])
    aws.lambda_.add_permission(
        FunctionName="function",
        StatementId="s",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
    )
    aws.logs.create_log_group(logGroupName="group")
    aws.logs.create_log_stream(logGroupName="group", logStreamName="stream")
    aws.logs.put_log_events(
        logGroupName="group",
        logStreamName="stream",
        logEvents=[{"timestamp": int(time.time() * 1000), "message": "a line"}],
    )
    queue = aws.sqs.create_queue(QueueName="queue")["QueueUrl"]
    aws.sqs.send_message(QueueUrl=queue, MessageBody="a message")
    topic = aws.sns.create_topic(Name="topic")["TopicArn"]
    aws.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:000000000000:queue")
    aws.ssm.put_parameter(Name="parameter", Value="value", Type="String")
    aws.secretsmanager.create_secret(Name="secret", SecretString="hush")
    _query(aws)
    return {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


def _objects(aws: Account) -> None:
    s3 = aws.s3
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="tweets/1.json", Body=b'{"id": 1, "text": "one"}\n')
    s3.put_object(Bucket="bucket", Key="large", Body=LARGE, Metadata={"a": "b"})
    s3.put_object(Bucket="bucket", Key="empty", Body=b"")
    s3.put_object(Bucket="bucket", Key="over", Body=b"first")
    s3.put_object(Bucket="bucket", Key="over", Body=b"second, and longer")
    s3.put_object_tagging(Bucket="bucket", Key="large", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    s3.create_bucket(Bucket="versioned")
    s3.put_bucket_versioning(Bucket="versioned", VersioningConfiguration={"Status": "Enabled"})
    for text in (b"one", b"two"):
        s3.put_object(Bucket="versioned", Key="key", Body=text)
    s3.put_object(Bucket="versioned", Key="gone", Body=b"was here")
    s3.delete_object(Bucket="versioned", Key="gone")
    upload = s3.create_multipart_upload(Bucket="bucket", Key="parts")["UploadId"]
    s3.upload_part(Bucket="bucket", Key="parts", UploadId=upload, PartNumber=1, Body=PART)


def _tables(aws: Account) -> None:
    aws.dynamodb.create_table(
        TableName="table",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "inverted",
                "KeySchema": [
                    {"AttributeName": "sk", "KeyType": "HASH"},
                    {"AttributeName": "pk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for n in range(20):
        item = {"pk": {"S": f"GAME#{n % 3}"}, "sk": {"S": f"USER#{n:02}"}, "n": {"N": str(n)}}
        aws.dynamodb.put_item(TableName="table", Item=item)
    aws.glue.create_database(DatabaseInput={"Name": "db"})
    aws.glue.create_table(
        DatabaseName="db",
        TableInput={
            "Name": "tweets",
            "StorageDescriptor": {
                "Columns": [{"Name": "id", "Type": "int"}, {"Name": "text", "Type": "string"}],
                "Location": "s3://bucket/tweets/",
                "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
                "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
            },
        },
    )


def _function(aws: Account, role: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("module.py", CODE)
    aws.lambda_.create_function(
        FunctionName="function",
        Runtime="python3.12",
        Role=role,
        Handler="module.handler",
        Code={"ZipFile": archive.getvalue()},
        Publish=True,
    )
    until(lambda: aws.lambda_.get_function_configuration(FunctionName="function")["State"] == "Active")
    aws.lambda_.create_alias(FunctionName="function", Name="live", FunctionVersion="1")
    assert double(aws) == {"doubled": 42}


def double(aws: Account, qualifier: str = "$LATEST") -> Any:
    """What the function answers."""
    answer = aws.lambda_.invoke(FunctionName="function", Payload=b'{"n": 21}', Qualifier=qualifier)
    return json.loads(answer["Payload"].read())


def _query(aws: Account) -> None:
    aws.athena.create_work_group(
        Name="group", Configuration={"ResultConfiguration": {"OutputLocation": "s3://bucket/results/"}}
    )
    aws.athena.create_named_query(Name="named", Database="db", QueryString="SELECT 1", WorkGroup="group")
    done = aws.athena.start_query_execution(QueryString="SELECT * FROM db.tweets", WorkGroup="group")
    until(lambda: _state(aws, done["QueryExecutionId"]) == "SUCCEEDED")


def _state(aws: Account, execution: str) -> str:
    found = aws.athena.get_query_execution(QueryExecutionId=execution)["QueryExecution"]
    state: str = found["Status"]["State"]
    assert state != "FAILED", found
    return state


def look(aws: Account) -> dict[str, Any]:
    """All that there is, without what changes by itself."""
    return {
        "s3": {bucket["Name"]: _bucket(aws, bucket["Name"]) for bucket in aws.s3.list_buckets()["Buckets"]},
        "dynamodb": {name: _table(aws, name) for name in aws.dynamodb.list_tables()["TableNames"]},
        "glue": {
            database["Name"]: [
                (table["Name"], table["StorageDescriptor"]["Location"], table["VersionId"])
                for table in aws.glue.get_tables(DatabaseName=database["Name"])["TableList"]
            ]
            for database in aws.glue.get_databases()["DatabaseList"]
        },
        "athena": {
            group["Name"]: _work_group(aws, group["Name"])
            for group in aws.athena.list_work_groups()["WorkGroups"]
        },
        "iam": [
            [(role["RoleName"], role["Arn"], role["RoleId"]) for role in aws.iam.list_roles()["Roles"]],
            [(user["UserName"], user["UserId"]) for user in aws.iam.list_users()["Users"]],
        ],
        "lambda": [
            [
                function["FunctionName"],
                function["CodeSha256"],
                function.get("State", ""),
            ]
            for function in aws.lambda_.list_functions()["Functions"]
        ],
        "events": [
            sorted(bus["Name"] for bus in aws.events.list_event_buses()["EventBuses"]),
            [
                (
                    rule["Name"],
                    rule["ScheduleExpression"],
                    rule["State"],
                    aws.events.list_targets_by_rule(Rule=rule["Name"])["Targets"],
                )
                for rule in aws.events.list_rules()["Rules"]
            ],
        ],
        "scheduler": [schedule["Name"] for schedule in aws.scheduler.list_schedules()["Schedules"]],
        "logs": [
            [
                event["message"]
                for event in aws.logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
            ]
            for group in aws.logs.describe_log_groups(logGroupNamePrefix="group")["logGroups"]
        ],
        "sqs": [
            (
                url.rpartition("/")[2],
                aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])[
                    "Attributes"
                ],
            )
            for url in aws.sqs.list_queues().get("QueueUrls", [])
        ],
        "sns": [
            [topic["TopicArn"] for topic in aws.sns.list_topics()["Topics"]],
            [subscription["Endpoint"] for subscription in aws.sns.list_subscriptions()["Subscriptions"]],
        ],
        "ssm": [parameter["Name"] for parameter in aws.ssm.describe_parameters()["Parameters"]],
        "secretsmanager": [secret["Name"] for secret in aws.secretsmanager.list_secrets()["SecretList"]],
    }


def _bucket(aws: Account, name: str) -> dict[str, Any]:
    versions = aws.s3.list_object_versions(Bucket=name)
    uploads = aws.s3.list_multipart_uploads(Bucket=name).get("Uploads", [])
    bodies = {}
    for found in versions.get("Versions", []):
        version = {} if found["VersionId"] == "null" else {"VersionId": found["VersionId"]}
        answer = aws.s3.get_object(Bucket=name, Key=found["Key"], **version)
        bodies[found["Key"], found["VersionId"]] = (
            answer["Body"].read(),
            answer["ETag"],
            answer["Metadata"],
            found["IsLatest"],
        )
    return {
        "versions": bodies,
        "markers": [(marker["Key"], marker["VersionId"]) for marker in versions.get("DeleteMarkers", [])],
        "uploads": [
            [
                (part["PartNumber"], part["ETag"])
                for part in aws.s3.list_parts(Bucket=name, Key=upload["Key"], UploadId=upload["UploadId"])[
                    "Parts"
                ]
            ]
            for upload in uploads
        ],
        "tags": [
            aws.s3.get_object_tagging(Bucket=name, Key=key)["TagSet"] for key, _ in bodies if key == "large"
        ],
    }


def _table(aws: Account, name: str) -> list[Any]:
    items = aws.dynamodb.scan(TableName=name)["Items"]
    indexed = aws.dynamodb.query(
        TableName=name,
        IndexName="inverted",
        KeyConditionExpression="sk = :s",
        ExpressionAttributeValues={":s": {"S": "USER#07"}},
    )["Items"]
    return [items, indexed, aws.dynamodb.describe_table(TableName=name)["Table"]["TableId"]]


def _work_group(aws: Account, name: str) -> dict[str, Any]:
    executions = aws.athena.list_query_executions(WorkGroup=name)["QueryExecutionIds"]
    named = aws.athena.list_named_queries(WorkGroup=name)["NamedQueryIds"]
    return {
        "named": [aws.athena.get_named_query(NamedQueryId=id_)["NamedQuery"]["Name"] for id_ in named],
        "executions": [
            (
                id_,
                aws.athena.get_query_execution(QueryExecutionId=id_)["QueryExecution"]["Status"]["State"],
                aws.athena.get_query_results(QueryExecutionId=id_)["ResultSet"]["Rows"],
            )
            for id_ in executions
        ],
    }
