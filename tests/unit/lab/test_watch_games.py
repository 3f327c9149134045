"""The second lab's news, with moto in the place of the lab."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from rich.console import Console

from nuage.lab import view
from nuage.lab.record import GAMES
from nuage.lab.view_games import GameBoard, GameLines
from nuage.lab.watch_games import GameNews, GameWatch
from tests.unit.bootstrap.conftest import MOTO_OBJECTS
from tests.unit.lab.test_record import RECORD

pytestmark = MOTO_OBJECTS

RECORD_OF_GAMES = replace(RECORD, lab=GAMES)
TABLE, BUCKET = "battle-royale", "objects-1"
THROUGHPUT = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
QUESTIONS = "ask the sheet's questions: python -m queries.dynamodb.count, .user, .game_players, …"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[GameWatch]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name="us-east-1")
        yield GameWatch(dynamodb, boto3.client("s3", region_name="us-east-1"), TABLE, BUCKET)


def make_table(dynamodb: Any) -> None:
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK")],
        ProvisionedThroughput=THROUGHPUT,
    )


def add_index(dynamodb: Any, name: str, key: str) -> None:
    create = {
        "IndexName": name,
        "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
        "ProvisionedThroughput": THROUGHPUT,
    }
    dynamodb.update_table(
        TableName=TABLE,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK", "map")],
        GlobalSecondaryIndexUpdates=[{"Create": create}],
    )


def test_what_is_not_there_yet_is_no_news(watch: GameWatch) -> None:
    assert watch.look() == GameNews()
    assert watch.next_step() == (
        "create the table battle-royale, or let `nuage bootstrap apply --lab tp4` do it"
    )


def test_the_table_from_its_making_to_its_end(watch: GameWatch) -> None:
    make_table(watch.dynamodb)
    assert watch.look().happened == ("table battle-royale is there, with 0 items",)
    assert watch.next_step() == "load the items, or let `nuage bootstrap apply --lab tp4` do it"
    watch.dynamodb.put_item(TableName=TABLE, Item={"PK": {"S": "a"}, "SK": {"S": "b"}})
    assert watch.look().happened == ("table battle-royale has 1 items (+1)",)
    assert watch.look() == GameNews()
    assert watch.next_step().startswith("add the index InvertedIndex, ")
    add_index(watch.dynamodb, "InvertedIndex", "SK")
    assert watch.look().happened == ("index InvertedIndex is ACTIVE",)
    assert watch.next_step().startswith("add the index OpenGamesIndex, ")
    add_index(watch.dynamodb, "OpenGamesIndex", "map")
    assert watch.look().happened == ("index OpenGamesIndex is ACTIVE",)
    assert watch.next_step().startswith("have s3://objects-1 keep versions, ")
    delete = {"Delete": {"IndexName": "OpenGamesIndex"}}
    watch.dynamodb.update_table(TableName=TABLE, GlobalSecondaryIndexUpdates=[delete])
    assert watch.look().happened == ("index OpenGamesIndex is gone",)
    watch.dynamodb.delete_table(TableName=TABLE)
    assert watch.look().happened == ("table battle-royale is gone",)


def test_versions_delete_markers_and_what_is_removed_for_good(watch: GameWatch) -> None:
    watch.s3.create_bucket(Bucket=BUCKET)
    watch.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    first = watch.s3.put_object(Bucket=BUCKET, Key="k", Body=b"1")["VersionId"]
    assert watch.look().happened == ("stored k, 1 bytes",)
    watch.s3.put_object(Bucket=BUCKET, Key="k", Body=b"22")
    assert watch.look().happened == ("stored k, 2 bytes",)
    watch.s3.delete_object(Bucket=BUCKET, Key="k")
    assert watch.look().happened == ("deleted k: a delete marker",)
    assert (watch.objects, watch.versioned) == (0, True)
    watch.s3.delete_object(Bucket=BUCKET, Key="k", VersionId=first)
    assert watch.look().happened == ("1 version removed for good",)
    assert watch.look() == GameNews()


def test_without_versions_a_replaced_object_is_stored_anew(watch: GameWatch) -> None:
    watch.s3.create_bucket(Bucket=BUCKET)
    watch.s3.put_object(Bucket=BUCKET, Key="k", Body=b"1")
    watch.look()
    watch.s3.put_object(Bucket=BUCKET, Key="k", Body=b"22")
    assert watch.look().happened == ("stored k, 2 bytes",)
    assert (watch.objects, watch.versioned) == (1, False)


def test_lines_are_one_an_event_and_one_for_each_next_step(
    watch: GameWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = GameLines(RECORD_OF_GAMES, watch)
    for _ in range(2):
        lines.show(watch.look())
    make_table(watch.dynamodb)
    lines.show(watch.look())
    lines.show(watch.trouble("cannot look"))
    assert [line[9:] for line in capsys.readouterr().out.splitlines()] == [
        "next   create the table battle-royale, or let `nuage bootstrap apply --lab tp4` do it",
        "table battle-royale is there, with 0 items",
        "next   load the items, or let `nuage bootstrap apply --lab tp4` do it",
        "error  cannot look",
    ]


def test_the_board_shows_state_news_and_the_next_step(watch: GameWatch) -> None:
    make_table(watch.dynamodb)
    watch.dynamodb.put_item(TableName=TABLE, Item={"PK": {"S": "a"}, "SK": {"S": "b"}})
    add_index(watch.dynamodb, "InvertedIndex", "SK")
    add_index(watch.dynamodb, "OpenGamesIndex", "map")
    watch.s3.create_bucket(Bucket=BUCKET)
    watch.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    watch.s3.put_object(Bucket=BUCKET, Key="[red]k", Body=b"1")
    where = view.addresses(RECORD_OF_GAMES, BUCKET)
    board = GameBoard(RECORD_OF_GAMES, watch, where)
    board.show(watch.look())
    page = io.StringIO()
    Console(width=140, file=page).print(board)
    text = page.getvalue()
    for part in (
        "battle-royale: 1 items, InvertedIndex ACTIVE, OpenGamesIndex ACTIVE",
        "objects-1: 1 objects, keeps versions",
        "stored [red]k, 1 bytes",
        f"next: {QUESTIONS}",
    ):
        assert part in text
    assert "tweet" not in text
    assert [name for name, _ in where] == ["AWS endpoint", "bucket", "look again"]
    board.show(watch.trouble("cannot look"))
    page.truncate(0)
    Console(width=140, file=page).print(board)
    assert "cannot look" in page.getvalue()
