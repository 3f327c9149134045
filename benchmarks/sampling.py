"""How often something is done, and what is kept of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence


def rate(work: Callable[[int], object], count: int, budget: float) -> float:
    """How often a second `work` can be done.

    :param count: how often at most
    :param budget: for how long at most, in seconds
    """
    begun = time.perf_counter()
    done = 0
    while done < count and (done == 0 or time.perf_counter() - begun < budget):
        work(done)
        done += 1
    return done / (time.perf_counter() - begun)


def durations(work: Callable[[int], object], count: int, budget: float) -> list[float]:
    """How long each of `count` turns takes, in milliseconds; fewer when `budget` seconds are over."""
    found: list[float] = []
    begun = time.perf_counter()
    for turn in range(count):
        before = time.perf_counter()
        work(turn)
        after = time.perf_counter()
        found.append((after - before) * 1000)
        if after - begun > budget:
            break
    return found


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: an observed value, never one in between.

    >>> percentile([4, 1, 3, 2], 50)
    2
    >>> percentile([4, 1, 3, 2], 99)
    4
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]
