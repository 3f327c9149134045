"""Faults on purpose, for teaching: slow answers, HTTP 500, truncated JSON. Off unless asked for.

A fault follows from seed, minute and the number of the request, so a lesson can be repeated, and
asking again within the same minute may well succeed.
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_tweet_server.draw import Draw

KINDS = ("slow", "error", "truncated")
ALLOWED = (
    "expected comma-separated fault=rate, such as slow=0.1:5,error=0.1,truncated=0.05: the faults are slow, "
    "error and truncated, each at most once; rates are from 0 to 1 and add up to 1 at most; "
    "slow may say after a colon how many seconds it waits, above 0, to 300"
)


class FaultsError(ValueError):
    """The description of the faults cannot be read; the text says which part and what is allowed."""


@dataclass(frozen=True)
class Faults:
    """How often each fault happens: a share of all requests, from 0 to 1. A request has one at most."""

    slow: float = 0.0
    error: float = 0.0
    truncated: float = 0.0
    slow_seconds: float = 5.0  # real seconds that a slow answer takes longer

    def choose(self, seed: int, minute: int, request: int) -> str | None:
        """The fault of a request, one of `KINDS`, or None.

        :param minute: epoch second at which the lab minute begins
        :param request: how many requests came before this one
        """
        point = Draw(seed, "fault", minute, request).uniform()
        for kind in KINDS:
            point -= getattr(self, kind)
            if point < 0:
                return kind
        return None


def parse(text: str) -> Faults:
    """Read a description such as `slow=0.1:5,error=0.1,truncated=0.05`; the empty one means none.

    :raises FaultsError: when a part is not allowed
    """
    rates: dict[str, float] = {}
    seconds = Faults.slow_seconds
    for part in filter(None, (part.strip() for part in text.split(","))):
        kind, _, value = (piece.strip() for piece in part.partition("="))
        rate, colon, wait = (piece.strip() for piece in value.partition(":"))
        if kind not in KINDS:
            raise FaultsError(f"unknown fault in {part!r}: {ALLOWED}")
        if kind in rates:
            raise FaultsError(f"{kind} is there twice, again in {part!r}: {ALLOWED}")
        if colon and kind != "slow":
            raise FaultsError(f"only slow takes seconds, not {part!r}: {ALLOWED}")
        rates[kind] = _number(rate, 0, 1, f"bad rate in {part!r}")
        if colon:
            seconds = _number(wait, 0, 300, f"bad seconds in {part!r}")
            if seconds == 0:
                raise FaultsError(f"bad seconds in {part!r}: {ALLOWED}")
    # rates such as 0.1 + 0.2 + 0.7 add up to a hair more than 1 in binary
    if sum(rates.values()) > 1 + 1e-9:
        raise FaultsError(f"the rates in {text!r} add up to more than 1: {ALLOWED}")
    return Faults(**rates, slow_seconds=seconds)


def _number(text: str, low: float, high: float, problem: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise FaultsError(f"{problem}: {ALLOWED}") from None
    # not NaN either, for which every comparison is false
    if not low <= value <= high:
        raise FaultsError(f"{problem}: {ALLOWED}")
    return value
