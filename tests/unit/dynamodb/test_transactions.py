from __future__ import annotations

import threading
from collections.abc import Callable
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


LARGE = "x" * 390_000  # an item may have 400 KB


def key_of(number: int) -> dict[str, Any]:
    return {"PK": {"S": f"{number:02}"}, "SK": {"S": "s"}}


def put_of(table: str, number: int) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": {**key_of(number), "x": {"S": LARGE}}}}


def update_of(table: str, number: int) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": table,
            "Key": key_of(number),
            "UpdateExpression": "SET y = :y",
            "ExpressionAttributeValues": {":y": {"S": LARGE}},
        }
    }


@pytest.mark.parametrize(("action", "each"), [(put_of, 390_008), (update_of, 390_017)])
def test_a_transaction_sends_4_mb_at_most(
    run: Caller, table: str, action: Callable[[str, int], Any], each: int
) -> None:
    run("TransactWriteItems", TransactItems=[action(table, at) for at in range(10)])
    with pytest.raises(DynamoDBError) as caught:
        run("TransactWriteItems", TransactItems=[action(table, at) for at in range(12)])
    assert (caught.value.code, caught.value.message) == (
        "ValidationException",
        f"Transaction payload size cannot exceed 4MB. Payload Size: {11 * each}",
    )
    assert run("Scan", TableName=table, Select="COUNT", Limit=100)["Count"] <= 10


def test_a_transaction_reads_4_mb_at_most(run: Caller, table: str) -> None:
    for at in range(12):
        run("TransactWriteItems", TransactItems=[put_of(table, at)])
    gets = [{"Get": {"TableName": table, "Key": key_of(at)}} for at in range(12)]
    assert len(run("TransactGetItems", TransactItems=gets[:10])["Responses"]) == 10
    with pytest.raises(DynamoDBError) as caught:
        run("TransactGetItems", TransactItems=gets)
    assert (caught.value.code, caught.value.message) == (
        "ValidationException",
        f"Payload in response is too large.{11 * 390_012}",
    )


def test_what_a_transaction_answers_is_what_it_projects(run: Caller, table: str) -> None:
    for at in range(12):
        run("TransactWriteItems", TransactItems=[put_of(table, at)])
    gets = [
        {"Get": {"TableName": table, "Key": key_of(at), "ProjectionExpression": "PK"}} for at in range(12)
    ]
    assert run("TransactGetItems", TransactItems=gets)["Responses"][11] == {"Item": {"PK": {"S": "11"}}}
    statements = [
        {"Statement": f"SELECT PK FROM \"{table}\" WHERE PK=? AND SK='s'", "Parameters": [{"S": f"{at:02}"}]}
        for at in range(12)
    ]
    assert len(run("ExecuteTransaction", TransactStatements=statements)["Responses"]) == 12


def insert_of(table: str, number: int) -> dict[str, Any]:
    return {
        "Statement": f"INSERT INTO \"{table}\" VALUE {{'PK': ?, 'SK': 's', 'x': ?}}",
        "Parameters": [{"S": f"{number:02}"}, {"S": LARGE}],
    }


def set_of(table: str, number: int) -> dict[str, Any]:
    return {
        "Statement": f'UPDATE "{table}" SET y=? WHERE PK=? AND SK=?',
        "Parameters": [{"S": LARGE}, {"S": f"{number:02}"}, {"S": "s"}],
    }


# each: of an item its size; of a key its size, and the values of other parameters
@pytest.mark.parametrize(("statement", "each"), [(insert_of, 390_008), (set_of, 390_007)])
def test_a_transaction_of_statements_sends_4_mb_at_most(
    run: Caller, table: str, statement: Callable[[str, int], Any], each: int
) -> None:
    if statement is set_of:
        for at in range(12):
            run("PutItem", TableName=table, Item=key_of(at))
    run("ExecuteTransaction", TransactStatements=[statement(table, at) for at in range(10)])
    with pytest.raises(DynamoDBError) as caught:
        run("ExecuteTransaction", TransactStatements=[statement(table, at) for at in range(12)])
    assert (caught.value.code, caught.value.message) == (
        "ValidationException",
        f"Transaction payload size cannot exceed 4MB. Payload Size: {11 * each}",
    )


def test_a_transaction_of_statements_reads_4_mb_at_most(run: Caller, table: str) -> None:
    for at in range(12):
        run("PutItem", TableName=table, Item={**key_of(at), "x": {"S": LARGE}})
    selects = [
        {"Statement": f"SELECT * FROM \"{table}\" WHERE PK=? AND SK='s'", "Parameters": [{"S": f"{at:02}"}]}
        for at in range(12)
    ]
    assert len(run("ExecuteTransaction", TransactStatements=selects[:10])["Responses"]) == 10
    with pytest.raises(DynamoDBError) as caught:
        run("ExecuteTransaction", TransactStatements=selects)
    # DynamoDB Local 2.6.1 counts the word Item of each response as well
    assert (caught.value.code, caught.value.message) == (
        "ValidationException",
        f"Payload in response is too large.{11 * 390_012}",
    )


def test_a_transaction_has_100_statements_at_most(run: Caller, table: str) -> None:
    statement = {"Statement": f"DELETE FROM \"{table}\" WHERE PK='x' AND SK='s'"}
    with pytest.raises(DynamoDBError) as caught:
        run("ExecuteTransaction", TransactStatements=[statement] * 101)
    assert (caught.value.code, caught.value.message) == (
        "ValidationException",
        (
            "1 validation error detected: Value at 'transactStatements' failed to satisfy constraint: "
            "Member must have length less than or equal to 100"
        ),
    )
