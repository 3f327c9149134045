"""The tweet server behind a function URL."""

from __future__ import annotations

import json
import threading
from typing import Any

from mock_tweet_server.on_lambda import EventClock, handler
from mock_tweet_server.stream import tweet


def event(path: str, seconds: float, method: str = "GET") -> dict[str, Any]:
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {},
        "requestContext": {
            "timeEpoch": int(seconds * 1000),
            "http": {"method": method, "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"},
        },
        "isBase64Encoded": False,
    }


def test_the_tweet_is_that_of_the_requests_minute() -> None:
    for minute in (0, 1_700_000_040, 1_800_000_000):
        for second in (minute, minute + 59.999):
            answer = handler(event("/tweet", second), None)
            assert json.loads(answer["body"]) == json.loads(json.dumps(tweet(42, minute)))


def test_errors_are_those_of_the_server() -> None:
    assert handler(event("/nothing", 0), None)["statusCode"] == 404
    refused = handler(event("/tweet", 0, "POST"), None)
    assert (refused["statusCode"], "GET" in refused["headers"]["allow"]) == (405, True)


def test_time_stands_still_during_a_request() -> None:
    clock = EventClock()
    clock.read(event("/", 60))
    assert clock.now() == 60
    stop = threading.Event()
    assert clock.wait_until(60, stop)
    assert not clock.wait_until(61, stop)
    stop.set()
    assert not clock.wait_until(60, stop)
