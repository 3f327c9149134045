"""Loading, where DynamoDB takes only a part of a batch, or refuses an item."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.items_file import Contents, Line
from bootstrap.load import Load
from bootstrap.state import MISSING, WANTED, Found
from bootstrap.waiting import Patience

TABLE = "t"


class NotThereError(Exception):
    """The table is not there."""


class DynamoDB:
    """A table that takes so many items of a batch, and no item that says `bad`."""

    class exceptions:  # noqa: N801 - boto3's name
        ResourceNotFoundException = NotThereError

    def __init__(self, takes: int = 25) -> None:
        self.takes = takes
        self.items: dict[tuple[str, str], Any] = {}
        self.batches: list[int] = []

    def get_paginator(self, _: str) -> DynamoDB:
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return [{"Items": list(self.items.values())}]

    def batch_write_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 - boto3's name
        requests = RequestItems[TABLE]
        self.batches.append(len(requests))
        if any("bad" in request.get("PutRequest", {}).get("Item", {}) for request in requests):
            raise refusal("one is bad")
        for request in requests[: self.takes]:
            if "DeleteRequest" in request:
                key = request["DeleteRequest"]["Key"]
                self.items.pop((key["PK"]["S"], key["SK"]["S"]), None)
            else:
                self._put(request["PutRequest"]["Item"])
        rest = requests[self.takes :]
        return {"UnprocessedItems": {TABLE: rest} if rest else {}}

    def put_item(self, TableName: str, Item: dict[str, Any]) -> None:  # noqa: N803, ARG002 - boto3's names
        if "bad" in Item:
            raise refusal("it is bad")
        self._put(Item)

    def _put(self, item: dict[str, Any]) -> None:
        self.items[item["PK"]["S"], item["SK"]["S"]] = item


def refusal(message: str) -> ClientError:
    return ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "BatchWriteItem")


class Time:
    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)


def load(count: int, said: list[str], time: Time, bad: int = -1) -> Load:
    lines = [
        Line(at + 1, {"PK": f"p{at}", "SK": "s"} | ({"bad": True} if at == bad else {}))
        for at in range(count)
    ]
    patience = Patience(deadline=10, now=lambda: time.now, sleep=time.sleep)
    return Load(TABLE, Contents("f", tuple(lines), ("f, line 99: no",)), said.append, patience)


def test_sixty_items_take_three_batches_and_are_then_there() -> None:
    database, said = DynamoDB(), list[str]()
    clients, items = Clients(lambda _: database), load(60, said, Time())
    assert items.look(clients) == MISSING
    items.create(clients)
    assert database.batches == [25, 25, 10]
    assert items.look(clients) == WANTED
    assert said == ["! f, line 99: no: left out"] * 2


def test_only_what_is_missing_is_put() -> None:
    database = DynamoDB()
    clients, items = Clients(lambda _: database), load(60, [], Time())
    items.create(clients)
    for at in range(30):
        del database.items[f"p{at}", "s"]
    database.items["p31", "s"]["mine"] = {"S": "kept"}
    state = items.look(clients)
    assert (state.found, state.differences) == (Found.DIFFERENT, ("30 of 60 are there",))
    database.batches.clear()
    items.update(clients)
    assert database.batches == [25, 5]
    assert database.items["p31", "s"]["mine"] == {"S": "kept"}


def test_what_there_was_no_capacity_for_is_offered_again() -> None:
    database, time = DynamoDB(takes=10), Time()
    load(25, [], time).create(Clients(lambda _: database))
    assert database.batches == [25, 15, 5]
    assert time.pauses == [0.05, 0.1]
    assert len(database.items) == 25


def test_that_has_an_end() -> None:
    time = Time()
    with pytest.raises(BootstrapError, match=r"the table t takes no more items\. Give it more capacity with"):
        load(25, [], time).create(Clients(lambda _: DynamoDB(takes=0)))
    assert 10 < time.now < 20


def test_one_that_is_refused_is_told_and_the_rest_of_its_batch_is_loaded() -> None:
    database, said = DynamoDB(), list[str]()
    load(30, said, Time(), bad=7).create(Clients(lambda _: database))
    assert said == ["! f, line 8: it is bad: left out"]
    assert len(database.items) == 29


def test_destroy_deletes_those_of_the_file() -> None:
    database = DynamoDB()
    clients, items = Clients(lambda _: database), load(30, [], Time())
    database.items["mine", "s"] = {"PK": {"S": "mine"}, "SK": {"S": "s"}}
    items.create(clients)
    items.destroy(clients)
    assert list(database.items) == [("mine", "s")]
