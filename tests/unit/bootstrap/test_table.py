"""The table and its indexes: what is compared, and how long is waited."""

from __future__ import annotations

from typing import Any

import pytest

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.index import Index
from bootstrap.state import MISSING, WANTED
from bootstrap.table import Table, key_schema
from bootstrap.waiting import Patience


class NotThereError(Exception):
    """The table is not there."""


class DynamoDB:
    """Describes a table in one state after the other, the last one for ever."""

    class exceptions:  # noqa: N801 - boto3's name
        ResourceNotFoundException = NotThereError

    def __init__(self, *states: dict[str, Any] | None) -> None:
        self.states = list(states)
        self.calls: list[dict[str, Any]] = []

    def describe_table(self, **_: Any) -> dict[str, Any]:
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if state is None:
            raise NotThereError
        return {"Table": state}

    def __getattr__(self, _: str) -> Any:
        return lambda **request: self.calls.append(request)


def table(status: str = "ACTIVE", units: int = 5, keys: tuple[str, str] = ("PK", "SK"), **more: Any) -> Any:
    throughput = {"ReadCapacityUnits": 5, "WriteCapacityUnits": units}
    return {
        "TableStatus": status, "KeySchema": key_schema(*keys), "ProvisionedThroughput": throughput, **more,
    }  # fmt: skip


def index(status: str = "ACTIVE", keys: tuple[str, str] = ("SK", "PK"), projection: str = "ALL") -> Any:
    made = table(keys=keys) | {"IndexName": "i", "IndexStatus": status}
    return made | {"Projection": {"ProjectionType": projection}}


def patience(pauses: list[float]) -> Patience:
    return Patience(deadline=5, pause=1, now=lambda: sum(pauses), sleep=pauses.append)


def test_a_table_is_compared() -> None:
    wanted = Table("t", 5, 5)
    assert wanted.look(Clients(lambda _: DynamoDB(None))) == MISSING
    assert wanted.look(Clients(lambda _: DynamoDB(table()))) == WANTED
    different = wanted.look(Clients(lambda _: DynamoDB(table(units=1))))
    assert different.differences == ("WriteCapacityUnits 1 → 5",)


def test_other_keys_cannot_be_mended() -> None:
    with pytest.raises(BootstrapError, match="there is a table t with the keys a, b, and ours are PK and SK"):
        Table("t", 5, 5).look(Clients(lambda _: DynamoDB(table(keys=("a", "b")))))


def test_a_table_is_waited_for() -> None:
    pauses: list[float] = []
    made = Table("t", 5, 5, patience(pauses))
    made.create(Clients(lambda _: DynamoDB(None, table("CREATING"), table("CREATING"), table())))
    assert pauses == [1, 1, 1]
    with pytest.raises(BootstrapError, match=r"we waited 5 s for table t to be ACTIVE\. Look at it, or run"):
        made.create(Clients(lambda _: DynamoDB(table("CREATING"))))


def test_an_index_is_compared() -> None:
    wanted = Index("i", "t", "SK", "PK", 5, 5)

    def look(found: Any) -> Any:
        return wanted.look(Clients(lambda _: DynamoDB(found)))

    assert look(None) == look(table()) == MISSING
    assert look(table(GlobalSecondaryIndexes=[index("DELETING")])) == MISSING
    assert look(table(GlobalSecondaryIndexes=[index()])) == WANTED
    other = look(table(GlobalSecondaryIndexes=[index(keys=("SK", "x"), projection="KEYS_ONLY")]))
    assert other.differences == ("keys SK, x → SK, PK", "projection KEYS_ONLY → ALL")


def test_an_index_is_added_once_the_table_is_ready_and_waited_for() -> None:
    pauses: list[float] = []
    database = DynamoDB(
        table("UPDATING"), table(), table(GlobalSecondaryIndexes=[index("CREATING")]),
        table(GlobalSecondaryIndexes=[index()]),
    )  # fmt: skip
    Index("i", "t", "SK", "PK", 5, 5, patience(pauses)).create(Clients(lambda _: database))
    assert pauses == [1, 1]
    (call,) = database.calls
    assert [update["Create"]["IndexName"] for update in call["GlobalSecondaryIndexUpdates"]] == ["i"]
