"""What a function returns, as the HTTP answer of its URL.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

# measured on AWS: LocalStack's test_lambda_url_invocation_exception
INTERNAL_SERVER_ERROR = "Internal Server Error"
# framing is the server's business
_FRAMING = frozenset({"connection", "content-length", "transfer-encoding"})


class MalformedAnswerError(ValueError):
    """The function returned what cannot be an HTTP answer; AWS answers 502."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def answer(payload: bytes) -> Answer:
    """The answer for what a function returned.

    An object with `statusCode` says all by itself; anything else is the body of a 200, in JSON without
    spaces, and a text as it is (both measured on AWS, LocalStack's test_lambda_url_invocation).

    :param payload: JSON, as the runtime sends it
    :raises MalformedAnswerError: for a status, headers, cookies or a body that are none
    """
    try:
        value = json.loads(payload)
    except ValueError:
        raise MalformedAnswerError("the function's answer is not JSON") from None
    if not isinstance(value, dict) or "statusCode" not in value:
        return Answer(200, (("Content-Type", "application/json"),), _text(value))
    return Answer(_status(value["statusCode"]), tuple(_headers(value)), _body(value))


def plain(status: int, text: str) -> Answer:
    """An answer of Lambda's own, in plain text."""
    return Answer(status, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())


def problem(status: int, kind: str, **fields: str | None) -> Answer:
    """An answer of Lambda's own, in JSON.

    :param kind: AWS's name of the error, which stands in a header
    """
    headers = (("Content-Type", "application/json"), ("x-amzn-ErrorType", kind))
    return Answer(status, headers, json.dumps(fields, separators=(",", ":")).encode())


def _status(value: Any) -> int:
    try:
        status = int(value)
    except (TypeError, ValueError):
        raise MalformedAnswerError(f"statusCode is {value!r}") from None
    if isinstance(value, bool) or not 100 <= status <= 599:
        raise MalformedAnswerError(f"statusCode is {value!r}")
    return status


def _headers(value: dict[str, Any]) -> list[tuple[str, str]]:
    headers = value.get("headers")
    cookies = value.get("cookies")
    if not isinstance(headers if headers is not None else {}, dict):
        raise MalformedAnswerError("headers are not an object")
    if not isinstance(cookies if cookies is not None else [], list):
        raise MalformedAnswerError("cookies are not a list")
    found = [(name, _word(text)) for name, text in (headers or {}).items() if name.lower() not in _FRAMING]
    if "content-type" not in {name.lower() for name, _ in found}:
        found.insert(0, ("Content-Type", "application/json"))
    found += [("Set-Cookie", _word(cookie)) for cookie in cookies or []]
    if any("\r" in part or "\n" in part for pair in found for part in pair):
        raise MalformedAnswerError("a header holds a line break")
    return found


def _word(value: Any) -> str:
    """A header's value: JSON's true and numbers are written as JSON writes them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise MalformedAnswerError(f"a header's value is {value!r}")


def _body(value: dict[str, Any]) -> bytes:
    body = value.get("body")
    if body is None:
        return b""
    if value.get("isBase64Encoded") is True:
        try:
            return base64.b64decode(body, validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise MalformedAnswerError("the body is not Base64") from None
    return _text(body)


def _text(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def with_request_id(found: Answer, request_id: str) -> Answer:
    """An answer with the id of the invocation, by which its log lines are found."""
    if "x-amzn-requestid" in {name.lower() for name, _ in found.headers}:
        return found
    return Answer(found.status, (*found.headers, ("x-amzn-RequestId", request_id)), found.body)
