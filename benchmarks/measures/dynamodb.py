"""DynamoDB through boto3 on a table of some size: whether a call's time grows with it shows side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.clients import client
from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import durations, percentile

PARTITION = 50  # items of a partition key
BATCH = 25
LOAD, SCAN = "batch load", "Scan, pages of 100"
CALLS = (
    "GetItem",
    "Query, 50 items",
    "Query, 1 item",
    "Query on index",
    "PutItem",
    "TransactWriteItems",
    SCAN,
)


def of_size(count: int) -> Measure:
    """The measure on a table of `count` items."""
    columns = (
        Column(f"{LOAD}, {count:,} items", "items/s", higher_is_better=True),
        *(Column(f"{name}, {count:,} items", "ms", higher_is_better=False) for name in CALLS),
    )
    return Measure(columns, partial(take, count), repeat=False)


def take(count: int, peer: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Fill a table, then take the median time of each call."""
    if peer.name == "localstack":
        raise NotMeasuredError("needs Java and a download")
    dynamodb, table = client(running.endpoint, "dynamodb"), f"benchmark-{count}"
    found = {f"{LOAD}, {count:,} items": load(dynamodb, table, count, 30 * effort.seconds)}
    for name, call in calls(dynamodb, table, count).items():
        durations(call, 20, effort.seconds)  # warm
        taken = durations(call, min(effort.count, 300), effort.seconds)
        found[f"{name}, {count:,} items"] = percentile(taken, 50)
    dynamodb.delete_table(TableName=table)
    return found


def item(at: int) -> dict[str, Any]:
    """One of the items: a player in a game, as in the lab."""
    return {
        "PK": {"S": f"GAME#{at // PARTITION}"},
        "SK": {"S": f"USER#{at:07}"},
        "game_id": {"S": f"{at // PARTITION}"},
        "place": {"N": str(at % PARTITION)},
        "text": {"S": "x" * 100},
    }


def load(dynamodb: Any, table: str, count: int, budget: float) -> float:
    """Create the table with its inverted index, fill it by batches; items a second.

    :param budget: seconds that this may take
    :raises NotMeasuredError: when it takes longer
    """
    keys = ("PK", "SK")
    dynamodb.create_table(
        TableName=table,
        KeySchema=[{"AttributeName": k, "KeyType": t} for k, t in zip(keys, ("HASH", "RANGE"), strict=True)],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "InvertedIndex",
                "KeySchema": [
                    {"AttributeName": "SK", "KeyType": "HASH"},
                    {"AttributeName": "PK", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    begun = time.perf_counter()
    for start in range(0, count, BATCH):
        requests = [{"PutRequest": {"Item": item(at)}} for at in range(start, min(start + BATCH, count))]
        answer = dynamodb.batch_write_item(RequestItems={table: requests})
        if answer["UnprocessedItems"]:
            raise RuntimeError("it did not take a whole batch")
        if time.perf_counter() - begun > budget:
            raise NotMeasuredError(f"{start:,} items loaded in {budget:g} s")
    return count / (time.perf_counter() - begun)


def calls(dynamodb: Any, table: str, count: int) -> dict[str, Callable[[int], Any]]:
    """What is measured; each takes a number that spreads the keys."""

    def key(at: int) -> dict[str, Any]:
        whole = item(at * 7919 % count)
        return {"PK": whole["PK"], "SK": whole["SK"]}

    def query(at: int, name: str, **more: Any) -> Any:
        return dynamodb.query(
            TableName=table,
            KeyConditionExpression=f"{name} = :v",
            ExpressionAttributeValues={":v": key(at)[name]},
            **more,
        )

    def transact(at: int) -> Any:
        update = {
            "TableName": table,
            "Key": key(at),
            "UpdateExpression": "ADD place :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
        check = {"TableName": table, "Key": key(at + 1), "ConditionExpression": "attribute_exists(PK)"}
        return dynamodb.transact_write_items(TransactItems=[{"Update": update}, {"ConditionCheck": check}])

    return {
        "GetItem": lambda at: dynamodb.get_item(TableName=table, Key=key(at)),
        "Query, 50 items": lambda at: query(at, "PK"),
        "Query, 1 item": lambda at: query(at, "PK", Limit=1),
        "Query on index": lambda at: query(at, "SK", IndexName="InvertedIndex"),
        "PutItem": lambda at: dynamodb.put_item(TableName=table, Item=item(at * 7919 % count)),
        "TransactWriteItems": transact,
        SCAN: lambda _: dynamodb.scan(TableName=table, Limit=100),
    }
