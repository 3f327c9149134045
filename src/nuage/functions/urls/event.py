"""The event that a function gets for a request to its URL: payload format 2.0.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from nuage.clock import utc

# what AWS takes for text; a body of any other type, or of none, is sent in Base64
_TEXT_TYPES = frozenset({"application/json", "application/javascript", "application/xml"})
# strftime's depend on the locale
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# headers between two machines on the way, which say nothing to the function
_HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"}
)


@dataclass(frozen=True)
class UrlRequest:
    """A request to a function URL.

    `path` and `query` are as they were sent, percent-encoded; `path` begins with a slash.
    """

    url_id: str
    method: str
    path: str
    query: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    source_ip: str
    host: str  # with the port
    request_id: str
    now: float  # lab time, in seconds since the epoch
    prefix: str = ""  # the part of the path that names the URL, where its host does not
    scheme: str = "http"
    account: str = "anonymous"
    authorizer: Mapping[str, Any] | None = field(default=None)


def event(request: UrlRequest) -> dict[str, Any]:
    """The event, as JSON takes it. What AWS leaves out of an event is not there: cookies, query and body."""
    headers, cookies = _headers(request)
    body, encoded = _body(request.body, headers)
    parameters = query_parameters(request.query)
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": request.path,
        "rawQueryString": request.query,
        **({"cookies": cookies} if cookies else {}),
        "headers": headers,
        **({"queryStringParameters": parameters} if parameters else {}),
        "requestContext": _context(request, headers),
        **({} if body is None else {"body": body}),
        "isBase64Encoded": encoded,
    }


def query_parameters(query: str) -> dict[str, str]:
    """The decoded parameters; the values of one that is there several times are joined with commas."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in found.items()}


def readable(now: float) -> str:
    """A time as the event writes it: `12/Mar/2020:19:03:58 +0000`."""
    moment = utc(now)
    return f"{moment:%d}/{_MONTHS[moment.month - 1]}/{moment:%Y:%H:%M:%S} +0000"


def _context(request: UrlRequest, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "accountId": request.account,
        "apiId": request.url_id,
        **({"authentication": None, "authorizer": request.authorizer} if request.authorizer else {}),
        "domainName": request.host,
        "domainPrefix": request.url_id,
        "http": {
            "method": request.method,
            "path": request.path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source_ip,
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": request.request_id,
        "routeKey": "$default",
        "stage": "$default",
        "time": readable(request.now),
        "timeEpoch": int(request.now * 1000),
    }


def _headers(request: UrlRequest) -> tuple[dict[str, str], list[str]]:
    """Headers in lower case, several of one name joined; and the cookies, which are no header here."""
    joined: dict[str, str] = {}
    cookies: list[str] = []
    for name, value in request.headers:
        key = name.lower()
        if key == "cookie":
            cookies += [cookie.strip() for cookie in value.split(";") if cookie.strip()]
        elif key not in _HOP_BY_HOP:
            joined[key] = f"{joined[key]},{value}" if key in joined else value
    port = request.host.rpartition(":")[2]
    joined |= {
        "x-forwarded-for": request.source_ip,
        "x-forwarded-port": port if port.isdecimal() else {"https": "443"}.get(request.scheme, "80"),
        "x-forwarded-proto": request.scheme,
    }
    if request.prefix:
        joined["x-forwarded-prefix"] = request.prefix
    return joined, cookies


def _body(body: bytes, headers: Mapping[str, str]) -> tuple[str | None, bool]:
    if not body:
        return None, False
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or kind in _TEXT_TYPES or kind.endswith(("+json", "+xml"))
    if is_text and "content-encoding" not in headers:
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass  # it calls itself a text, and is none
    return base64.b64encode(body).decode(), True
