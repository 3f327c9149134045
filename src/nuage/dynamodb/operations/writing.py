"""What PutItem, UpdateItem, DeleteItem and transactions share: one write with its condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nuage.dynamodb import errors, keys, values
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.parameters import Expressions, holds
from nuage.dynamodb.expressions.syntax import Change, Node
from nuage.dynamodb.expressions.updates import apply
from nuage.dynamodb.items import check_size
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.values import Item

GIGABYTE = 1024**3


@dataclass(frozen=True)
class Write:
    """A write that has been checked as far as can be without reading the item.

    :param key: where, a checked key
    :param change: what the item becomes, given what it was; None deletes it
    :param size: bytes of what it becomes, where that is known beforehand
    """

    table: Table
    key: Item
    condition: Node | None
    change: Callable[[Item | None], Item | None]
    show_old: bool = False  # ReturnValuesOnConditionCheckFailure=ALL_OLD
    touches: bool = True  # a ConditionCheck does not
    size: int | None = None


@dataclass(frozen=True)
class Written:
    """What a write did."""

    old: Item | None
    new: Item | None
    consumed: Consumed


def perform(engine: Engine, write: Write) -> Written:
    """Do a write, within a transaction of the database.

    :raises DynamoDBError: ConditionalCheckFailedException, or what the change raises
    """
    items = engine.items(write.table)
    place = items.place(write.key)
    row = items.at(place)
    old = row.item if row else None
    if not holds(write.condition, old):
        engine.charge(write.table, items.unchanged(row), "Write")
        raise errors.condition_failed(old if write.show_old else None)
    if not write.touches:
        return Written(old, old, items.unchanged(row))
    new = write.change(old)
    consumed = items.delete(place, row) if new is None else items.put(place, new, row, write.size)
    return Written(old, new, consumed)


def put_of(engine: Engine, request: dict[str, Any]) -> Write:
    """The write of a PutItem, or of a Put in a transaction."""
    condition = condition_of(request)
    return put(engine, request["TableName"], request["Item"], condition, shows_old(request))


def put(
    engine: Engine, name: str, asked: dict[str, Any], condition: Node | None = None, show_old: bool = False
) -> Write:
    """The write of an item into the table of a name or ARN."""
    item = values.check_item(asked)
    table = engine.table(name)
    keys.check_keys_of_item(item, table)
    size = check_size(item, "Item size has exceeded")
    key = {name: item[name] for name in table.keys.names}
    return Write(table, key, condition, lambda _: item, show_old, size=size)


def delete_of(engine: Engine, request: dict[str, Any]) -> Write:
    """The write of a DeleteItem, or of a Delete in a transaction."""
    condition = condition_of(request)
    table = engine.table(request["TableName"])
    key = keys.check_key(request["Key"], table.keys)
    return Write(table, key, condition, lambda _: None, shows_old(request))


def update_of(engine: Engine, request: dict[str, Any]) -> tuple[Write, tuple[Change, ...]]:
    """The write of an UpdateItem, or of an Update in a transaction, and its changes."""
    expressions = Expressions(request, ("UpdateExpression", "ConditionExpression"))
    changes = expressions.changes()
    condition = expressions.condition()
    expressions.finish()
    table = engine.table(request["TableName"])
    key = keys.check_key(request["Key"], table.keys)
    check_changes(changes, table)

    def change(old: Item | None) -> Item:
        new = apply(changes, old or key)
        for index in table.indexes:
            _check_index(new, index, changes)
        check_size(new, "Item size to update has exceeded")
        return new

    return Write(table, key, condition, change, shows_old(request)), changes


def check_changes(changes: tuple[Change, ...], table: Table) -> None:
    """Keys do not change, and keys of indexes are scalars.

    :raises DynamoDBError: ValidationException
    """
    indexed = {name for index in table.indexes for name in index.keys.names}
    for change in changes:
        name = str(change.path.parts[0])
        if name in table.keys.names:
            raise errors.invalid_parameter(
                f"Cannot update attribute {name}. This attribute is part of the key"
            )
        if name in indexed and len(change.path.parts) > 1:
            raise errors.validation(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                f"IndexKey: {name}"
            )


def _check_index(item: Item, index: Index, changes: tuple[Change, ...]) -> None:
    """An update may not give a key of an index what the index cannot hold."""
    changed = {str(change.path.parts[0]) for change in changes}
    for name in changed & set(index.keys.names):
        value = item.get(name)
        if value is not None and values.kind(value) != index.keys.types[name]:
            raise errors.invalid_parameter(
                "The update expression attempted to update the secondary index key to unsupported type"
            )
        if value is not None and values.content(value) in ("", b""):
            raise errors.validation(
                "One or more parameter values are not valid. The update expression attempted to update a "
                "secondary index key to a value that is not supported. The AttributeValue for a key "
                f"attribute cannot contain an empty {values.NAMES[values.kind(value)].lower()} value."
            )
    keys.check_index_keys(item, index)


def condition_of(request: dict[str, Any]) -> Node | None:
    """The condition of a write that has no other expression."""
    expressions = Expressions(request, ("ConditionExpression",))
    condition = expressions.condition()
    expressions.finish()
    return condition


def shows_old(request: dict[str, Any]) -> bool:
    """Whether a failed condition shows the item."""
    return request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"


def report(engine: Engine, request: dict[str, Any], write: Write, written: Written) -> dict[str, Any]:
    """ConsumedCapacity and ItemCollectionMetrics, if they were asked for."""
    answer: dict[str, Any] = {}
    if shown := written.consumed.report(request.get("ReturnConsumedCapacity")):
        answer["ConsumedCapacity"] = shown
    if request.get("ReturnItemCollectionMetrics") == "SIZE" and write.table.local_names:
        answer["ItemCollectionMetrics"] = collection_metrics(engine, write)
    return answer


def collection_metrics(engine: Engine, write: Write) -> dict[str, Any]:
    """The size of the item collection that a write belongs to: bounds in gigabytes."""
    size = engine.items(write.table).collection_size(write.key) / GIGABYTE
    low = float(int(size))
    name = write.table.keys.hash_name
    return {"ItemCollectionKey": {name: write.key[name]}, "SizeEstimateRangeGB": [low, low + 1]}
