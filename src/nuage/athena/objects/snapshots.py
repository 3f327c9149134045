"""Sorted listings of buckets that are brought up to date, not made again, when they are asked for.

A bucket of 100,000 objects is not walked for every query: the store's own entries are compared with those of
the last time, which is a comparison of addresses. This is right as long as the store puts a new entry in the
place of an old one, and never changes one that is in its place; LocalStack's S3 does so.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from nuage.athena.objects.store import ObjectInfo


class Snapshot:
    """The objects of a bucket, and the store's entries that they were made from.

    The entries are held, so that no other one can get the address of one that went.

    :param infos: in the order of the entries
    """

    def __init__(self, entries: list[Any], infos: list[ObjectInfo]) -> None:
        self.entries = entries
        self.infos = infos
        self._sorted = sorted(infos)  # by key, which is the first of each
        self._keys = [info.key for info in self._sorted]

    def below(self, prefix: str) -> list[ObjectInfo]:
        """The objects whose keys begin with a prefix, by key."""
        first = bisect_left(self._keys, prefix)
        # from there on, keys begin with the prefix, and then no more
        after = bisect_left(self._keys, True, first, key=lambda key: not key.startswith(prefix))
        return self._sorted[first:after]


class Snapshots:
    """The last snapshot of each bucket; it goes when its bucket goes. Safe for many threads.

    :param info: what is told of one of the store's entries
    """

    def __init__(self, info: Callable[[Any], ObjectInfo]) -> None:
        self._info = info
        self._lock = threading.Lock()
        self._kept: WeakKeyDictionary[Any, Snapshot] = WeakKeyDictionary()

    def of(self, bucket: Any, entries: list[Any]) -> Snapshot:
        """The snapshot of a bucket, which now has these entries."""
        with self._lock:
            kept = self._kept.get(bucket)
            if kept is not None and kept.entries == entries:
                return kept
            known = {} if kept is None else dict(zip(map(id, kept.entries), kept.infos, strict=True))
            made = Snapshot(entries, [known.get(id(entry)) or self._info(entry) for entry in entries])
            self._kept[bucket] = made
            return made
