"""The DynamoDB table of the game: users, games and who plays in which, all in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.settling import undisturbed
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags, pairs
from bootstrap.waiting import Patience, until

PARTITION_KEY, SORT_KEY = "PK", "SK"
# tables take seconds on AWS, and filling an index minutes
PATIENCE = Patience(deadline=1800.0, pause=0.5)


@dataclass(frozen=True)
class Table:
    """A table with a partition and a sort key, both texts, and provisioned capacity."""

    name: str
    read_capacity: int  # units a second
    write_capacity: int
    patience: Patience = PATIENCE
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"table {self.name}"

    def look(self, clients: Clients) -> State:
        """Compare its capacity.

        :raises BootstrapError: when its keys are others, which DynamoDB cannot change
        """
        table = describe(clients, self.name)
        if table is None:
            return MISSING
        keys = [key["AttributeName"] for key in table["KeySchema"]]
        if keys != [PARTITION_KEY, SORT_KEY]:
            raise BootstrapError(
                f"there is a table {self.name} with the keys {', '.join(keys)}, and ours are {PARTITION_KEY} "
                f"and {SORT_KEY}. Delete it, or choose another name with --set table=NAME."
            )
        return compare(capacity_differences(table, self.read_capacity, self.write_capacity))

    def create(self, clients: Clients) -> None:
        """Make it, and wait until it can be used."""
        clients.dynamodb.create_table(
            TableName=self.name,
            KeySchema=key_schema(PARTITION_KEY, SORT_KEY),
            AttributeDefinitions=definitions(PARTITION_KEY, SORT_KEY),
            BillingMode="PROVISIONED",
            ProvisionedThroughput=capacity(self.read_capacity, self.write_capacity),
            Tags=pairs(self.tags),
        )
        self._wait(clients)

    def update(self, clients: Clients) -> None:
        """Set its capacity."""
        clients.dynamodb.update_table(
            TableName=self.name,
            BillingMode="PROVISIONED",
            ProvisionedThroughput=capacity(self.read_capacity, self.write_capacity),
        )
        self._wait(clients)

    def destroy(self, clients: Clients) -> None:
        """Delete it with its items and indexes, and wait until it is gone."""
        # one that is being made, or given an index, cannot be deleted yet
        undisturbed(lambda: clients.dynamodb.delete_table(TableName=self.name), self.patience)
        until(lambda: describe(clients, self.name) is None, self.patience, f"{self.label} to be gone")

    def _wait(self, clients: Clients) -> None:
        until(lambda: is_active(clients, self.name), self.patience, f"{self.label} to be ACTIVE")


def describe(clients: Clients, name: str) -> dict[str, Any] | None:
    """What DynamoDB says of a table; None when it is not there."""
    try:
        found: dict[str, Any] = clients.dynamodb.describe_table(TableName=name)["Table"]
    except clients.dynamodb.exceptions.ResourceNotFoundException:
        return None
    return found


def is_active(clients: Clients, name: str) -> bool:
    """Whether a table can be used and changed."""
    table = describe(clients, name)
    return table is not None and table["TableStatus"] == "ACTIVE"


def key_schema(hash_key: str, range_key: str) -> list[dict[str, str]]:
    """A key of two attributes."""
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": range_key, "KeyType": "RANGE"},
    ]


def definitions(*names: str) -> list[dict[str, str]]:
    """Attributes that are texts."""
    return [{"AttributeName": name, "AttributeType": "S"} for name in names]


def capacity(read: int, write: int) -> dict[str, int]:
    """Provisioned capacity, in units a second."""
    return {"ReadCapacityUnits": read, "WriteCapacityUnits": write}


def capacity_differences(found: dict[str, Any], read: int, write: int) -> list[str]:
    """How the capacity of a table or an index differs from what is wanted. On demand, it is 0."""
    differences = []
    for name, wanted in capacity(read, write).items():
        there = found.get("ProvisionedThroughput", {}).get(name, 0)
        if there != wanted:
            differences.append(f"{name} {there} → {wanted}")
    return differences
