from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults
from mock_tweet_server.stream import tweet
from nuage.clock import LabClock, ManualClock

START = 1_795_290_780


def client(
    clock: ManualClock | LabClock | None = None,
    faults: Faults | None = None,
    slept: list[float] | None = None,
) -> FlaskClient:
    waits = [] if slept is None else slept
    clock = clock or ManualClock(START + 3.5)
    return create_app(clock, 42, faults or Faults(), waits.append).test_client()


def test_the_tweet_of_the_minute() -> None:
    response = client().get("/tweet")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Length"] == str(len(response.data))
    assert json.loads(response.data) == tweet(42, START)


def test_the_answer_is_one_legible_line() -> None:
    clock = ManualClock(START)
    asker = client(clock)
    bodies = []
    for _ in range(200):
        bodies.append(asker.get("/tweet").data)
        clock.advance(60)
    assert all(body.count(b"\n") == 1 and body.endswith(b"}\n") for body in bodies)
    assert "é".encode() in b"".join(bodies)


def test_the_tweet_changes_with_the_minute_and_not_before() -> None:
    clock = ManualClock(START)
    one, other = client(clock), client(clock)
    first = one.get("/tweet").data
    clock.advance(59.9)
    assert one.get("/tweet").data == other.get("/tweet").data == first
    clock.advance(0.1)
    assert one.get("/tweet").json == other.get("/tweet").json == tweet(42, START + 60)


def test_health() -> None:
    assert client().get("/health").json == {
        "status": "ok",
        "lab_time": "2026-11-21T19:53:03.500+00:00",
        "minute": START,
        "seconds_to_next": 56.5,
        "speed": None,
        "seed": 42,
        "faults": {"slow": 0.0, "slow_seconds": 5.0, "error": 0.0, "truncated": 0.0},
    }


def test_health_tells_the_speed() -> None:
    answer = client(LabClock(60, START)).get("/health").json
    assert answer is not None
    assert answer["speed"] == 60
    assert answer["minute"] % 60 == 0


def test_the_index_leads_to_the_rest() -> None:
    asker = client()
    index = asker.get("/").json
    assert index is not None
    assert [path["path"] for path in index["paths"]] == ["/tweet", "/health"]
    assert all(asker.get(path["path"]).status_code == 200 for path in index["paths"])


def test_an_unknown_path_is_404_in_json() -> None:
    response = client().get("/tweets")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    answer = response.json
    assert answer is not None
    assert answer["error"] == "Not Found"
    assert answer["message"].startswith("The requested URL was not found on the server.")


@pytest.mark.parametrize("path", ["/tweet", "/health", "/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_another_method_is_405_in_json(method: str, path: str) -> None:
    response = client().open(path, method=method)
    assert response.status_code == 405
    assert {word.strip() for word in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    assert response.json == {
        "error": "Method Not Allowed",
        "message": "The method is not allowed for the requested URL.",
    }


def test_a_bug_is_500_in_json() -> None:
    # a clock without a number makes every route fail
    response = client(ManualClock(float("nan"))).get("/tweet")
    assert response.status_code == 500
    answer = response.json
    assert answer is not None
    assert answer["error"] == "Internal Server Error"


def test_head_has_the_headers_alone() -> None:
    asker = client()
    head, get = asker.head("/tweet"), asker.get("/tweet")
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_error_fault() -> None:
    response = client(faults=Faults(error=1)).get("/tweet")
    assert response.status_code == 500
    assert response.json == {
        "error": "Internal Server Error",
        "message": "A fault on purpose (NUAGE_TWEETS_FAULTS): ask again.",
    }


def test_truncated_fault_is_never_json_and_has_a_right_length() -> None:
    clock = ManualClock(START)
    asker = client(clock, Faults(truncated=1))
    for _ in range(100):
        response = asker.get("/tweet")
        assert response.status_code == 200
        assert response.headers["Content-Length"] == str(len(response.data))
        assert response.data.startswith(b'{"created_at"')
        with pytest.raises(ValueError):  # noqa: PT011 - a bad UTF-8 sequence or bad JSON
            json.loads(response.data)
        clock.advance(60)


def test_slow_fault_answers_late_but_rightly() -> None:
    slept: list[float] = []
    response = client(faults=Faults(slow=1, slow_seconds=7), slept=slept).get("/tweet")
    assert slept == [7]
    assert response.json == tweet(42, START)


def test_faults_are_of_the_tweet_alone() -> None:
    asker = client(faults=Faults(error=1))
    assert asker.get("/health").status_code == 200
    assert asker.get("/").status_code == 200


def test_asking_again_within_the_minute_may_succeed() -> None:
    asker = client(faults=Faults(error=0.5))
    assert {asker.get("/tweet").status_code for _ in range(20)} == {200, 500}
