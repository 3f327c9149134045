"""INSERT, UPDATE, DELETE and EXISTS as the writes that they are."""

from __future__ import annotations

from nuage.dynamodb import errors, keys, values
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions import paths
from nuage.dynamodb.expressions.checking import check_condition
from nuage.dynamodb.expressions.syntax import Both, Call, Node, Path
from nuage.dynamodb.expressions.updates import apply, check_update
from nuage.dynamodb.items import check_size
from nuage.dynamodb.operations.writing import Write, Written, check_changes
from nuage.dynamodb.partiql.selecting import LABEL, conjuncts, whole_key
from nuage.dynamodb.partiql.statements import Delete, Exists, Insert, Select, Statement, Update
from nuage.dynamodb.schema import Table
from nuage.dynamodb.values import Item


def write_of(engine: Engine, statement: Statement, show_old: bool = False) -> Write:
    """The write of a statement, checked.

    :param show_old: whether a failed condition shows the item
    :raises DynamoDBError: ValidationException or ResourceNotFoundException
    """
    if isinstance(statement, Insert):
        return _insert(engine, statement)
    if isinstance(statement, Exists):
        select = statement.select
        table = engine.table(select.table)
        condition, key = _condition(select.where, table)
        return Write(table, key, condition, lambda old: old, show_old, touches=False)
    if isinstance(statement, Select):
        raise AssertionError(f"{statement} writes nothing")
    table = engine.table(statement.table)
    condition, key = _condition(statement.where, table)
    if isinstance(statement, Delete):
        # a DELETE of what is not there does nothing, unless it has a condition of its own
        return Write(
            table, key, condition if _has_more(statement.where, table) else None, lambda _: None, show_old
        )
    return _update(statement, table, key, condition, show_old)


def _insert(engine: Engine, statement: Insert) -> Write:
    table = engine.table(statement.table)
    item = statement.item
    for name, expected in table.keys.types.items():
        if name not in item:
            raise errors.validation(f"Key attribute should be present in the item: Key {name}")
        if values.kind(item[name]) != expected:
            raise errors.validation(
                f"Key attribute's data type should match its data type in table's schema: Key {name}"
            )
    keys.check_keys_of_item(item, table)
    check_size(item, "Item size has exceeded")

    def put(old: Item | None) -> Item:
        if old is not None:
            raise errors.duplicate_item()
        return item

    return Write(table, {name: item[name] for name in table.keys.names}, None, put)


def _update(statement: Update, table: Table, key: Item, condition: Node | None, show_old: bool) -> Write:
    changes = statement.changes
    check_update(changes)
    check_changes(changes, table)

    def change(old: Item | None) -> Item:
        new = apply(changes, old or key)
        for index in table.indexes:
            keys.check_index_keys(new, index)
        check_size(new, "Item size to update has exceeded")
        return new

    return Write(table, key, condition, change, show_old)


def _condition(where: Node | None, table: Table) -> tuple[Node, Item]:
    """The WHERE as a condition on an item that is there, and the key it names."""
    key = keys.check_key(whole_key(where, table), table.keys)
    there = Call("attribute_exists", (Path((table.keys.hash_name,)),))
    if where is None:
        return there, key
    check_condition(where, LABEL)
    return Both(there, where), key


def _has_more(where: Node | None, table: Table) -> bool:
    return len(list(conjuncts(where))) > len(table.keys.names)


def returned(statement: Statement, written: Written) -> list[Item]:
    """What RETURNING asks for."""
    wanted = getattr(statement, "returning", "NONE")
    state = written.old if wanted.endswith("OLD") else written.new
    if wanted == "NONE" or state is None:
        return []
    if wanted.startswith("ALL") or not isinstance(statement, Update):
        return [state]
    shown = paths.project(state, tuple(change.path for change in statement.changes))
    return [shown] if shown else []
