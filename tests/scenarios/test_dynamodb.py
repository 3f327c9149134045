"""The second lab's sheet, against any target: one table, a batch load, key queries, two indexes."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

GAME = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"
PLAYERS = 50


@pytest.fixture
def client(lab: Lab) -> Any:
    return lab.client("dynamodb")


@pytest.fixture
def table(client: Any) -> Iterator[str]:
    name = f"battle-royale-{uuid.uuid4().hex[:8]}"
    client.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "PK", "KeyType": "HASH"},
            {"AttributeName": "SK", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        BillingMode="PROVISIONED",
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    )
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    yield name
    client.delete_table(TableName=name)
    client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})


def resource(lab: Lab, name: str) -> Any:
    """The table as the sheet's code sees it."""
    return boto3.resource(
        "dynamodb",
        endpoint_url=lab.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    ).Table(name)


def items() -> list[dict[str, Any]]:
    """300 users, 15 games and 520 places in games, of the shape of the lab's file; 117,350 bytes in all."""
    users = [f"player{at:03}" for at in range(299)] + ["johnsonscott"]
    games = [GAME] + [f"game-{at:031}" for at in range(14)]
    made: list[dict[str, Any]] = [
        {"PK": f"USER#{user}", "SK": f"#METADATA#{user}", "username": user, "address": "somewhere"}
        for user in users
    ]
    for at, game in enumerate(games):
        game_item = {"PK": f"GAME#{game}", "SK": f"#METADATA#{game}", "game_id": game, "people": 50}
        game_item["map"] = "Green Grasslands" if at % 3 == 0 else "Dirty Desert"
        if at % 2 == 0:
            game_item["open_timestamp"] = f"2019-04-15T16:{at:02}:17"
        made.append(game_item)
    for at in range(520):
        user = users[-1 - at % PLAYERS] if at < PLAYERS else users[at % 250]
        game = GAME if at < PLAYERS else games[1 + at % 14]
        made.append({"PK": f"GAME#{game}", "SK": f"USER#{user}", "game_id": game, "username": user})
    return made


def test_the_sheet_from_load_to_indexes(lab: Lab, client: Any, table: str) -> None:
    battle = resource(lab, table)
    made = items()
    with battle.batch_writer() as batch:
        for item in made:
            batch.put_item(Item=item)
    size = sum(
        len(name.encode()) + (2 if isinstance(value, int) else len(value.encode()))
        for item in made
        for name, value in item.items()
    )

    scanned = battle.scan(Select="COUNT", ReturnConsumedCapacity="TOTAL")
    assert scanned["Count"] == 835
    assert scanned["ConsumedCapacity"]["CapacityUnits"] == -(-size // 4096) * 0.5

    user = battle.query(
        Select="ALL_ATTRIBUTES",
        KeyConditionExpression="PK = :pk AND SK = :name",
        ExpressionAttributeValues={":pk": "USER#johnsonscott", ":name": "#METADATA#johnsonscott"},
    )
    assert [item["username"] for item in user["Items"]] == ["johnsonscott"]

    game = {":pk": f"GAME#{GAME}"}
    whole = battle.query(KeyConditionExpression="PK = :pk", ExpressionAttributeValues=game)
    assert whole["Count"] == 51
    players = battle.query(
        KeyConditionExpression="PK = :pk AND begins_with(SK, :user)",
        ExpressionAttributeValues={**game, ":user": "USER#"},
    )
    assert players["Count"] == PLAYERS

    add_index(client, table, "InvertedIndex", "SK", "PK")
    add_index(client, table, "OpenGamesIndex", "map", "open_timestamp")
    games = battle.query(
        IndexName="InvertedIndex",
        KeyConditionExpression="SK = :user",
        ExpressionAttributeValues={":user": "USER#johnsonscott"},
    )
    assert [item["game_id"] for item in games["Items"]] == [GAME]
    opened = battle.query(
        IndexName="OpenGamesIndex",
        KeyConditionExpression="#map = :map",
        ExpressionAttributeNames={"#map": "map"},
        ExpressionAttributeValues={":map": "Green Grasslands"},
    )
    times = [item["open_timestamp"] for item in opened["Items"]]
    assert len(times) == 3
    assert times == sorted(times)
    assert battle.scan(IndexName="OpenGamesIndex", Select="COUNT")["Count"] == 8


def add_index(client: Any, table: str, name: str, hash_key: str, range_key: str) -> None:
    """Add an index to the table, and wait until it is ACTIVE."""
    client.update_table(
        TableName=table,
        AttributeDefinitions=[
            {"AttributeName": key, "AttributeType": "S"} for key in {"PK", "SK", hash_key, range_key}
        ],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": name,
                    "KeySchema": [
                        {"AttributeName": hash_key, "KeyType": "HASH"},
                        {"AttributeName": range_key, "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
                }
            }
        ],
    )
    deadline = time.monotonic() + 600
    while True:
        indexes = client.describe_table(TableName=table)["Table"]["GlobalSecondaryIndexes"]
        if all(index["IndexStatus"] == "ACTIVE" for index in indexes):
            return
        assert time.monotonic() < deadline, indexes
        time.sleep(0.05)


