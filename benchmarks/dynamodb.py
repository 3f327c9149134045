"""DynamoDB through boto3 at 1,000 and at 100,000 items: does a call's time grow with the table?

    python -m benchmarks.dynamodb [--items 1000 100000] [--calls 300] [--endpoint http://127.0.0.1:8000]

Without an address it starts the emulator in a process of its own. It prints the median time of each
call in milliseconds, and how many times the one at the smallest table it is.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
from botocore.config import Config

PARTITION = 50  # items of a partition key
BATCH = 25


def client(endpoint: str) -> Any:
    """A plain client: no retries hide a slow answer."""
    return boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - no secret
        config=Config(retries={"max_attempts": 0}),
    )


def item(at: int) -> dict[str, Any]:
    """One of the items: a player in a game, as in the lab."""
    return {
        "PK": {"S": f"GAME#{at // PARTITION}"},
        "SK": {"S": f"USER#{at:07}"},
        "game_id": {"S": f"{at // PARTITION}"},
        "place": {"N": str(at % PARTITION)},
        "text": {"S": "x" * 100},
    }


def load(dynamodb: Any, table: str, count: int) -> float:
    """Create the table with its inverted index, fill it by batches; items a second."""
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
        assert not answer["UnprocessedItems"]
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
        "Query (50 items)": lambda at: query(at, "PK"),
        "Query (1 item)": lambda at: query(at, "PK", Limit=1),
        "Query on index": lambda at: query(at, "SK", IndexName="InvertedIndex"),
        "PutItem": lambda at: dynamodb.put_item(TableName=table, Item=item(at * 7919 % count)),
        "TransactWriteItems": transact,
        "Scan (page of 100)": lambda _: dynamodb.scan(TableName=table, Limit=100),
    }


def median(call: Callable[[int], Any], times: int) -> float:
    """The median time of a call, in milliseconds."""
    taken = []
    for at in range(times):
        begun = time.perf_counter()
        call(at)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """Our emulator, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from nuage.emulator import Emulator; from nuage.settings import load; Emulator(load()).serve()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "NUAGE_PORT": str(port), "NUAGE_LOG": "error"}
    )
    endpoint = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    try:
        while True:
            with contextlib.suppress(Exception):
                client(endpoint).list_tables()
                break
            assert time.monotonic() < deadline, "the emulator does not answer"
            time.sleep(0.1)
        yield endpoint
    finally:
        process.terminate()
        process.wait(10)


def measure(endpoint: str, sizes: list[int], times: int) -> dict[str, list[float]]:
    """Medians of each call, by table size."""
    dynamodb = client(endpoint)
    found: dict[str, list[float]] = {}
    for count in sizes:
        table = f"benchmark-{count}"
        found.setdefault("batch load, items/s", []).append(load(dynamodb, table, count))
        for name, call in calls(dynamodb, table, count).items():
            median(call, 20)  # warm
            found.setdefault(name, []).append(median(call, times))
        dynamodb.delete_table(TableName=table)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--endpoint", help="measure what runs there instead of our emulator")
    given = parser.parse_args()
    with contextlib.nullcontext(given.endpoint) if given.endpoint else emulator() as endpoint:
        found = measure(endpoint, given.items, given.calls)
    print(f"{'median, ms':24}" + "".join(f"{count:>12,}" for count in given.items) + f"{'ratio':>10}")
    for name, medians in found.items():
        ratio = f"{medians[-1] / medians[0]:>10.2f}"
        print(f"{name:24}" + "".join(f"{value:>12,.2f}" for value in medians) + ratio)


if __name__ == "__main__":
    main()
