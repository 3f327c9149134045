"""HTTP to our own servers: never through a proxy, which would look for 127.0.0.1 on its own machine."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """A status and a JSON body."""

    status: int
    body: Any


def call(url: str, method: str = "GET", timeout: float = 2.0) -> Answer | None:
    """What a server answers, or None when nobody answers JSON there.

    :param timeout: in seconds
    """
    request = urllib.request.Request(url, method=method, data=b"" if method == "POST" else None)  # noqa: S310 - ours
    try:
        with _opener.open(request, timeout=timeout) as answer:
            return Answer(answer.status, json.load(answer))
    except urllib.error.HTTPError as error:
        with error:
            try:
                return Answer(error.code, json.load(error))
            except ValueError:
                return Answer(error.code, None)
    except (OSError, ValueError):
        return None