def test_ten_players_join_and_none_is_counted_twice(lab: Lab, client: Any, table: str) -> None:
    client.put_item(
        TableName=table,
        Item={"PK": {"S": "GAME#1"}, "SK": {"S": "#METADATA#1"}, "people": {"N": "0"}},
    )
    refused: list[str] = []

    def join(player: int) -> None:
        mine = lab.client("dynamodb")
        put = {
            "TableName": table,
            "Item": {"PK": {"S": "GAME#1"}, "SK": {"S": f"USER#{player}"}},
            "ConditionExpression": "attribute_not_exists(SK)",
        }
        update = {
            "TableName": table,
            "Key": {"PK": {"S": "GAME#1"}, "SK": {"S": "#METADATA#1"}},
            "UpdateExpression": "SET people = people + :one",
            "ConditionExpression": "people < :limit",
            "ExpressionAttributeValues": {":one": {"N": "1"}, ":limit": {"N": "8"}},
        }
        for _ in range(2):  # the second time each is in the game already
            while True:
                try:
                    mine.transact_write_items(TransactItems=[{"Put": put}, {"Update": update}])
                except mine.exceptions.TransactionCanceledException as error:
                    codes = [reason["Code"] for reason in error.response["CancellationReasons"]]
                    if "TransactionConflict" in codes:  # AWS asks to try again
                        continue
                    refused.append(str(codes))
                break

    threads = [threading.Thread(target=join, args=(player,)) for player in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    people = client.query(
        TableName=table,
        KeyConditionExpression="PK = :g AND begins_with(SK, :u)",
        ExpressionAttributeValues={":g": {"S": "GAME#1"}, ":u": {"S": "USER#"}},
    )
    key = {"PK": {"S": "GAME#1"}, "SK": {"S": "#METADATA#1"}}
    assert people["Count"] == 8
    assert client.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]["people"] == {"N": "8"}
    assert len(refused) == 12


def test_a_failed_condition_shows_the_item(client: Any, table: str) -> None:
    item = {"PK": {"S": "a"}, "SK": {"S": "b"}, "n": {"N": "1"}}
    client.put_item(TableName=table, Item=item)
    with pytest.raises(ClientError) as caught:
        client.put_item(
            TableName=table,
            Item=item,
            ConditionExpression="attribute_not_exists(PK)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    assert caught.value.response["Error"] == {
        "Code": "ConditionalCheckFailedException",
        "Message": "The conditional request failed",
    }
    assert caught.value.response["Item"] == item


def test_binary_values_and_sets_survive(client: Any, table: str) -> None:
    item = {
        "PK": {"S": "a"},
        "SK": {"S": "b"},
        "raw": {"B": bytes(range(256))},
        "set": {"BS": [b"\x00", b"\xff"]},
        "deep": {"L": [{"M": {"x": {"B": b"y"}, "n": {"NS": ["1", "2.5"]}}}]},
        "nothing": {"NULL": True},
        "no": {"BOOL": False},
        "empty": {"S": ""},
    }
    client.put_item(TableName=table, Item=item)
    assert client.get_item(TableName=table, Key={"PK": {"S": "a"}, "SK": {"S": "b"}})["Item"] == item


def test_a_stream_tells_of_changes(lab: Lab, client: Any, table: str) -> None:
    client.update_table(
        TableName=table, StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    )
    client.put_item(TableName=table, Item={"PK": {"S": "a"}, "SK": {"S": "b"}})
    streams = lab.client("dynamodbstreams")
    (stream,) = streams.list_streams(TableName=table)["Streams"]
    (shard,) = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    (record,) = streams.get_records(ShardIterator=iterator)["Records"]
    assert record["eventName"] == "INSERT"
    assert record["dynamodb"]["NewImage"] == {"PK": {"S": "a"}, "SK": {"S": "b"}}


def test_partiql_reads_an_index(lab: Lab, client: Any, table: str) -> None:
    add_index(client, table, "InvertedIndex", "SK", "PK")
    client.execute_statement(
        Statement=f"INSERT INTO \"{table}\" VALUE {{'PK': 'GAME#1', 'SK': ?, 'n': 1}}",
        Parameters=[{"S": "USER#x"}],
    )
    found = client.execute_statement(
        Statement=f'SELECT PK FROM "{table}"."InvertedIndex" WHERE SK = \'USER#x\''
    )
    assert found["Items"] == [{"PK": {"S": "GAME#1"}}]


def test_tags_and_backups_as_terraform_asks(client: Any, table: str) -> None:
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "lab", "Value": "tp4"}])
    assert client.list_tags_of_resource(ResourceArn=arn)["Tags"] == [{"Key": "lab", "Value": "tp4"}]
    client.untag_resource(ResourceArn=arn, TagKeys=["lab"])
    assert client.list_tags_of_resource(ResourceArn=arn)["Tags"] == []
    backups = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"


def test_what_is_not_there_says_so(client: Any, table: str) -> None:
    with pytest.raises(ClientError) as caught:
        client.create_backup(TableName=table, BackupName="kept")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
