"""Fires the cases at an endpoint and writes down what it answers, without what differs each time."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from tests.parity.dynamodb.cases.common import Call, Cases

RECORDED = Path(__file__).parent / "recorded"
GROUPS = ("batches", "conditions", "items", "legacy", "partiql", "queries", "tables", "updates")

# differ at every run, or between accounts; or are a moment's (a status); or came after DynamoDB Local
VOLATILE = {
    "Backfilling",
    "IndexStatus",
    "OnDemandThroughput",
    "TableStatus",
    "WarmThroughput",
    "ResponseMetadata",
    "CreationDateTime",
    "LastIncreaseDateTime",
    "LastDecreaseDateTime",
    "LastUpdateToPayPerRequestDateTime",
    "LatestStreamLabel",
    "TableId",
    "TableArn",
    "IndexArn",
    "LatestStreamArn",
    "Endpoints",
}


def cases(group: str) -> Cases:
    """The cases of `tests/parity/dynamodb/cases/<group>.py`."""
    found: Cases = import_module(f"tests.parity.dynamodb.cases.{group}").CASES
    return found


def connect(endpoint: str) -> Any:
    """A client that neither retries nor checks parameters: every call reaches the service."""
    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="210987654321",  # an account of its own: `empty` deletes every table
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}, parameter_validation=False, max_pool_connections=4),
    )


def empty(client: Any) -> None:
    """Delete every table."""
    for name in client.list_tables()["TableNames"]:
        client.update_table(TableName=name, DeletionProtectionEnabled=False)
        client.delete_table(TableName=name)


def fire(client: Any, call: Call) -> dict[str, Any]:
    """The answer of one call, as JSON."""
    operation, parameters = call
    try:
        answer = getattr(client, operation)(**parameters)
    except ClientError as error:
        answer = {k: v for k, v in error.response.items() if k not in {"message", "Message"}}
    except (ParamValidationError, TypeError, AttributeError) as error:
        answer = {"NotSent": type(error).__name__}
    if operation == "scan" or " OR " in parameters.get("Statement", ""):
        # a scan's order means nothing
        answer.get("Items", []).sort(key=lambda item: json.dumps(plain(item), sort_keys=True))
    fired: dict[str, Any] = plain(answer)
    return fired


def plain(value: Any) -> Any:
    """JSON without volatile members; sets sorted, because their order means nothing."""
    if isinstance(value, dict):
        kept = {k: plain(v) for k, v in value.items() if k not in VOLATILE}
        for kind in ("SS", "NS", "BS"):
            if isinstance(kept.get(kind), list):
                kept[kind] = sorted(kept[kind])
        if isinstance(kept.get("GlobalSecondaryIndexes"), list):
            kept["GlobalSecondaryIndexes"].sort(key=lambda each: each["IndexName"])
        if "IndexName" in kept and not kept.get("ProvisionedThroughput", {}).get("ReadCapacityUnits"):
            # an on-demand index: AWS says that it has 0 units, DynamoDB Local says nothing
            kept.pop("ProvisionedThroughput", None)
        if isinstance(kept.get("ConsumedCapacity"), list):
            kept["ConsumedCapacity"].sort(key=lambda each: each["TableName"])
        if isinstance(kept.get("AttributeDefinitions"), list):
            kept["AttributeDefinitions"].sort(key=lambda each: each["AttributeName"])
        return kept
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return "a time"
    if isinstance(value, str) and "unused in expressions: keys: {" in value:
        before, _, names = value.partition("{")
        return before + "{" + ", ".join(sorted(names[:-1].split(", "))) + "}"
    return value


def record(client: Any, group: str) -> dict[str, list[Any]]:
    """The answers of every call of a group, by case."""
    answers: dict[str, list[Any]] = {}
    for name, calls in cases(group).items():
        empty(client)
        answers[name] = [fire(client, call) for call in calls]
    return answers


def write(group: str, version: str, answers: dict[str, list[Any]]) -> None:
    """Keep answers for the tests that run without Java."""
    lines = {
        name: [json.dumps(a, ensure_ascii=False, sort_keys=True) for a in each]
        for name, each in answers.items()
    }
    RECORDED.mkdir(exist_ok=True)
    body = ",\n".join(f"{json.dumps(name)}: [\n" + ",\n".join(each) + "\n]" for name, each in lines.items())
    text = f'{{"DynamoDB Local": {json.dumps(version)},\n"answers": {{\n{body}\n}}}}\n'
    (RECORDED / f"{group}.json").write_text(text, encoding="utf-8")


def read(group: str) -> dict[str, list[Any]]:
    """The recorded answers of a group."""
    recorded = json.loads((RECORDED / f"{group}.json").read_text(encoding="utf-8"))
    answers: dict[str, list[Any]] = recorded["answers"]
    return answers
