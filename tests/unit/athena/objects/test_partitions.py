"""Partitions: folders, values, pruning."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.objects.partitions import Partition, discover, folder, pruned
from nuage.athena.objects.store import Location
from nuage.athena.serdes import Column
from nuage.athena.types import parse_hive_type
from tests.unit.athena.objects.dictionary_store import DictionaryStore

COLUMNS = (Column("year", parse_hive_type("int")), Column("city", parse_hive_type("string")))
TABLE = Location("bucket", "t/")


def test_msck_finds_folders_in_the_style_of_hive() -> None:
    store = DictionaryStore(
        {
            "t/year=2026/city=Paris/a": b"1",
            "t/year=2026/city=Paris/b": b"1",
            "t/year=2025/city=Saint%2FDenis/deep/a": b"1",
            "t/year=2024/city=Rome/": b"",
            "t/year=2023/a": b"1",
            "t/Year=2022/city=Oslo/a": b"1",
            "t/city=Oslo/year=2022/a": b"1",
            "t/year=2021/_city=Oslo/a": b"1",
            "t/year=2020/city=/a": b"1",
            "t/a": b"1",
        }
    )
    assert discover(store, TABLE, COLUMNS) == [
        Partition(("2024", "Rome"), Location("bucket", "t/year=2024/city=Rome/")),
        Partition(("2025", "Saint/Denis"), Location("bucket", "t/year=2025/city=Saint%2FDenis/")),
        Partition(("2026", "Paris"), Location("bucket", "t/year=2026/city=Paris/")),
    ]


def test_a_filter_sees_typed_values() -> None:
    partitions = [Partition((str(year), "x"), TABLE) for year in (9, 10, 11)]
    assert [p.values[0] for p in pruned(partitions, COLUMNS, lambda row: row["year"] > 9)] == ["10", "11"]
    assert pruned(partitions, COLUMNS, None) == partitions


def test_values_are_in_their_columns_types() -> None:
    day = (Column("day", parse_hive_type("date")),)
    assert Partition(("2026-01-31",), TABLE).typed(day) == {"day": date(2026, 1, 31)}
    assert Partition(("__HIVE_DEFAULT_PARTITION__",), TABLE).typed(day) == {"day": None}
    with pytest.raises(QueryError) as failure:
        Partition(("2026", "x"), TABLE).typed((COLUMNS[1], COLUMNS[0]))
    assert failure.value.reason == (
        "HIVE_INVALID_PARTITION_VALUE: Invalid partition value 'x' for integer partition key: year"
    )


@given(st.tuples(st.text(min_size=1), st.text(min_size=1)))
def test_a_folder_is_found_again(values: tuple[str, str]) -> None:
    store = DictionaryStore({f"t/{folder(COLUMNS, values)}a": b"1"})
    assert [partition.values for partition in discover(store, TABLE, COLUMNS)] == [values]
