"""The tweet server as a Lambda function behind a function URL: the same application, without a server.

`TWEETS_SEED` and `TWEETS_FAULTS` set it up. What time it is says the request: on AWS that is the time, in the
lab it is lab time. So the stream is the same by minute, wherever it is served.
"""

from __future__ import annotations

import os
import threading
from typing import Any

from apig_wsgi import make_lambda_handler

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import parse

SEED = 42


class EventClock:
    """The time of the request that is answered. An execution environment has one request at a time."""

    def __init__(self) -> None:
        self._now = 0.0

    def read(self, event: dict[str, Any]) -> None:
        """Take the time of an event of payload format 2.0, which is in milliseconds."""
        self._now = event["requestContext"]["timeEpoch"] / 1000

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._now

    def wait_until(self, lab_time: float, stop: threading.Event) -> bool:
        """Whether that time has come: time stands still during a request."""
        return lab_time <= self._now and not stop.is_set()


clock = EventClock()
app = create_app(
    clock, int(os.environ.get("TWEETS_SEED") or SEED), parse(os.environ.get("TWEETS_FAULTS", ""))
)
answer = make_lambda_handler(app)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The function's entry point."""
    clock.read(event)
    return answer(event, context)
