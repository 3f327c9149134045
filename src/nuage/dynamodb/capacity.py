"""Capacity units: what reads and writes cost, and how they are reported.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

READ_BLOCK = 4096
WRITE_BLOCK = 1024
EVENTUAL, STRONG, TRANSACTIONAL = 0.5, 1.0, 2.0


def read_units(size: int, weight: float) -> float:
    """Units of reading `size` bytes at once.

    :param weight: EVENTUAL, STRONG or TRANSACTIONAL
    """
    return -(-size // READ_BLOCK) * weight


def write_units(size: int) -> float:
    """Units of writing one item of `size` bytes; what is not there costs as much as 1 KB."""
    return float(max(1, -(-size // WRITE_BLOCK)))


@dataclass
class Consumed:
    """What one request consumed of one table and its indexes."""

    table: str
    local: frozenset[str] = frozenset()  # the names of its local indexes
    on_table: float = 0.0
    on_indexes: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def total(self) -> float:
        """Units of the table and of its indexes."""
        return self.on_table + sum(self.on_indexes.values())

    def add(self, other: Consumed, times: float = 1.0) -> None:
        """Count what another part of the request consumed."""
        self.on_table += other.on_table * times
        for name, units in other.on_indexes.items():
            self.on_indexes[name] += units * times

    def report(self, wanted: str | None, split: str | None = None) -> dict[str, Any] | None:
        """`ConsumedCapacity` as it was asked for, or None.

        :param wanted: ReturnConsumedCapacity: NONE, TOTAL or INDEXES
        :param split: `Read` or `Write`, which transactions report as well
        """
        if wanted not in {"TOTAL", "INDEXES"}:
            return None
        report: dict[str, Any] = {"TableName": self.table, **_units(self.total, split)}
        if wanted == "TOTAL":
            return report
        report["Table"] = _units(self.on_table, split)
        for member, local in (("LocalSecondaryIndexes", True), ("GlobalSecondaryIndexes", False)):
            shown = {
                name: _units(units, split)
                for name, units in self.on_indexes.items()
                if (name in self.local) is local
            }
            if shown:
                report[member] = shown
        return report


def _units(units: float, split: str | None) -> dict[str, float]:
    shown = {"CapacityUnits": units}
    if split:
        shown[f"{split}CapacityUnits"] = units
    return shown
