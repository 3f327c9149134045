"""The ring of the last calls, and what is asked of it."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.clock import LabClock
from nuage.control import calls
from nuage.control.calls import Call, CallLog, described, masked
from nuage.control.requests import BadRequestError, Request
from nuage.settings import Settings


def call(service: str = "s3", operation: str = "GetObject", **more: Any) -> Call:
    values: dict[str, Any] = {
        "wall": 1000.0,
        "milliseconds": 1.234,
        "service": service,
        "operation": operation,
        "region": "us-east-1",
        "caller": "arn:aws:iam::000000000000:root",
        "key": "test",
        "verdict": "owner",
        "resource": "",
        "status": 200,
        "error": "",
    }
    return Call(**{**values, **more})


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> CallLog:
    fresh = CallLog(kept=5)
    monkeypatch.setattr(calls, "CALLS", fresh)
    # a lab that runs in this process has settings of its own in the environment
    monkeypatch.setattr("nuage.control.calls.settings.load", Settings)
    return fresh


def ask(**query: str) -> Any:
    return calls.get(Request("GET", "/_nuage/calls", query)).body


def test_the_last_calls_are_kept(log: CallLog) -> None:
    for n in range(8):
        log.note(call(operation=f"Op{n}"))
    assert [(number, found.operation) for number, found in log.since()] == [
        (4, "Op3"),
        (5, "Op4"),
        (6, "Op5"),
        (7, "Op6"),
        (8, "Op7"),
    ]


def test_newest_last_and_limited(log: CallLog) -> None:
    for n in range(4):
        log.note(call(operation=f"Op{n}"))
    answer = ask(limit="2")
    assert [found["operation"] for found in answer["calls"]] == ["Op2", "Op3"]
    assert (answer["next"], answer["missed"]) == (4, 0)


def test_polling_sees_every_call_once(log: CallLog) -> None:
    for n in range(3):
        log.note(call(operation=f"Op{n}"))
    first = ask(since="0", limit="2")
    second = ask(since=str(first["next"]), limit="2")
    third = ask(since=str(second["next"]))
    assert [[found["id"] for found in answer["calls"]] for answer in (first, second, third)] == [
        [1, 2],
        [3],
        [],
    ]
    assert third["next"] == 3


def test_a_poller_learns_what_it_missed(log: CallLog) -> None:
    for _ in range(9):
        log.note(call())
    assert ask(since="2")["missed"] == 2


def test_one_service_alone(log: CallLog) -> None:
    log.note(call("s3"))
    log.note(call("iam"))
    log.note(call("s3"))
    answer = ask(since="0", service="iam")
    assert [found["id"] for found in answer["calls"]] == [2]
    assert answer["next"] == 3


def test_nothing_yet(log: CallLog) -> None:
    assert ask() == {"calls": [], "next": 0, "missed": 0}
    assert ask(limit="0") == {"calls": [], "next": 0, "missed": 0}


@pytest.mark.parametrize(
    "query", [{"limit": "1001"}, {"since": "-1"}, {"limit": "ten"}, {"region": "us-east-1"}]
)
def test_bad_parameters(log: CallLog, query: dict[str, str]) -> None:
    with pytest.raises(BadRequestError):
        ask(**query)


def test_a_call_in_json() -> None:
    shown = described(
        7, call(error="NoSuchKey", status=404, resource="arn:aws:s3:::b/k"), LabClock(60, 940.0)
    )
    assert shown == {
        "id": 7,
        "time": "1970-01-01T01:15:40.000Z",  # 60 wall seconds after the origin: an hour of the lab
        "wall_time": "1970-01-01T00:16:40.000Z",
        "milliseconds": 1.23,
        "caller": "arn:aws:iam::000000000000:root",
        "access_key": "test",
        "service": "s3",
        "operation": "GetObject",
        "region": "us-east-1",
        "resource": "arn:aws:s3:::b/k",
        "verdict": "owner",
        "status": 404,
        "error": "NoSuchKey",
    }


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("", None),
        ("test", "test"),
        ("123456789012", "123456789012"),
        ("ASIAQAAAAAAAABCDEFGH", "ASIA…EFGH"),
        ("secret", "s…"),
    ],
)
def test_access_keys(key: str, shown: str | None) -> None:
    assert masked(key) == shown
