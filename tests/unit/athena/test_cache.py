"""Tables kept between queries: what is read again, and what is not."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mock_tweet_server.stream import tweet
from nuage.athena.cache import PART_OVERHEAD, Scanned, TableCache, TableScan
from nuage.athena.errors import QueryError
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.store import Location
from nuage.athena.serdes import PARQUET, Column, TableFormat
from nuage.athena.types import parse_hive_type
from tests.unit.athena.objects.dictionary_store import DictionaryStore

OPENX = "org.openx.data.jsonserde.JsonSerDe"
IGNORE = {"ignore.malformed.json": "true"}
TABLE = Partition((), Location("bucket", "t/"))


def scan(
    *needed: str,
    properties: dict[str, str] | None = None,
    partitions: tuple[Partition, ...] = (TABLE,),
    serde: str = OPENX,
    name: str = "db.t",
    **partition_columns: str,
) -> TableScan:
    columns = (("id", "int"), ("text", "string"), ("bad", "int"))
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns)
    keys = tuple(Column(name, parse_hive_type(kind)) for name, kind in partition_columns.items())
    return TableScan(name, TableFormat(serde, made, properties or {}), partitions, frozenset(needed), keys)


def cache(tmp_path: Path, budget: int = 10**8, forget: Callable[[str], None] = lambda _: None) -> TableCache:
    return TableCache(budget, tmp_path, forget)


def tweets(count: int) -> DictionaryStore:
    minutes = range(28_000_000, 28_000_000 + count)
    return DictionaryStore({f"t/{m}.json": json.dumps(tweet(1, m * 60)).encode() for m in minutes})


def rows(found: Scanned) -> list[dict[str, object]]:
    return [json.loads(line) for part in found.data.parts for line in (part.lines or b"").splitlines()]


def test_lines_hold_the_needed_columns(tmp_path: Path) -> None:
    store = DictionaryStore({"t/a": b'{"id":1,"text":"x","z":2}\n{"id":"2"}\n', "t/b": b'{"id":3}'})
    found = cache(tmp_path).table(scan("id"), store)
    assert rows(found) == [{"id": 1}, {"id": 2}, {"id": 3}]
    assert found.data.columns == (("id", parse_hive_type("int")),)
    assert [part.path for part in found.data.parts] == ["s3://bucket/t/a", "s3://bucket/t/b"]
    assert (found.scanned, found.read, found.objects) == (45, 45, 2)


def test_a_malformed_object_is_counted_and_its_columns_are_null(tmp_path: Path) -> None:
    store = tweets(99)
    store.put("t/broken", b"{")
    kept = cache(tmp_path)
    counted = rows(kept.table(scan(properties=IGNORE), store))
    assert len(counted) == 100
    found = rows(kept.table(scan("id", properties=IGNORE), store))
    assert sum("id" in row for row in found) == 99
    with pytest.raises(QueryError) as failure:
        kept.table(scan(), store)
    assert failure.value.reason == (
        "HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: "
        "A JSONObject text must end with '}' at 2 [character 3 line 1]"
    )


def test_nothing_is_read_again_while_nothing_changed(tmp_path: Path) -> None:
    store, kept = tweets(10), cache(tmp_path)
    first = kept.table(scan("id"), store)
    again = kept.table(scan("id"), store)
    assert again.data is first.data
    assert (again.scanned, again.read) == (first.scanned, 0)
    assert len(store.reads) == kept.counts.misses == kept.counts.hits == 10


def test_a_new_a_changed_and_a_deleted_object_are_noticed(tmp_path: Path) -> None:
    store, kept = tweets(10), cache(tmp_path)
    first = kept.table(scan("id"), store)
    keys = sorted(store.objects)
    store.put("t/new", b'{"id":1}')
    store.put(keys[3], b'{"id":2}')
    store.delete(keys[0])
    store.reads.clear()
    found = kept.table(scan("id"), store)
    assert sorted(store.reads) == [keys[3], "t/new"]
    assert found.data.key == first.data.key
    assert {part.key for part in first.data.parts} - {part.key for part in found.data.parts}
    ids = [int(key[2:-5]) * 60 for key in keys]
    assert [row["id"] for row in rows(found)] == [*ids[1:3], 2, *ids[4:], 1]


def test_columns_gather_so_that_one_copy_serves_all_queries(tmp_path: Path) -> None:
    forgotten: list[str] = []
    store, kept = tweets(3), cache(tmp_path, forget=forgotten.append)
    first = kept.table(scan("id"), store)
    both = kept.table(scan("text"), store)
    assert [name for name, _ in both.data.columns] == ["id", "text"]
    assert forgotten == [first.data.key]
    store.reads.clear()
    assert kept.table(scan("id"), store).data is both.data
    assert kept.table(scan(), store).data is both.data
    assert store.reads == []


def test_bad_data_in_a_column_that_is_not_needed_fails_no_query(tmp_path: Path) -> None:
    store = DictionaryStore({"t/a": b'{"id":1,"bad":1}'})
    kept = cache(tmp_path)
    kept.table(scan("id", "bad"), store)
    store.put("t/b", b'{"id":2,"bad":"x"}')
    assert [row["id"] for row in rows(kept.table(scan("id"), store))] == [1, 2]
    with pytest.raises(QueryError, match="HIVE_BAD_DATA"):
        kept.table(scan("bad"), store)


def test_partition_values_are_columns(tmp_path: Path) -> None:
    store = DictionaryStore({"t/y=1/a": b'{"id":1}', "t/y=2/a": b'{"id":2}'})
    parts = tuple(Partition((y,), Location("bucket", f"t/y={y}/")) for y in "12")
    found = cache(tmp_path).table(scan("id", "y", partitions=parts, y="int"), store)
    assert rows(found) == [{"id": 1, "y": 1}, {"id": 2, "y": 2}]
    assert [name for name, _ in found.data.columns] == ["id", "y"]
    only = cache(tmp_path).table(scan("y", properties=IGNORE, partitions=parts, y="int"), store)
    assert rows(only) == [{"y": 1}, {"y": 2}]


def test_parquet_is_handed_on_as_a_file_and_removed_with_the_table(tmp_path: Path) -> None:
    store = DictionaryStore({"t/y=1/a.parquet": b"PAR1"})
    parts = (Partition(("1",), Location("bucket", "t/y=1/")),)
    kept = cache(tmp_path)
    found = kept.table(scan("id", "y", partitions=parts, serde=PARQUET, y="int"), store)
    (part,) = found.data.parts
    assert part.lines is None
    assert part.constants == {"y": 1}
    file = part.parquet
    assert file is not None
    assert file.read_bytes() == b"PAR1"
    kept.drop("db.t")
    assert file.exists(), "the query that asked for it may still read it"
    del found, part
    assert not file.exists()


def test_the_table_that_was_not_used_longest_goes_when_the_budget_is_reached(tmp_path: Path) -> None:
    forgotten: list[str] = []
    store = tweets(10)
    kept = cache(tmp_path, budget=25 * (PART_OVERHEAD + 20), forget=forgotten.append)
    names = {name: kept.table(scan("id", name=name), store).data.key for name in ("db.a", "db.b")}
    kept.table(scan("id", name="db.a"), store)
    kept.table(scan("id", name="db.c"), store)
    assert forgotten == [names["db.b"]]
    assert kept.counts.evictions == 1
    assert kept.bytes <= 25 * (PART_OVERHEAD + 20)


def test_a_table_larger_than_the_budget_is_refused_and_nothing_of_it_kept(tmp_path: Path) -> None:
    kept = cache(tmp_path, budget=5 * PART_OVERHEAD)
    with pytest.raises(QueryError) as failure:
        kept.table(scan("text"), tweets(10))
    assert failure.value.reason == (
        "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor"
    )
    assert kept.bytes == 0


def test_progress_hears_of_bytes_scanned_and_may_end_the_query(tmp_path: Path) -> None:
    store, kept = tweets(5), cache(tmp_path)

    def stop(scanned: int) -> None:
        if scanned > 3000:
            raise QueryError("QUERY_CANCELLED", "enough")

    with pytest.raises(QueryError, match="enough"):
        kept.table(scan("id"), store, stop)
    assert len(store.reads) < 5
    heard: list[int] = []
    kept.table(scan("id"), store, heard.append)
    assert heard[-1] == sum(map(len, store.objects.values()))
    # what was read before the stop was kept
    assert len(store.reads) == 5


def test_an_object_deleted_after_the_listing_is_passed_over(tmp_path: Path) -> None:
    store = tweets(3)
    del store.objects[sorted(store.objects)[1]]
    assert len(rows(cache(tmp_path).table(scan("id"), store))) == 2


def test_many_threads_read_each_object_once(tmp_path: Path) -> None:
    store, kept = tweets(50), cache(tmp_path)
    found: list[Scanned] = []
    threads = [threading.Thread(target=lambda: found.append(kept.table(scan("id"), store))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.reads) == 50
    assert all(one.data is found[0].data for one in found)


def test_data_that_only_grew_says_by_what(tmp_path: Path) -> None:
    store, kept = tweets(3), cache(tmp_path)
    first = kept.table(scan("id"), store).data
    store.put("t/new", b'{"id":1}')
    second = kept.table(scan("id"), store).data
    assert second.base is first.parts
    assert [part.path for part in second.added] == ["s3://bucket/t/new"]
    assert list(second.parts) == [*first.parts, *second.added]
    assert second.version > first.version
    store.delete("t/new")
    third = kept.table(scan("id"), store).data
    assert (third.base, list(third.added)) == (None, [])
    assert third.version > second.version


def test_bytes_scanned_follow_the_objects(tmp_path: Path) -> None:
    store, kept = tweets(5), cache(tmp_path)
    changes: list[Callable[[], None]] = [
        lambda: None,
        lambda: store.put("t/new", b'{"id":1}'),
        lambda: store.put("t/new", b'{"id":1,"text":"x"}'),
        lambda: store.delete(sorted(store.objects)[0]),
        lambda: store.put("t/_hidden", b'{"id":1}'),
    ]
    for change in changes:
        change()
        found = kept.table(scan("id"), store)
        visible = [data for key, data in store.objects.items() if "_" not in key]
        assert (found.scanned, found.objects) == (sum(map(len, visible)), len(visible))


def test_an_object_that_comes_back_after_it_was_missed_is_read(tmp_path: Path) -> None:
    store, kept = tweets(3), cache(tmp_path)
    key = sorted(store.objects)[1]
    data = store.objects.pop(key)
    assert len(rows(kept.table(scan("id"), store))) == 2
    store.objects[key] = data
    assert len(rows(kept.table(scan("id"), store))) == 3


def test_an_object_in_two_partitions_has_the_values_of_each(tmp_path: Path) -> None:
    store = DictionaryStore({"t/a": b'{"id":1}'})
    parts = tuple(Partition((y,), Location("bucket", "t/")) for y in "12")
    found = cache(tmp_path).table(scan("y", partitions=parts, y="int"), store)
    assert rows(found) == [{"y": 1}, {"y": 2}]
    assert len({part.key for part in found.data.parts}) == 2


def test_a_query_that_waits_for_another_ones_reading_may_be_stopped(tmp_path: Path) -> None:
    store, kept = tweets(3), cache(tmp_path)
    reading, go = threading.Event(), threading.Event()

    def slowly(_: int) -> None:
        reading.set()
        assert go.wait(10)

    def stopped(_: int) -> None:
        raise QueryError("QUERY_CANCELLED", "stopped")

    first = threading.Thread(target=lambda: kept.table(scan("id"), store, slowly))
    first.start()
    assert reading.wait(10)
    with pytest.raises(QueryError, match="stopped"):
        kept.table(scan("id"), store, stopped)
    go.set()
    first.join(10)
    assert len(rows(kept.table(scan("id"), store))) == 3
