"""The main job, minute by minute: one tweet an object, one REPORT line an invocation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nuage import clock
from tests.conftest import SPEED, Lab
from tests.processes.program import PATIENCE, Program

BUCKET, FUNCTION, RULE = "tweets-000000000000", "store-tweet", "every-minute"
MINUTES = 20
# a function that starts late, or a minute that ends while we look
SLACK = 2


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    program = Program(tmp_path / "home")
    code, output = program.run("up", "--detach")
    assert code == 0, output
    yield Lab(f"http://127.0.0.1:{program.port}")
    program.run("down")


def objects(s3: Any) -> list[str]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    return [item["Key"] for page in pages for item in page.get("Contents", [])]


def reports(logs: Any) -> list[str]:
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=f"/aws/lambda/{FUNCTION}", filterPattern="REPORT"
    )
    messages = [event["message"] for page in pages for event in page["events"]]
    return [message for message in messages if message.startswith("REPORT RequestId: ")]


def settle(count: Any) -> int:
    """A count, once it no longer changes for a second."""
    deadline = clock.monotonic() + PATIENCE
    last = -1
    while (now := len(count())) != last and clock.monotonic() < deadline:
        last = now
        clock.sleep(1.0)
    return now


def test_every_minute_stores_one_tweet_and_reports_once(lab: Lab) -> None:
    s3, logs, events = lab.client("s3"), lab.client("logs"), lab.client("events")
    deadline = clock.monotonic() + PATIENCE
    while not objects(s3) and clock.monotonic() < deadline:
        clock.sleep(0.05)
    began, before = clock.monotonic(), len(objects(s3))
    clock.sleep(MINUTES * 60 / SPEED)
    events.disable_rule(Name=RULE)
    minutes = (clock.monotonic() - began) * SPEED / 60
    stored = settle(lambda: objects(s3))
    keys = objects(s3)

    assert abs(stored - before - minutes) <= SLACK
    assert len(set(keys)) == len(keys) == stored
    for key in keys:
        tweet = json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
        assert tweet["id"] % 60 == 0
        assert str(tweet["id"]) == tweet["id_str"] == key.removeprefix("tweets/").split("-")[0]
        assert {"text", "user", "entities", "created_at", "lang"} <= set(tweet)
    assert settle(lambda: reports(logs)) == stored
