"""A global secondary index: another key by which the table can be queried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare
from bootstrap.table import (
    PATIENCE,
    capacity,
    capacity_differences,
    definitions,
    describe,
    is_active,
    key_schema,
)
from bootstrap.waiting import Patience, until


@dataclass(frozen=True)
class Index:
    """An index on two attributes that are texts. An item without one of them is not in it."""

    name: str
    table: str
    hash_key: str
    range_key: str
    read_capacity: int  # units a second
    write_capacity: int
    patience: Patience = PATIENCE

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"index {self.name} of {self.table}"

    def look(self, clients: Clients) -> State:
        """Compare its keys, its projection and its capacity."""
        index = self._find(clients)
        if index is None or index["IndexStatus"] == "DELETING":
            return MISSING
        return compare(
            self._fixed_differences(index)
            + capacity_differences(index, self.read_capacity, self.write_capacity)
        )

    def create(self, clients: Clients) -> None:
        """Add it to the table, and wait until DynamoDB has filled it."""
        self._change(
            clients,
            Create={
                "IndexName": self.name,
                "KeySchema": key_schema(self.hash_key, self.range_key),
                "Projection": {"ProjectionType": "ALL"},
                "ProvisionedThroughput": capacity(self.read_capacity, self.write_capacity),
            },
        )
        until(lambda: self._is_ready(clients), self.patience, f"{self.label} to be ACTIVE")

    def update(self, clients: Clients) -> None:
        """Set its capacity; keys and projection cannot be changed, so it is made anew for those."""
        index = self._find(clients)
        if index is not None and self._fixed_differences(index):
            self.destroy(clients)
            self.create(clients)
            return
        throughput = capacity(self.read_capacity, self.write_capacity)
        self._change(clients, Update={"IndexName": self.name, "ProvisionedThroughput": throughput})
        until(lambda: self._is_ready(clients), self.patience, f"{self.label} to be ACTIVE")

    def destroy(self, clients: Clients) -> None:
        """Take it from the table, and wait until it is gone."""
        self._change(clients, Delete={"IndexName": self.name})
        until(lambda: self._find(clients) is None, self.patience, f"{self.label} to be gone")

    def _change(self, clients: Clients, **update: Any) -> None:
        # DynamoDB changes one index at a time
        until(lambda: is_active(clients, self.table), self.patience, f"table {self.table} to be ACTIVE")
        clients.dynamodb.update_table(
            TableName=self.table,
            AttributeDefinitions=definitions(self.hash_key, self.range_key),
            GlobalSecondaryIndexUpdates=[update],
        )

    def _fixed_differences(self, index: dict[str, Any]) -> list[str]:
        wanted = [self.hash_key, self.range_key]
        keys = [key["AttributeName"] for key in index["KeySchema"]]
        differences = [] if keys == wanted else [f"keys {', '.join(keys)} → {', '.join(wanted)}"]
        projection = index["Projection"]["ProjectionType"]
        return differences if projection == "ALL" else [*differences, f"projection {projection} → ALL"]

    def _is_ready(self, clients: Clients) -> bool:
        index = self._find(clients)
        return index is not None and index["IndexStatus"] == "ACTIVE"

    def _find(self, clients: Clients) -> dict[str, Any] | None:
        table = describe(clients, self.table) or {}
        indexes: list[dict[str, Any]] = table.get("GlobalSecondaryIndexes", [])
        return next((index for index in indexes if index["IndexName"] == self.name), None)
