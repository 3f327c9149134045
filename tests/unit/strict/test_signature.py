"""Requests signed by botocore, checked by us; then the same with one thing changed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.auth import HmacV1QueryAuth, S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from nuage.strict import signature
from nuage.strict.folder import Key
from nuage.strict.signature import Message
from nuage.strict.verify import Fault, Verdict, verify

KEY = Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
SESSION = Key("ASIAIOSFODNN7EXAMPLE", "secret", "IQoJtoken", expires=4_000_000_000)
HOST = "https://127.0.0.1:4567"


def message(request: Any, target: str, body: bytes = b"", method: str = "POST") -> Message:
    headers = (*request.headers.items(), ("Host", "127.0.0.1:4567"))
    return Message(method, target, headers, io.BytesIO(body))


def signed(
    target: str, body: bytes = b"", service: str = "dynamodb", key: Key = KEY, method: str = "POST"
) -> Message:
    credentials = Credentials(key.id, key.secret, key.token or None)
    request = AWSRequest(method, HOST + target, data=body, headers={"X-Amz-Target": "a"})
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(credentials, service, "us-east-1").add_auth(request)
    return message(request, target, body, method)


def check(said: Message, now: float | None = None, *keys: Key) -> Verdict:
    known = {key.id: key for key in keys or (KEY, SESSION)}
    return verify(said, known.get, now if now is not None else datetime.now(UTC).timestamp())


def changed(said: Message, **changes: Any) -> Message:
    return replace(said, **changes)


@pytest.mark.parametrize("key", [KEY, SESSION])
@pytest.mark.parametrize(
    ("target", "service"),
    [
        ("/", "dynamodb"),
        ("/2015-03-31/functions/a%3Ab/policy?Qualifier=1&a=%20", "lambda"),
        ("/bucket/a%20b/%C3%A9%2Bx//y?tagging&x-id=PutObject", "s3"),
    ],
)
def test_what_botocore_signs_is_believed(key: Key, target: str, service: str) -> None:
    assert check(signed(target, b"{}", service, key)) == Verdict(key.id)


@given(st.binary(max_size=200), st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30))
def test_any_body_and_header(body: bytes, text: str) -> None:
    credentials = Credentials(KEY.id, KEY.secret)
    request = AWSRequest("POST", f"{HOST}/", data=body, headers={"X-Amz-Meta-A": f" {text}  {text} "})
    SigV4Auth(credentials, "sqs", "eu-west-3").add_auth(request)
    said = message(request, "/", body)
    assert check(said) == Verdict(KEY.id)
    assert check(changed(said, body=io.BytesIO(body + b"x"))).fault == Fault("mismatch")


def test_what_was_changed_on_its_way_is_not_believed() -> None:
    said = signed("/?a=1", b"{}")
    for changes in (
        {"method": "GET"},
        {"target": "/?a=2"},
        {"target": "/x?a=1"},
        {"body": io.BytesIO(b"{ }")},
        {"headers": tuple((n, "b" if n == "X-Amz-Target" else v) for n, v in said.headers)},
    ):
        assert check(changed(said, **changes)).fault == Fault("mismatch"), changes
    assert check(said, None, Key(KEY.id, "another")).fault == Fault("mismatch")


def test_keys_and_tokens() -> None:
    assert check(signed("/"), None, SESSION).fault == Fault("unknown key")
    assert check(signed("/", key=Key(SESSION.id, "secret"))).fault == Fault("unknown key")
    assert check(signed("/", key=Key(SESSION.id, "secret", "other"))).fault == Fault("wrong token")
    ended = Key(SESSION.id, "secret", SESSION.token, expires=1)
    assert check(signed("/", key=SESSION), None, ended).fault == Fault("expired token")


def test_the_time_may_be_off_by_fifteen_minutes() -> None:
    said = signed("/")
    stamp = said.header("x-amz-date")
    at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    assert check(said, at + 900).fault is None
    assert check(said, at - 900).fault is None
    late = check(said, at + 901).fault
    assert late is not None
    assert late.name == "skewed"
    assert late.detail.startswith(f"Signature expired: {stamp} is now earlier than ")
    early = check(said, at - 901).fault
    assert early is not None
    assert early.detail.startswith(f"Signature not yet current: {stamp} is still later than ")


def test_s3_names_the_hash_of_its_body() -> None:
    said = signed("/b/k", b"body", "s3", method="PUT")
    assert check(said) == Verdict(KEY.id)
    assert check(changed(said, body=io.BytesIO(b"other"))).fault == Fault("other body")
    without = tuple(pair for pair in said.headers if pair[0].lower() != "x-amz-content-sha256")
    assert check(changed(said, headers=without)).fault == Fault("no hash")


def presigned(signer: Any, path: str = "/b/a%20b?versionId=1") -> tuple[str, Message]:
    request = AWSRequest("GET", HOST + path)
    signer.add_auth(request)
    target = request.url.removeprefix(HOST)
    return target, Message("GET", target, (("Host", "127.0.0.1:4567"), ("Accept", "*/*")), io.BytesIO())


@pytest.mark.parametrize("key", [KEY, SESSION])
def test_presigned_urls(key: Key) -> None:
    credentials = Credentials(key.id, key.secret, key.token or None)
    for signer in (
        S3SigV4QueryAuth(credentials, "s3", "us-east-1", expires=60),
        HmacV1QueryAuth(credentials, expires=60),
    ):
        target, said = presigned(signer)
        assert check(said) == Verdict(key.id)
        assert check(changed(said, target=target.replace("/a", "/c"))).fault == Fault("mismatch")
        assert check(changed(said, method="PUT")).fault == Fault("mismatch")
        later = datetime.now(UTC).timestamp() + 61
        assert check(said, later).fault == Fault("request expired")


def test_what_is_not_signed_is_nobodys() -> None:
    assert check(Message("GET", "/b/k", (("Host", "h"),), io.BytesIO())) == Verdict()


@pytest.mark.parametrize(
    "authorization",
    [
        "AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
        "Basic dTpw",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 nonsense",
    ],
)
def test_other_mechanisms_are_refused(authorization: str) -> None:
    said = Message("GET", "/", (("Host", "h"), ("Authorization", authorization)), io.BytesIO())
    fault = check(said).fault
    assert fault is not None
    assert fault.name == "malformed"


def test_the_body_can_be_read_after_its_hash() -> None:
    said = Message("PUT", "/", (), io.BytesIO(b"body"))
    assert signature.body_hash(said) == signature.body_hash(said)
    assert said.body.read() == b"body"
