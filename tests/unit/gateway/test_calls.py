"""Calls are noted at their begin and end; those that come while the emulator stops are refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws.api import RequestContext
from localstack.http import Request, Response

from nuage.control.calls import CallLog
from nuage.gateway import calls
from nuage.iam.verdicts import VERDICT, Verdict
from nuage.state import keeping
from nuage.state.gate import Gate


class Chain:
    """As much of a chain as handlers see."""

    terminated = False

    def terminate(self) -> None:
        self.terminated = True


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> CallLog:
    fresh = CallLog()
    monkeypatch.setattr(calls, "CALLS", fresh)
    return fresh


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    fresh = Gate()
    monkeypatch.setattr(calls, "GATE", fresh)
    return fresh


def context(service: str = "s3", operation: str = "PutObject", headers: Any = None) -> RequestContext:
    made = RequestContext(Request("PUT", "/bucket/key", headers=headers or {}))
    made.service = SimpleNamespace(service_name=service)
    made.operation = SimpleNamespace(name=operation)
    made.region = "us-east-1"
    made.service_request = {"Bucket": "bucket"}
    return made


SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=AKIAX/20261121/us-east-1/s3/aws4_request, SignedHeaders=x"
}


@pytest.mark.usefixtures("gate")
def test_a_call_is_noted(log: CallLog) -> None:
    made, chain = context(headers=SIGNED), Chain()
    calls.begin(chain, made, Response())
    setattr(
        made, VERDICT, Verdict("arn:aws:iam::000000000000:user/ann", "allowed", "arn:aws:s3:::bucket/key")
    )
    calls.end(chain, made, Response(status=200))
    [(number, call)] = log.since()
    assert number == 1
    assert (call.service, call.operation, call.status, call.error) == ("s3", "PutObject", 200, "")
    assert (call.caller, call.key, call.verdict, call.resource) == (
        "arn:aws:iam::000000000000:user/ann",
        "AKIAX",
        "allowed",
        "arn:aws:s3:::bucket/key",
    )


@pytest.mark.usefixtures("gate")
def test_without_iam_nothing_was_checked(log: CallLog) -> None:
    made = context()
    calls.begin(Chain(), made, Response())
    calls.end(Chain(), made, Response(b"<Error><Code>NoSuchKey</Code></Error>", status=404))
    [(_, call)] = log.since()
    assert (call.caller, call.verdict, call.resource, call.error) == (
        "",
        "not checked",
        "bucket",
        "NoSuchKey",
    )


@pytest.mark.usefixtures("gate")
def test_a_call_of_a_service_is_not_noted_but_kept(log: CallLog, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    kept = SimpleNamespace(note=lambda service, operation: told.append((service, operation)))
    monkeypatch.setattr(keeping, "current", lambda: kept)
    made = context()
    made.internal_request_params = {"service_principal": "sns"}
    calls.begin(Chain(), made, Response())
    calls.end(Chain(), made, Response(status=200))
    assert log.since() == []
    assert told == [("s3", "PutObject")]


@pytest.mark.parametrize(
    ("headers", "query", "key"),
    [
        (SIGNED, "", "AKIAX"),
        ({"Authorization": "AWS AKIAV2:signature"}, "", "AKIAV2"),
        ({}, "X-Amz-Credential=AKIAP%2F20261121%2Fus-east-1%2Fs3%2Faws4_request", "AKIAP"),
        ({}, "AWSAccessKeyId=AKIAQ&Signature=x", "AKIAQ"),
        ({}, "", ""),
    ],
)
def test_access_keys_are_found(headers: dict[str, str], query: str, key: str) -> None:
    assert calls._access_key(Request("GET", "/b/k", headers=headers, query_string=query)) == key


def test_while_it_stops_calls_are_refused(gate: Gate, log: CallLog) -> None:
    gate.shut()
    made, chain, response = context(), Chain(), Response()
    calls.begin(chain, made, response)
    assert (response.status_code, response.get_data()) == (503, b"the emulator is stopping")
    assert chain.terminated
    calls.end(chain, made, response)
    assert log.since() == []
