"""Many writers at the same time: no update is lost, and none is counted twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.conftest import Lab

WRITERS, EACH = 10, 12
COUNTER = {"PK": {"S": "counter"}, "SK": {"S": "counter"}}
OTHER = {"PK": {"S": "other"}, "SK": {"S": "other"}}


@pytest.fixture
def client(lab: Lab) -> Any:
    return lab.client("dynamodb")


@pytest.fixture
def table(client: Any) -> Iterator[str]:
    name = f"writers-{uuid.uuid4().hex[:8]}"
    client.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "PK", "KeyType": "HASH"},
            {"AttributeName": "SK", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        BillingMode="PAY_PER_REQUEST",
    )
    for key in (COUNTER, OTHER):
        client.put_item(TableName=name, Item={**key, "n": {"N": "0"}})
    yield name
    client.delete_table(TableName=name)


def together(lab: Lab, work: Callable[[Any, int], None]) -> None:
    """Let the writers do their work at the same time, each with a client of its own."""
    clients = [lab.client("dynamodb") for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(work, client, number) for number, client in enumerate(clients)]:
            done.result(100)


def send(client: Any, request: dict[str, Any]) -> None:
    """Do a transaction, and again while others are at the same items, as AWS asks its callers to."""
    while True:
        try:
            client.transact_write_items(**request)
        except client.exceptions.TransactionCanceledException as error:
            codes = {reason["Code"] for reason in error.response["CancellationReasons"]}
            if "TransactionConflict" not in codes:
                raise
        except client.exceptions.TransactionInProgressException:
            pass
        else:
            return


def value(client: Any, table: str, key: dict[str, Any]) -> int:
    item = client.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    return int(item["n"]["N"])


def test_read_then_write_if_unchanged(lab: Lab, client: Any, table: str) -> None:
    def count(mine: Any, _: int) -> None:
        done = 0
        while done < EACH:
            seen = value(mine, table, COUNTER)
            try:
                mine.update_item(
                    TableName=table,
                    Key=COUNTER,
                    UpdateExpression="SET n = :next",
                    ConditionExpression="n = :seen",
                    ExpressionAttributeValues={":seen": {"N": str(seen)}, ":next": {"N": str(seen + 1)}},
                )
            except mine.exceptions.ConditionalCheckFailedException:
                continue
            done += 1

    together(lab, count)
    assert value(client, table, COUNTER) == WRITERS * EACH


def test_additions_without_a_condition(lab: Lab, client: Any, table: str) -> None:
    def count(mine: Any, _: int) -> None:
        for _ in range(EACH):
            mine.update_item(
                TableName=table,
                Key=COUNTER,
                UpdateExpression="ADD n :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )

    together(lab, count)
    assert value(client, table, COUNTER) == WRITERS * EACH


def test_transactions_change_both_items_or_none_and_a_token_counts_once(
    lab: Lab, client: Any, table: str
) -> None:
    def add(key: dict[str, Any]) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": table,
                "Key": key,
                "UpdateExpression": "SET n = n + :one",
                "ExpressionAttributeValues": {":one": {"N": "1"}},
            }
        }

    def count(mine: Any, _: int) -> None:
        for _ in range(EACH):
            request = {
                "TransactItems": [add(COUNTER), add(OTHER)],
                "ClientRequestToken": uuid.uuid4().hex,
            }
            for _ in range(2):  # each is sent again once it has been done, as after a lost answer
                send(mine, request)

    together(lab, count)
    counted = [value(client, table, key) for key in (COUNTER, OTHER)]
    assert counted == [WRITERS * EACH] * 2


def test_a_reader_never_sees_half_a_transaction(lab: Lab, client: Any, table: str) -> None:
    def work(mine: Any, number: int) -> None:
        for _ in range(EACH):
            if number % 2:
                got = mine.transact_get_items(
                    TransactItems=[{"Get": {"TableName": table, "Key": key}} for key in (COUNTER, OTHER)]
                )
                one, other = (int(each["Item"]["n"]["N"]) for each in got["Responses"])
                assert one == -other
            else:
                update = {
                    "TableName": table,
                    "UpdateExpression": "ADD n :by",
                }
                mine.transact_write_items(
                    TransactItems=[
                        {"Update": {**update, "Key": key, "ExpressionAttributeValues": {":by": {"N": by}}}}
                        for key, by in ((COUNTER, "1"), (OTHER, "-1"))
                    ]
                )

    together(lab, work)
    assert value(client, table, COUNTER) == EACH * WRITERS // 2
