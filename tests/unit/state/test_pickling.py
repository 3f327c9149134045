"""Objects of the host's, as bytes and back."""

from __future__ import annotations

import threading
from collections import defaultdict
from queue import PriorityQueue, Queue
from typing import Any

from localstack.services.sqs.queue import InterruptibleQueue
from localstack.services.stores import AccountRegionBundle, BaseStore, LocalAttribute
from moto.glue.models import glue_backends

from nuage.state.pickling import dumps, loads


def again(value: Any) -> Any:
    return loads(dumps(value))


class Locked:
    """As the host's objects are."""

    def __init__(self) -> None:
        self.lock, self.condition, self.event = threading.RLock(), threading.Condition(), threading.Event()
        self.event.set()
        self.value = 7


class Odd(defaultdict[str, int]):
    """A dictionary whose class takes something else than pickle gives it, as moto's for SSM."""

    def __init__(self, account: str, region: str) -> None:
        super().__init__(int)
        self.account, self.region = account, region


def test_locks_are_made_anew() -> None:
    found = again(Locked())
    assert found.value == 7
    assert found.event.is_set()
    with found.lock, found.condition:
        pass


def test_queues_keep_their_content() -> None:
    queues: tuple[Queue[int], ...] = (Queue(), PriorityQueue(), InterruptibleQueue(5))
    for made in queues:
        made.put(2)
        made.put(1)
        found = again(made)
        assert type(found) is type(made)
        assert found.maxsize == made.maxsize
        assert [found.get_nowait(), found.get_nowait()] == [made.get_nowait(), made.get_nowait()]


def test_functions_without_a_name() -> None:
    found = again(defaultdict(lambda: {"keys": []}, a={"keys": [1]}))
    assert found["a"] == {"keys": [1]}
    assert found["b"] == {"keys": []}


def test_dictionaries_of_odd_classes() -> None:
    made = Odd("123456789012", "us-east-1")
    made["a"] += 1
    found = again(made)
    assert (dict(found), found.account, found.region, found["b"]) == (
        {"a": 1},
        "123456789012",
        "us-east-1",
        0,
    )


def test_a_backend_of_motos_is_the_one_that_is_there() -> None:
    backend = glue_backends["123456789012"]["us-east-1"]
    assert again({"held by": backend})["held by"] is backend


def test_what_is_shared_stays_shared() -> None:
    shared = {"a": 1}
    found = again([shared, shared])
    assert found[0] is found[1]


class Store(BaseStore):  # type: ignore[misc]
    """A store, as LocalStack's services have them."""

    things: dict[str, int] = LocalAttribute(default=dict)


def test_stores_are_filled_in_place() -> None:
    from nuage.state.collect import PutVisitor, TakeVisitor

    bundle = AccountRegionBundle("s3", Store)
    bundle["123456789012"]["us-east-1"].things["a"] = 1
    visitor = TakeVisitor()
    visitor.visit(bundle)
    found = again(visitor.found)
    other = AccountRegionBundle("s3", Store)
    held = other["123456789012"]["us-east-1"]
    PutVisitor(found).visit(other)
    assert held.things == {"a": 1}
    assert other["123456789012"]["eu-west-3"].things == {}
