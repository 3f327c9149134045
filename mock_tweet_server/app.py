"""The web application: `GET /tweet` answers the tweet of the lab minute, the same to all who ask."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, InternalServerError

from mock_tweet_server.faults import Faults
from mock_tweet_server.stream import MINUTE, tweet
from nuage.clock import Clock, LabClock, utc
from nuage.clock import sleep as real_sleep


def create_app(clock: Clock, seed: int, faults: Faults, sleep: Callable[[float], None] = real_sleep) -> Flask:
    """The tweet server as a WSGI application.

    :param clock: says which lab minute it is
    :param seed: says which stream of tweets
    :param faults: what goes wrong on purpose at /tweet; `Faults()` for nothing
    :param sleep: waits real seconds, for slow answers
    """
    app = Flask("mock_tweet_server", static_folder=None)
    requests = itertools.count()

    @app.get("/tweet")
    def get_tweet() -> Response:
        minute = current_minute(clock)
        fault = faults.choose(seed, minute, next(requests))
        if fault == "error":
            raise InternalServerError("A fault on purpose (NUAGE_TWEETS_FAULTS): ask again.")
        if fault == "slow":
            sleep(faults.slow_seconds)
        body = json_line(tweet(seed, minute))
        if fault == "truncated":
            # any part of a JSON object, short of its last brace, is not JSON
            body = body[: len(body) * 2 // 3]
        return json_response(body)

    @app.get("/health")
    def get_health() -> Response:
        return json_response(json_line(health(clock, seed, faults)))

    @app.get("/")
    def get_index() -> Response:
        tweets = {"path": "/tweet", "answers": "the tweet of this lab minute"}
        healths = {"path": "/health", "answers": "lab time, speed and faults of this server"}
        return json_response(json_line({"name": "mock_tweet_server", "paths": [tweets, healths]}))

    # not route functions: 404 and 405 have no route, and 500 may come from any
    app.register_error_handler(HTTPException, error_response)
    app.after_request(never_cached)
    return app


def current_minute(clock: Clock) -> int:
    """The epoch second at which the lab minute began."""
    return int(clock.now() // MINUTE) * MINUTE


def health(clock: Clock, seed: int, faults: Faults) -> dict[str, Any]:
    """What `/health` says; `speed` is null for a clock that does not run by itself."""
    now = clock.now()
    minute = current_minute(clock)
    return {
        "status": "ok",
        "lab_time": utc(now).isoformat(timespec="milliseconds"),
        "minute": minute,
        "seconds_to_next": round(minute + MINUTE - now, 3),
        "speed": clock.speed if isinstance(clock, LabClock) else None,
        "seed": seed,
        "faults": {
            "slow": faults.slow,
            "slow_seconds": faults.slow_seconds,
            "error": faults.error,
            "truncated": faults.truncated,
        },
    }


def json_line(value: object) -> bytes:
    """JSON in UTF-8, on one line, legible in a terminal: letters are not escaped."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def json_response(body: bytes, status: int = 200) -> Response:
    """An answer of type JSON; its Content-Length is that of the body, whole or not."""
    return Response(body, status, content_type="application/json; charset=utf-8")


def error_response(error: HTTPException) -> Response:
    """An HTTP error as JSON, with the headers that belong to it, such as Allow."""
    problem = {"error": error.name, "message": error.description}
    response = json_response(json_line(problem), error.code or 500)
    for header, value in error.get_headers():
        if header.lower() != "content-type":
            response.headers[header] = value
    return response


def never_cached(response: Response) -> Response:
    """The next minute brings another answer, so no one may keep this one."""
    response.headers["Cache-Control"] = "no-store"
    return response
