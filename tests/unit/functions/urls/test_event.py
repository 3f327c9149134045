"""Requests as events of payload format 2.0."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.functions.urls.event import UrlRequest, event, query_parameters, readable

NOW = 1583348638.390


def request(**changes: Any) -> UrlRequest:
    values: dict[str, Any] = {
        "url_id": "abc",
        "method": "GET",
        "path": "/my/path",
        "query": "",
        "headers": [("Host", "127.0.0.1:4566")],
        "body": b"",
        "source_ip": "127.0.0.1",
        "host": "127.0.0.1:4566",
        "request_id": "id",
        "now": NOW,
    }
    return UrlRequest(**{**values, **changes})


def test_a_get_without_anything() -> None:
    assert event(request()) == {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/my/path",
        "rawQueryString": "",
        "headers": {
            "host": "127.0.0.1:4566",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "4566",
            "x-forwarded-proto": "http",
        },
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "abc",
            "domainName": "127.0.0.1:4566",
            "domainPrefix": "abc",
            "http": {
                "method": "GET",
                "path": "/my/path",
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "",
            },
            "requestId": "id",
            "routeKey": "$default",
            "stage": "$default",
            "time": "04/Mar/2020:19:03:58 +0000",
            "timeEpoch": 1583348638390,
        },
        "isBase64Encoded": False,
    }


def test_headers_of_one_name_are_joined_and_cookies_are_apart() -> None:
    headers = [("A", "1"), ("a", "2"), ("Cookie", "x=1; y=2"), ("cookie", "z=3"), ("Connection", "close")]
    found = event(request(headers=headers))
    assert found["headers"]["a"] == "1,2"
    assert found["cookies"] == ["x=1", "y=2", "z=3"]
    assert {"cookie", "connection"} & found["headers"].keys() == set()


def test_a_host_without_a_port_has_that_of_its_scheme() -> None:
    assert event(request(host="a.example"))["headers"]["x-forwarded-port"] == "80"
    found = event(request(host="a.example", scheme="https"))["headers"]
    assert (found["x-forwarded-port"], found["x-forwarded-proto"]) == ("443", "https")


def test_the_prefix_of_the_path_is_told_as_proxies_tell_it() -> None:
    assert event(request(prefix="/_aws/lambda-url/abc"))["headers"]["x-forwarded-prefix"] == (
        "/_aws/lambda-url/abc"
    )


def test_a_compressed_body_is_no_text() -> None:
    headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
    found = event(request(headers=headers, body=b"x"))
    assert (found["isBase64Encoded"], found["body"]) == (True, "eA==")


def test_the_caller_of_a_signed_request() -> None:
    found = event(request(account="111122223333", authorizer={"iam": {"userId": "AIDA"}}))["requestContext"]
    assert found["accountId"] == "111122223333"
    assert (found["authentication"], found["authorizer"]) == (None, {"iam": {"userId": "AIDA"}})


@pytest.mark.parametrize(
    ("query", "parameters"),
    [("", {}), ("a", {"a": ""}), ("a=1&a=2&b=%C3%A9+x", {"a": "1,2", "b": "é x"}), ("a=b=c", {"a": "b=c"})],
)
def test_query_parameters(query: str, parameters: dict[str, str]) -> None:
    assert query_parameters(query) == parameters


def test_time_as_apache_writes_it() -> None:
    assert readable(0) == "01/Jan/1970:00:00:00 +0000"


@given(st.binary(min_size=1), st.sampled_from(["text/plain", "application/json", "image/png", ""]))
def test_no_byte_of_a_body_is_lost(body: bytes, kind: str) -> None:
    found = json.loads(json.dumps(event(request(headers=[("Content-Type", kind)], body=body))))
    text = found["body"]
    assert (base64.b64decode(text) if found["isBase64Encoded"] else text.encode()) == body
