"""The last calls, in a ring of a fixed length: noting one is cheap, telling them is not hurried."""

from __future__ import annotations

import itertools
from collections import deque
from typing import Any, NamedTuple

from nuage import settings
from nuage.clock import LabClock, utc
from nuage.control.requests import Answer, Request

KEPT = 1000


class Call(NamedTuple):
    """One call, as it ended."""

    wall: float  # when it began, epoch seconds
    milliseconds: float
    service: str
    operation: str
    region: str
    caller: str  # an ARN, or empty
    key: str  # the access key id
    verdict: str
    resource: str
    status: int
    error: str  # AWS's code, or empty


class CallLog:
    """The last calls, numbered from 1 on. Threads may note and read at once."""

    def __init__(self, kept: int = KEPT) -> None:
        self._calls: deque[tuple[int, Call]] = deque(maxlen=kept)
        self._numbers = itertools.count(1)

    def note(self, call: Call) -> None:
        """Keep a call."""
        self._calls.append((next(self._numbers), call))

    def since(self, number: int = 0) -> list[tuple[int, Call]]:
        """The calls behind a number, oldest first."""
        return sorted(numbered for numbered in self._calls.copy() if numbered[0] > number)


CALLS = CallLog()


def get(request: Request) -> Answer:
    """The last calls, newest last. `limit`, `since` (a call's id) and `service` choose.

    `next` is the id to ask from the next time; `missed` counts calls that were forgotten since.
    """
    request.only("limit", "since", "service")
    limit = request.number("limit", 100, KEPT)
    after = request.number("since", 0, 2**63)
    service = request.query.get("service")
    there = CALLS.since(after)
    chosen = [found for found in there if service is None or found[1].service == service]
    if "since" in request.query:
        shown = chosen[:limit]  # a poller gets the rest the next time
        following = shown[-1][0] if len(shown) < len(chosen) and shown else (there[-1][0] if there else after)
    else:
        shown = chosen[-limit:] if limit else []
        following = there[-1][0] if there else after
    loaded = settings.load()
    lab = LabClock(loaded.speed, loaded.clock_origin)
    return Answer(
        {
            "calls": [described(number, call, lab) for number, call in shown],
            "next": following,
            "missed": there[0][0] - after - 1 if there and "since" in request.query else 0,
        }
    )


def described(number: int, call: Call, lab: LabClock) -> dict[str, Any]:
    """A call in JSON."""
    return {
        "id": number,
        "time": _iso(lab.at(call.wall)),
        "wall_time": _iso(call.wall),
        "milliseconds": round(call.milliseconds, 2),
        "caller": call.caller or None,
        "access_key": masked(call.key),
        "service": call.service,
        "operation": call.operation,
        "region": call.region,
        "resource": call.resource or None,
        "verdict": call.verdict,
        "status": call.status,
        "error": call.error or None,
    }


def masked(key: str) -> str | None:
    """An access key id, as it may be shown: the owner's in full, of another one the ends."""
    if not key:
        return None
    if key == "test" or (len(key) == 12 and key.isdecimal()):
        return key
    return f"{key[:4]}…{key[-4:]}" if len(key) > 8 else f"{key[:1]}…"


def _iso(moment: float) -> str:
    return utc(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")
