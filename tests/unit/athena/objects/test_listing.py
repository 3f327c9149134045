"""Which objects hold rows, and where a LOCATION points."""

from __future__ import annotations

import pytest

from nuage.athena.errors import QueryError
from nuage.athena.objects.listing import data_objects, is_visible
from nuage.athena.objects.store import Location, ObjectInfo, parse_location
from tests.unit.athena.objects.dictionary_store import DictionaryStore


@pytest.mark.parametrize(
    ("relative", "visible"),
    [
        ("a.json", True),
        ("deep/er/a.json", True),
        ("a_b.json", True),
        ("a/b.c/d_e", True),
        ("_SUCCESS", False),
        (".hidden", False),
        ("x/_temporary", False),
        ("_temporary/x", False),
        ("a/.b/c", False),
        ("", False),
        ("folder/", False),
    ],
)
def test_hidden_names_and_folder_markers_are_not_read(relative: str, visible: bool) -> None:
    assert is_visible(relative) is visible


def visible(store: DictionaryStore, prefix: str) -> list[str]:
    return [info.key for info in data_objects(store.list("bucket", prefix), Location("bucket", prefix))]


def test_all_that_holds_rows_is_listed_at_any_depth() -> None:
    store = DictionaryStore(
        {"t/": b"", "t/a": b"1", "t/x/y/b": b"2", "t/empty": b"", "t/_c": b"3", "tt/d": b"4"}
    )
    store.infos["t/old"] = ObjectInfo("t/old", 5, "e", storage_class="GLACIER")
    assert visible(store, "t/") == ["t/a", "t/x/y/b"]


def test_the_folder_of_a_table_may_itself_be_hidden() -> None:
    store = DictionaryStore({"_private/a": b"1"})
    assert visible(store, "_private/") == ["_private/a"]


@pytest.mark.parametrize(
    ("uri", "location"),
    [
        ("s3://b/t/", ("b", "t/")),
        ("s3://b/t", ("b", "t/")),
        ("s3://b", ("b", "")),
        ("s3://b/", ("b", "")),
        ("s3a://b//x///y/", ("b", "x/y/")),
        ("s3://b/a#b?c/", ("b", "a#b?c/")),
        ("s3://b/dt=2026-01-01/é é/", ("b", "dt=2026-01-01/é é/")),
    ],
)
def test_a_location_is_a_bucket_and_a_prefix(uri: str, location: tuple[str, str]) -> None:
    assert parse_location(uri) == location


@pytest.mark.parametrize("uri", ["", "t/", "file:///etc", "https://b/x", "s3:///x"])
def test_other_paths_are_no_locations(uri: str) -> None:
    with pytest.raises(QueryError, match="HIVE_METASTORE_ERROR: No FileSystem for scheme: "):
        parse_location(uri)
