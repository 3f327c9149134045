"""What the tests of DynamoDB's core share: an engine in memory, and a short way to call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from nuage.clock import ManualClock
from nuage.dynamodb.dispatch import call
from nuage.dynamodb.engine import Engine, Home

Caller = Callable[..., dict[str, Any]]
NOW = 1_800_000_000.0


@pytest.fixture
def lab_clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def engine(lab_clock: ManualClock) -> Iterator[Engine]:
    made = Engine(Home("000000000000", "us-east-1"), lab_clock.now, wall=lab_clock.now)
    yield made
    made.database.close()


@pytest.fixture
def run(engine: Engine) -> Caller:
    """Calls an operation: `run("GetItem", TableName=…)`."""

    def caller(operation: str, **request: Any) -> dict[str, Any]:
        return call(engine, operation, request)

    return caller


@pytest.fixture
def table(run: Caller) -> str:
    """The lab's table: PK, SK and the inverted index."""
    run("CreateTable", **definition("battle-royale"))
    return "battle-royale"


def definition(name: str, **more: Any) -> dict[str, Any]:
    """A request of CreateTable."""
    return {
        "TableName": name,
        "KeySchema": [
            {"AttributeName": "PK", "KeyType": "HASH"},
            {"AttributeName": "SK", "KeyType": "RANGE"},
        ],
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        "GlobalSecondaryIndexes": [inverted()],
        "BillingMode": "PAY_PER_REQUEST",
        **more,
    }


def inverted() -> dict[str, Any]:
    """The lab's inverted index."""
    return {
        "IndexName": "InvertedIndex",
        "KeySchema": [
            {"AttributeName": "SK", "KeyType": "HASH"},
            {"AttributeName": "PK", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "ALL"},
    }
