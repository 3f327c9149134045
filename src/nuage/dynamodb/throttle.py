"""Provisioned throughput, enforced: a bucket for each table and index that holds five minutes' worth.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from nuage.dynamodb import errors
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.schema import Table

BURST = 300.0  # seconds of unused capacity that are kept


class Throttle:
    """The buckets of an account and region. A new bucket is full.

    :param now: real seconds; throughput is per second of the work it bounds
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str, str], tuple[float, float]] = {}  # level, and when it was seen

    def take(self, table: Table, consumed: Consumed, kind: str) -> None:
        """Take what a request consumed.

        :param kind: `Read` or `Write`
        :raises DynamoDBError: ProvisionedThroughputExceededException, when a bucket holds less than that
        """
        wanted = [("", table.throughput, consumed.on_table)]
        for index in table.indexes:
            units = consumed.on_indexes.get(index.name, 0.0)
            if index.is_global and index.throughput:
                wanted.append((index.name, index.throughput, units))
            else:
                wanted[0] = (
                    wanted[0][0],
                    wanted[0][1],
                    wanted[0][2] + units,
                )  # local indexes use the table's
        with self._lock:
            levels = {
                (table.name, name, kind): (self._level((table.name, name, kind), bought), units)
                for name, bought, units in wanted
                if units
            }
            if any(level < units for level, units in levels.values()):
                raise errors.throttled()
            for key, (level, units) in levels.items():
                self._buckets[key] = (level - units, self._now())

    def clear(self) -> None:
        """Fill every bucket."""
        with self._lock:
            self._buckets.clear()

    def _level(self, key: tuple[str, str, str], bought: dict[str, int]) -> float:
        rate = float(bought[f"{key[2]}CapacityUnits"])
        level, seen = self._buckets.get(key, (rate * BURST, self._now()))
        return min(rate * BURST, level + rate * (self._now() - seen))
