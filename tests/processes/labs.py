"""Both labs, whoever made them: what there has to be, and that it works. Names follow from a prefix."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults
from mock_tweet_server.server import TweetServer
from nuage.clock import LabClock
from tests.conftest import Lab

ACCOUNT = "000000000000"
ROOT = Path(__file__).parents[2]
# nothing runs by itself while a test looks; `fire` runs the rule
RATE = "rate(7 days)"
# questions that Athena is asked by name; the statement that creates the table is none
QUESTIONS = {path.stem for path in (ROOT / "queries" / "athena").glob("*.sql")} - {"00_create_table"}


@contextmanager
def tweets() -> Iterator[str]:
    """A tweet server; its address."""
    with TweetServer(create_app(LabClock(60.0, time.time()), 42, Faults()), "127.0.0.1", 0) as server:
        yield server.url


class Tweets:
    """The first lab, made by somebody else than bootstrap."""

    def __init__(self, lab: Lab, prefix: str, questions: set[str] = QUESTIONS) -> None:
        self.lab = lab
        self.questions = questions
        self.bucket, self.results = f"{prefix}tweets-{ACCOUNT}", f"{prefix}tweets-results-{ACCOUNT}"
        self.function, self.role = f"{prefix}store-tweet", f"{prefix}store-tweet-role"
        self.rule, self.group = f"{prefix}every-minute", f"{prefix}tweets"
        self.database = f"{prefix}tweets".replace("-", "_")
        self.log_group = f"/aws/lambda/{self.function}"

    def invoke(self) -> dict[str, Any]:
        """Invoke the function as `nuage fire` has it invoked: by EventBridge; here the answer is seen."""
        answer = self.lab.client("lambda").invoke(FunctionName=self.function)
        document: dict[str, Any] = json.loads(answer["Payload"].read())
        return document

    def fire(self) -> None:
        """Run the rule now, as `nuage fire` does, and wait for the object that comes of it."""
        before = len(self.keys())
        request = urllib.request.Request(f"{self.lab.endpoint}/_nuage/rules/{self.rule}/fire", method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            targets = json.load(answer)["targets"]
        assert [target["id"] for target in targets] == [self.function]
        assert not any(target.get("error") for target in targets), targets
        eventually(lambda: len(self.keys()) > before, "an object of the fired rule")

    def keys(self) -> list[str]:
        found = self.lab.client("s3").list_objects_v2(Bucket=self.bucket)
        return [item["Key"] for item in found.get("Contents", [])]

    def ask(self, question: str) -> tuple[list[list[str]], int]:
        """Run a named query of the work group; its rows, and the bytes that it scanned."""
        athena = self.lab.client("athena")
        ids = athena.list_named_queries(WorkGroup=self.group)["NamedQueryIds"]
        queries = athena.batch_get_named_query(NamedQueryIds=ids)["NamedQueries"]
        assert {query["Name"] for query in queries} == self.questions
        query = next(query for query in queries if query["Name"] == question)
        execution = athena.start_query_execution(QueryString=query["QueryString"], WorkGroup=self.group)
        described: dict[str, Any] = {}

        def ended() -> bool:
            described.update(athena.get_query_execution(**execution_of(execution))["QueryExecution"])
            return described["Status"]["State"] not in ("QUEUED", "RUNNING")

        eventually(ended, "the query to end")
        assert described["Status"]["State"] == "SUCCEEDED", described["Status"]
        assert described["ResultConfiguration"]["OutputLocation"].startswith(f"s3://{self.results}/")
        rows = athena.get_query_results(**execution_of(execution))["ResultSet"]["Rows"]
        shown = [[cell.get("VarCharValue", "") for cell in row["Data"]] for row in rows[1:]]
        return shown, described["Statistics"]["DataScannedInBytes"]

    def works(self) -> None:
        """The function stores tweets, by hand and by the rule, writes its log, and Athena counts them."""
        stored = self.invoke()
        assert stored["bucket"] == self.bucket, stored
        self.fire()
        keys = self.keys()
        assert stored["key"] in keys
        s3 = self.lab.client("s3")
        sizes = sum(s3.head_object(Bucket=self.bucket, Key=key)["ContentLength"] for key in keys)
        (row,), scanned = self.ask("count_well_formed")
        assert int(row[0]) == len(keys)
        assert scanned == sizes
        # the last lines of a log come after the answer; a log group that is deleted before them is made anew
        requests = {key.removesuffix(".json").partition("-")[2] for key in keys}
        eventually(lambda: requests <= self.reported(), "the log of every invocation")

    def reported(self) -> set[str]:
        """The requests whose last line is in the log."""
        pages = self.lab.client("logs").get_paginator("filter_log_events")
        lines = [
            event["message"]
            for page in pages.paginate(logGroupName=self.log_group)
            for event in page["events"]
        ]
        assert any(line.startswith("Stored s3://") for line in lines)
        return {line.split()[2] for line in lines if line.startswith("REPORT RequestId: ")}

    def remains(self) -> list[str]:
        """What is still there of it."""
        client = self.lab.client
        looks: dict[str, Callable[[], Any]] = {
            self.bucket: lambda: client("s3").head_bucket(Bucket=self.bucket),
            self.results: lambda: client("s3").head_bucket(Bucket=self.results),
            self.role: lambda: client("iam").get_role(RoleName=self.role),
            self.function: lambda: client("lambda").get_function(FunctionName=self.function),
            self.rule: lambda: client("events").describe_rule(Name=self.rule),
            self.group: lambda: client("athena").get_work_group(WorkGroup=self.group),
            self.database: lambda: client("glue").get_database(Name=self.database),
        }
        groups = client("logs").describe_log_groups(logGroupNamePrefix=self.log_group)["logGroups"]
        return [name for name, look in looks.items() if is_there(look)] + [g["logGroupName"] for g in groups]


class Game:
    """The second lab, made by somebody else than bootstrap."""

    def __init__(self, lab: Lab, prefix: str) -> None:
        self.lab = lab
        self.bucket, self.table = f"{prefix}objects-{ACCOUNT}", f"{prefix}battle-royale"
        self.dynamodb, self.s3 = lab.client("dynamodb"), lab.client("s3")

    def versioning(self) -> str | None:
        status: str | None = self.s3.get_bucket_versioning(Bucket=self.bucket).get("Status")
        return status

    def description(self) -> dict[str, Any]:
        found: dict[str, Any] = self.dynamodb.describe_table(TableName=self.table)["Table"]
        return found

    def indexes(self) -> set[str]:
        return {index["IndexName"] for index in self.description().get("GlobalSecondaryIndexes", [])}

    def games_of(self, player: str) -> list[str]:
        """Through InvertedIndex."""
        found = self.dynamodb.query(
            TableName=self.table,
            IndexName="InvertedIndex",
            KeyConditionExpression="SK = :player",
            ExpressionAttributeValues={":player": {"S": f"USER#{player}"}},
        )
        return [item["PK"]["S"] for item in found["Items"]]

    def open_games_on(self, place: str) -> list[str]:
        """Through OpenGamesIndex."""
        found = self.dynamodb.query(
            TableName=self.table,
            IndexName="OpenGamesIndex",
            KeyConditionExpression="#map = :map",
            ExpressionAttributeNames={"#map": "map"},
            ExpressionAttributeValues={":map": {"S": place}},
        )
        return [item["PK"]["S"] for item in found["Items"]]

    def works(self) -> None:
        """Both indexes answer, a scan costs what it must, and an object keeps its versions."""
        assert self.games_of("johnsonscott") == ["GAME#c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"]
        assert self.open_games_on("Green Grasslands") == ["GAME#5b0a8a4e-0000-4000-8000-000000000001"]
        scanned = self.dynamodb.scan(TableName=self.table, Select="COUNT", ReturnConsumedCapacity="TOTAL")
        # below 4 KB, eventually consistent: half a unit
        assert (scanned["Count"], scanned["ConsumedCapacity"]["CapacityUnits"]) == (4, 0.5)
        for body in (b"1", b"2"):
            self.s3.put_object(Bucket=self.bucket, Key="hello.txt", Body=body)
        versions = self.s3.list_object_versions(Bucket=self.bucket, Prefix="hello.txt")["Versions"]
        assert len(versions) == 2

    def remains(self) -> list[str]:
        looks: dict[str, Callable[[], Any]] = {
            self.bucket: lambda: self.s3.head_bucket(Bucket=self.bucket),
            self.table: self.description,
        }
        return [name for name, look in looks.items() if is_there(look)]


def execution_of(started: dict[str, Any]) -> dict[str, str]:
    return {"QueryExecutionId": started["QueryExecutionId"]}


def is_there(look: Callable[[], Any]) -> bool:
    """Whether a look finds something; any refusal but "not there" is raised."""
    try:
        look()
    except ClientError as error:
        words = ("404", "NoSuch", "NotFound", "not found", "NonExistent")
        if any(word in str(error) for word in words):
            return False
        raise
    return True


def eventually(happened: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Look until something has happened."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"we waited in vain for {what}"
        time.sleep(0.05)
