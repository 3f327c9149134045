from __future__ import annotations

import threading
from typing import Any

import pytest

from nuage.clock import ManualClock
from nuage.dynamodb.errors import DynamoDBError
from tests.unit.dynamodb.conftest import Caller

KEY = {"PK": {"S": "counter"}, "SK": {"S": "x"}}


def increment(table: str) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": KEY,
        "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }


def test_a_transaction_that_fails_leaves_no_trace(run: Caller, table: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        run(
            "TransactWriteItems",
            TransactItems=[
                {"Update": increment(table)},
                {
                    "Put": {
                        "TableName": table,
                        "Item": {"PK": {"S": "b"}, "SK": {"S": "b"}},
                        "ConditionExpression": "attribute_exists(PK)",
                    }
                },
            ],
        )
    assert caught.value.code == "TransactionCanceledException"
    assert caught.value.message == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons "
        "[None, ConditionalCheckFailed]"
    )
    assert caught.value.details["CancellationReasons"] == [
        {"Code": "None"},
        {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"},
    ]
    assert run("Scan", TableName=table, Select="COUNT")["Count"] == 0
    assert run("Scan", TableName=table, IndexName="InvertedIndex", Select="COUNT")["Count"] == 0


def test_a_token_does_it_once_for_ten_minutes(run: Caller, table: str, lab_clock: ManualClock) -> None:
    request = {"TransactItems": [{"Update": increment(table)}], "ClientRequestToken": "t"}
    run("TransactWriteItems", **request)
    lab_clock.advance(599)
    run("TransactWriteItems", **request)
    assert run("GetItem", TableName=table, Key=KEY)["Item"]["n"] == {"N": "1"}
    with pytest.raises(DynamoDBError, match="same client token as a previous, but non-identical"):
        run(
            "TransactWriteItems",
            TransactItems=[{"Delete": {"TableName": table, "Key": KEY}}],
            ClientRequestToken="t",
        )
    lab_clock.advance(2)
    run("TransactWriteItems", **request)
    assert run("GetItem", TableName=table, Key=KEY)["Item"]["n"] == {"N": "2"}


def test_ten_writers_on_one_counter_lose_no_update(run: Caller, table: str) -> None:
    def write() -> None:
        for _ in range(20):
            run("UpdateItem", **increment(table))
            run("TransactWriteItems", TransactItems=[{"Update": increment(table)}])

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert run("GetItem", TableName=table, Key=KEY)["Item"]["n"] == {"N": "400"}
