"""Deterministic draws: the same key gives the same numbers on every Python and every system.

Only `random.Random.random()` is used: Python promises that its sequence for a seed stays the same
between versions (https://docs.python.org/3/library/random.html, "Notes on Reproducibility"), and
promises it for no other method. The key is hashed with SHA-256, because `hash()` of a string
changes from one process to the next. Only +, -, *, / are done with what is drawn: unlike `exp` or
`cos`, they give the same bits everywhere.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


def stable_hash(*key: object) -> int:
    """A number of 64 bits that depends on the key alone."""
    digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:8], "big")


def zipf(count: int) -> list[float]:
    """Zipf's weights: the second is half as likely as the first, the third a third, and so on."""
    return [1 / rank for rank in range(1, count + 1)]


class Draw:
    """A source of draws of its own, made from a key such as a seed, a minute and a purpose."""

    def __init__(self, *key: object) -> None:
        self._random = random.Random(stable_hash(*key))  # noqa: S311 - reproducible on purpose, keeps no secret

    def uniform(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._random.random()

    def chance(self, rate: float) -> bool:
        """True at this rate: never at 0, always at 1."""
        return self.uniform() < rate

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included, all equally likely."""
        return low + int(self.uniform() * (high - low + 1))

    def heavy(self, cap: int) -> int:
        """A count with a heavy tail: at least n with probability 1/(n+1); never above `cap`."""
        return min(int(1 / (1 - self.uniform())) - 1, cap)

    def pick(self, items: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """One of the items; equally likely, or by weight."""
        if weights is None:
            return items[self.whole(0, len(items) - 1)]
        sums = list(accumulate(weights))
        point = self.uniform() * sums[-1]
        return next((item for item, end in zip(items, sums, strict=True) if point < end), items[-1])
