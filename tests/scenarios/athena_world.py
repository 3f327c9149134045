"""Queries through boto3, as the scenarios of Athena need them."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

OPENX = "org.openx.data.jsonserde.JsonSerDe"
FINAL = ("SUCCEEDED", "FAILED", "CANCELLED")


@dataclass
class World:
    """A database, a bucket of data and one of results."""

    lab: Lab
    athena: Any
    s3: Any
    glue: Any
    database: str
    data: str
    results: str

    @property
    def output(self) -> str:
        return f"s3://{self.results}/out/"

    def put(self, key: str, body: Any) -> None:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        self.s3.put_object(Bucket=self.data, Key=key, Body=text)

    def start(self, sql: str, **more: Any) -> str:
        more.setdefault("ResultConfiguration", {"OutputLocation": self.output})
        more.setdefault("QueryExecutionContext", {"Database": self.database})
        found: str = self.athena.start_query_execution(QueryString=sql, **more)["QueryExecutionId"]
        return found

    def wait(self, execution: str, seconds: float = 60) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while True:
            found: dict[str, Any] = self.athena.get_query_execution(QueryExecutionId=execution)
            described: dict[str, Any] = found["QueryExecution"]
            if described["Status"]["State"] in FINAL:
                return described
            assert time.monotonic() < deadline, described
            time.sleep(0.005)

    def run(self, sql: str, **more: Any) -> dict[str, Any]:
        return self.wait(self.start(sql, **more))

    def ok(self, sql: str, **more: Any) -> dict[str, Any]:
        described = self.run(sql, **more)
        assert described["Status"]["State"] == "SUCCEEDED", described["Status"]
        return described

    def rows(self, sql: str, **more: Any) -> list[list[str | None]]:
        """All rows, without the header of a SELECT."""
        described = self.ok(sql, **more)
        pages = self.athena.get_paginator("get_query_results").paginate(
            QueryExecutionId=described["QueryExecutionId"]
        )
        found = [
            [d.get("VarCharValue") for d in row["Data"]] for p in pages for row in p["ResultSet"]["Rows"]
        ]
        return found[1:] if described["SubstatementType"] in ("SELECT", "EXECUTE") else found

    def reason(self, sql: str, **more: Any) -> tuple[str, int]:
        """Why a query failed: the text and the ErrorType."""
        status = self.run(sql, **more)["Status"]
        assert status["State"] == "FAILED", status
        assert status["AthenaError"]["ErrorCategory"] == 2
        return status["StateChangeReason"], status["AthenaError"]["ErrorType"]

    def refusal(self, sql: str, **more: Any) -> tuple[str, str]:
        """How StartQueryExecution refused: AthenaErrorCode and text."""
        with pytest.raises(ClientError) as caught:
            self.start(sql, **more)
        answer = caught.value.response
        assert answer["Error"]["Code"] == "InvalidRequestException"
        return answer["AthenaErrorCode"], answer["Error"]["Message"]

    def body(self, uri: str) -> bytes:
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        found: bytes = self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return found

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        return [o["Key"] for o in self.s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])]


def build(lab: Lab) -> World:
    """A new world: nothing of another test is in it."""
    made = uuid.uuid4().hex[:8]
    s3, glue = lab.client("s3"), lab.client("glue")
    world = World(lab, lab.client("athena"), s3, glue, f"db_{made}", f"data-{made}", f"results-{made}")
    s3.create_bucket(Bucket=world.data)
    s3.create_bucket(Bucket=world.results)
    glue.create_database(DatabaseInput={"Name": world.database})
    return world
