"""CORS of a function URL: which pages of other sites a browser lets call it.

https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from nuage.functions.urls.answer import Answer

Cors = Mapping[str, Any]


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser asks beforehand.

    :param headers: by name in lower case
    """
    return method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight(cors: Cors, headers: Mapping[str, str]) -> Answer:
    """The answer to a browser that asks beforehand: Lambda gives it, the function is not invoked."""
    allowed = allowances(cors, headers["origin"])
    if allowed:
        allowed += _list(cors, "AllowMethods", "Access-Control-Allow-Methods")
        allowed += _list(cors, "AllowHeaders", "Access-Control-Allow-Headers")
        if cors.get("MaxAge"):
            allowed.append(("Access-Control-Max-Age", str(cors["MaxAge"])))
    return Answer(200, tuple(allowed), b"")


def allowances(cors: Cors, origin: str) -> list[tuple[str, str]]:
    """The headers that let a page of this origin read an answer; none when it may not."""
    origins: Sequence[str] = cors.get("AllowOrigins") or ()
    if not any(fnmatchcase(origin, allowed) for allowed in origins):
        return []
    credentials = bool(cors.get("AllowCredentials"))
    # browsers refuse the asterisk where cookies go along
    everybody = "*" in origins and not credentials
    headers = [("Access-Control-Allow-Origin", "*" if everybody else origin)]
    if not everybody:
        headers.append(("Vary", "Origin"))
    if credentials:
        headers.append(("Access-Control-Allow-Credentials", "true"))
    return headers + _list(cors, "ExposeHeaders", "Access-Control-Expose-Headers")


def with_allowances(answer: Answer, cors: Cors, origin: str) -> Answer:
    """An answer with the headers of the configuration, which win over those that the function set."""
    kept = [pair for pair in answer.headers if not pair[0].lower().startswith("access-control-")]
    return Answer(answer.status, (*kept, *allowances(cors, origin)), answer.body)


def _list(cors: Cors, key: str, header: str) -> list[tuple[str, str]]:
    values = cors.get(key)
    return [(header, ",".join(values))] if values else []
