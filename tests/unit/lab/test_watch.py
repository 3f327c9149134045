from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws
from rich.console import Console

from nuage.lab import view
from nuage.lab.log_events import LogEvents
from nuage.lab.watch import News, Tweet, Watch
from tests.unit.bootstrap.conftest import MOTO_OBJECTS
from tests.unit.lab.test_record import RECORD

pytestmark = MOTO_OBJECTS

BUCKET = "tweets-1"
GROUP = "/aws/lambda/f"
ERRORS = [
    "[ERROR] ClientError: An error occurred (AccessDenied) when calling the PutObject operation: no\nTrace",
    "2026-11-21T10:00:00.000Z 1234 Task timed out after 3.00 seconds\n",
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'lambda_function': No module named 'x'",
]
OTHERS = [
    "START RequestId: 1 Version: $LATEST\n",
    "Stored s3://b/k\n",
    "END RequestId: 1\n",
    "REPORT RequestId: 1\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\n",
]


class World:
    """A bucket and a log group."""

    def __init__(self) -> None:
        self.s3 = boto3.client("s3", region_name="us-east-1")
        self.logs = boto3.client("logs", region_name="us-east-1")
        self.time = int(datetime.now(UTC).timestamp() * 1000)

    def make(self) -> None:
        self.s3.create_bucket(Bucket=BUCKET)
        self.logs.create_log_group(logGroupName=GROUP)
        self.logs.create_log_stream(logGroupName=GROUP, logStreamName="s")

    def put(self, key: str, tweet: Any) -> None:
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(tweet).encode())

    def log(self, *messages: str) -> None:
        events = [{"timestamp": self.time + number, "message": text} for number, text in enumerate(messages)]
        self.time += len(messages)
        self.logs.put_log_events(logGroupName=GROUP, logStreamName="s", logEvents=events)

    def watch(self) -> Watch:
        return Watch(self.s3, BUCKET, LogEvents(self.logs, GROUP))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield World()


def test_what_is_not_there_yet_is_no_news(world: World) -> None:
    assert world.watch().look() == News()


def test_each_tweet_is_news_once(world: World) -> None:
    world.make()
    watch = world.watch()
    world.put("z", {"text": "un\ndeux", "user": {"screen_name": "a"}})
    assert watch.look() == News(stored=(Tweet("z", "a", "un deux"),))
    # a key may come before those that are known
    world.put("a", ["not", "a", "tweet"])
    assert watch.look() == News(stored=(Tweet("a"),))
    assert watch.look() == News()
    assert watch.stored == 2


def test_only_the_last_of_many_are_read(world: World) -> None:
    world.make()
    watch = world.watch()
    watch.read_at_most = 1
    for number in range(3):
        world.put(str(number), {"text": "t", "user": {"screen_name": "a"}})
    assert [tweet.user for tweet in watch.look().stored].count("a") == 1
    watch.read_at_most = 0
    world.put("new", {"text": "t", "user": {"screen_name": "a"}})
    assert watch.look() == News(stored=(Tweet("new"),))


def test_errors_are_news_once_and_invocations_are_counted(world: World) -> None:
    world.make()
    watch = world.watch()
    world.log(*OTHERS, ERRORS[0])
    assert watch.look() == News(errors=(ERRORS[0].splitlines()[0],))
    world.log(*ERRORS[1:], *OTHERS)
    assert watch.look() == News(errors=(ERRORS[1].strip(), ERRORS[2]))
    assert watch.look() == News()
    assert (watch.invocations, watch.errors, watch.last_error) == (2, 3, ERRORS[2])


def test_the_board_shows_tweets_counts_and_addresses(world: World) -> None:
    world.make()
    watch = world.watch()
    world.put("k", {"text": "[red]not markup", "user": {"screen_name": "a"}})
    world.log(ERRORS[2])
    board = view.Board(RECORD, watch, view.addresses(RECORD, "b"))
    board.show(watch.look())
    page = io.StringIO()
    Console(width=120, file=page).print(board)
    text = page.getvalue()
    for part in (
        "1 tweets stored",
        "@a",
        "[red]not markup",
        "0 invocations, 1 errors",
        "nuage logs -f",
        ERRORS[2][:60],
    ):
        assert part in text


def test_lines_are_one_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    lines = view.Lines(RECORD)
    lines.show(News((Tweet("k", "a", "hello"), Tweet("l")), ("[ERROR] no",)))
    said = [line[9:] for line in capsys.readouterr().out.splitlines()]
    assert said == ["stored k  @a: hello", "stored l", "error  [ERROR] no"]
