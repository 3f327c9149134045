from __future__ import annotations

import pytest

from nuage.dynamodb.capacity import EVENTUAL, STRONG, TRANSACTIONAL, Consumed, read_units, write_units


@pytest.mark.parametrize(
    ("size", "weight", "units"),
    [
        (0, EVENTUAL, 0.0),
        (1, EVENTUAL, 0.5),
        (4096, STRONG, 1.0),
        (4097, STRONG, 2.0),
        (117366, EVENTUAL, 14.5),
        (4097, TRANSACTIONAL, 4.0),
    ],
)
def test_reads_are_rounded_up_to_4_kb(size: int, weight: float, units: float) -> None:
    assert read_units(size, weight) == units


@pytest.mark.parametrize(("size", "units"), [(0, 1.0), (1024, 1.0), (1025, 2.0)])
def test_writes_are_rounded_up_to_1_kb(size: int, units: float) -> None:
    assert write_units(size) == units


def test_the_report_tells_indexes_apart() -> None:
    consumed = Consumed("t", frozenset({"local"}), 1.0)
    consumed.on_indexes["local"] += 2.0
    consumed.on_indexes["global"] += 3.0
    assert consumed.report("NONE") is None
    assert consumed.report("TOTAL") == {"TableName": "t", "CapacityUnits": 6.0}
    assert consumed.report("INDEXES") == {
        "TableName": "t",
        "CapacityUnits": 6.0,
        "Table": {"CapacityUnits": 1.0},
        "LocalSecondaryIndexes": {"local": {"CapacityUnits": 2.0}},
        "GlobalSecondaryIndexes": {"global": {"CapacityUnits": 3.0}},
    }
