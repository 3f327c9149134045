"""Listings that are brought up to date: what is asked again of the store, and what is not."""

from __future__ import annotations

import gc
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.objects.snapshots import Snapshot, Snapshots
from nuage.athena.objects.store import ObjectInfo


@dataclass(eq=False)
class Entry:
    """An object as a store keeps it."""

    key: str
    etag: str = "e"


class Bucket:
    """A bucket: what it is does not matter, only whether it is still there."""


def made() -> tuple[Snapshots, list[str]]:
    asked: list[str] = []

    def info(entry: Entry) -> ObjectInfo:
        asked.append(entry.key)
        return ObjectInfo(entry.key, 1, entry.etag)

    return Snapshots(info), asked


def keys(snapshot: Snapshot, prefix: str = "") -> list[str]:
    return [info.key for info in snapshot.below(prefix)]


def test_only_new_entries_are_asked_for() -> None:
    snapshots, asked = made()
    bucket, entries = Bucket(), [Entry("b"), Entry("a"), Entry("c")]
    first = snapshots.of(bucket, list(entries))
    assert keys(first) == ["a", "b", "c"]
    assert snapshots.of(bucket, list(entries)) is first
    asked.clear()
    entries[1] = Entry("a", "changed")  # overwritten
    del entries[0]  # deleted
    entries.append(Entry("d"))
    second = snapshots.of(bucket, list(entries))
    assert asked == ["a", "d"]
    assert [(info.key, info.etag) for info in second.below("")] == [("a", "changed"), ("c", "e"), ("d", "e")]
    assert keys(first) == ["a", "b", "c"]


def test_buckets_have_their_own_and_a_deleted_one_is_forgotten() -> None:
    snapshots, _ = made()
    bucket, other = Bucket(), Bucket()
    assert keys(snapshots.of(bucket, [Entry("x")])) == ["x"]
    assert keys(snapshots.of(other, [])) == []
    del bucket
    gc.collect()
    assert list(snapshots._kept) == [other]


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("", ["a", "b/1", "b/2", "b0", "\U0010ffff"]),
        ("b/", ["b/1", "b/2"]),
        ("b", ["b/1", "b/2", "b0"]),
        ("\U0010ffff", ["\U0010ffff"]),
        ("c", []),
        ("b/2x", []),
    ],
)
def test_prefixes(prefix: str, found: list[str]) -> None:
    snapshots, _ = made()
    entries = [Entry(key) for key in ("b0", "\U0010ffff", "b/2", "a", "b/1")]
    assert keys(snapshots.of(Bucket(), entries), prefix) == found


@given(st.lists(st.text("ab/", max_size=4), unique=True), st.text("ab/", max_size=3))
def test_a_prefix_finds_what_begins_with_it(names: list[str], prefix: str) -> None:
    snapshots, _ = made()
    found = keys(snapshots.of(Bucket(), [Entry(name) for name in names]), prefix)
    assert found == sorted(name for name in names if name.startswith(prefix))
