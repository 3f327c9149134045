"""The AWS CLI against the lab, as the second lab's sheet would have it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Lab
from tests.scenarios.programs import run

AWS = Path(sys.executable).with_name("aws")
TABLE, BUCKET = "cli-battle-royale", "cli-objects"

pytestmark = pytest.mark.skipif(not AWS.exists(), reason="the AWS CLI is not installed beside this Python")


def aws(lab: Lab, *arguments: str) -> str:
    """What the CLI prints."""
    return run(lab, sys.executable, str(AWS), *arguments)


def answer(lab: Lab, *arguments: str) -> Any:
    """The same, as JSON."""
    return json.loads(aws(lab, *arguments, "--output", "json"))


def test_a_table_put_query_scan(lab: Lab) -> None:
    created = answer(
        lab, "dynamodb", "create-table", "--table-name", TABLE,
        "--key-schema", "AttributeName=PK,KeyType=HASH", "AttributeName=SK,KeyType=RANGE",
        "--attribute-definitions", "AttributeName=PK,AttributeType=S", "AttributeName=SK,AttributeType=S",
        "--provisioned-throughput", "ReadCapacityUnits=5,WriteCapacityUnits=5",
    )  # fmt: skip
    assert created["TableDescription"]["TableStatus"] == "CREATING"
    aws(lab, "dynamodb", "wait", "table-exists", "--table-name", TABLE)
    for player in ("johnsonscott", "été"):
        item = {"PK": {"S": "GAME#1"}, "SK": {"S": f"USER#{player}"}, "score": {"N": "12.5"}}
        aws(lab, "dynamodb", "put-item", "--table-name", TABLE, "--item", json.dumps(item))
    found = answer(
        lab, "dynamodb", "query", "--table-name", TABLE,
        "--key-condition-expression", "PK = :pk AND begins_with(SK, :user)",
        "--expression-attribute-values", '{":pk": {"S": "GAME#1"}, ":user": {"S": "USER#"}}',
        "--return-consumed-capacity", "TOTAL",
    )  # fmt: skip
    assert [item["SK"]["S"] for item in found["Items"]] == ["USER#johnsonscott", "USER#été"]
    assert found["ConsumedCapacity"] == {"TableName": TABLE, "CapacityUnits": 0.5}
    scanned = answer(lab, "dynamodb", "scan", "--table-name", TABLE, "--select", "COUNT")
    assert (scanned["Count"], scanned["ScannedCount"]) == (2, 2)
    aws(lab, "dynamodb", "delete-table", "--table-name", TABLE)


def test_objects_copied_and_listed(lab: Lab, tmp_path: Path) -> None:
    file, back = tmp_path / "été 1.txt", tmp_path / "back.txt"
    file.write_text("hello")
    aws(lab, "s3", "mb", f"s3://{BUCKET}")
    aws(lab, "s3", "cp", str(file), f"s3://{BUCKET}/folder/", "--no-progress")
    assert aws(lab, "s3", "ls", f"s3://{BUCKET}/").split() == ["PRE", "folder/"]
    assert aws(lab, "s3", "ls", f"s3://{BUCKET}/folder/").rstrip().endswith(" 5 été 1.txt")
    aws(lab, "s3", "cp", f"s3://{BUCKET}/folder/été 1.txt", str(back), "--no-progress")
    assert back.read_text() == "hello"
    aws(lab, "s3", "rb", f"s3://{BUCKET}", "--force")
