"""SELECT: as a query of the partitions that its WHERE names, or else as a scan."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nuage.dynamodb import errors, values
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions import paths
from nuage.dynamodb.expressions.checking import check_condition
from nuage.dynamodb.expressions.key_conditions import KeyTerm, range_of, terms_of
from nuage.dynamodb.expressions.syntax import Both, Compare, In, Literal, Node, Path
from nuage.dynamodb.partiql.statements import Select
from nuage.dynamodb.reading import Page, Reading, find_index, key_of, read_page, start_place
from nuage.dynamodb.schema import KeySchema, Table
from nuage.dynamodb.storage.rows import Range
from nuage.dynamodb.values import Item, Value

LABEL = "Invalid WHERE clause"


def select(
    engine: Engine,
    statement: Select,
    consistent: bool = False,
    limit: int | None = None,
    token: str | None = None,
) -> tuple[list[Item], str | None, Consumed]:
    """One page: items, the token of the next page and what it consumed."""
    table = engine.table(statement.table)
    named = {"IndexName": statement.index} if statement.index else {}
    index = find_index(table, {**named, "ConsistentRead": consistent})
    if statement.where is not None:
        check_condition(statement.where, LABEL)
    schema = index.keys if index else table.keys
    ranges = ranges_of(statement, schema)
    at, start = _position(token)
    items: list[Item] = []
    consumed = engine.consumed(table)
    while at < len(ranges):
        wanted = replace(ranges[at], start=start_place(start, table, index)) if start else ranges[at]
        left = None if limit is None else limit - len(items)
        reading = Reading(table, index, wanted, statement.where, consistent=consistent, limit=left)
        page, units = read_page(engine, reading)
        consumed.add(units)
        items += _shaped(statement, page)
        if page.last is not None:
            return items, _token(at, key_of(page.last, table, index)), consumed
        at, start = at + 1, None
    return items, None, consumed


def whole_key(where: Node | None, table: Table) -> Item:
    """The key that a WHERE gives in full, by equality.

    :raises DynamoDBError: ValidationException, when it does not
    """
    found: Item = {}
    for name, value in _equalities(where):
        if name in table.keys.names:
            _check_type(name, value, table.keys)
            found[name] = value
    if set(found) != set(table.keys.names):
        raise errors.validation("Where clause does not contain a mandatory equality on all key attributes")
    return found


def conjuncts(where: Node | None) -> Iterator[Node]:
    """The conditions that must all hold."""
    if isinstance(where, Both):
        yield from conjuncts(where.left)
        yield from conjuncts(where.right)
    elif where is not None:
        yield where


def ranges_of(statement: Select, schema: KeySchema) -> list[Range]:
    """What to read: a range for each partition key that is asked for, or everything."""
    forward = _forward(statement, schema)
    hashes: list[Value] = []
    sort: KeyTerm | None = None
    for node in conjuncts(statement.where):
        if isinstance(node, In) and node.operand == Path((schema.hash_name,)):
            hashes = [each.value for each in node.options if isinstance(each, Literal)]
        term = _term(node)
        if term and term.name in schema.names:
            for value in term.operands:
                _check_type(term.name, value, schema)
            if term.name == schema.hash_name and term.operator == "=":
                hashes = list(term.operands)
            elif term.name == schema.range_name and sort is None:
                sort = term
    if not hashes:
        if statement.order:
            raise errors.validation(
                "Must have at least one hash key in the WHERE clause when using ORDER BY clause."
            )
        return [Range(forward=forward)]
    sorts = [sort] if sort else []
    return [range_of([KeyTerm(schema.hash_name, "=", (value,)), *sorts], schema, forward) for value in hashes]


def _term(node: Node) -> KeyTerm | None:
    """A condition on one attribute that a key condition could be."""
    try:
        (term,) = terms_of(node)
    except errors.DynamoDBError:
        return None  # fit for a filter only
    return term


def _equalities(where: Node | None) -> Iterator[tuple[str, Value]]:
    for node in conjuncts(where):
        if isinstance(node, Compare) and node.operator == "=":
            sides = (node.left, node.right) if isinstance(node.left, Path) else (node.right, node.left)
            if isinstance(sides[0], Path) and isinstance(sides[1], Literal) and len(sides[0].parts) == 1:
                yield str(sides[0].parts[0]), sides[1].value


def _check_type(name: str, value: Value, schema: KeySchema) -> None:
    if values.kind(value) != schema.types[name]:
        raise errors.validation(
            f"Key attribute's data type should match its data type in table's schema: Key {name}"
        )


def _forward(statement: Select, schema: KeySchema) -> bool:
    forward = True
    for path, ascending in statement.order:
        name = str(path.parts[0])
        if name not in schema.names:
            raise errors.validation(
                f"Variable reference {name} in ORDER BY clause must be part of the primary key"
            )
        if name == schema.range_name:
            forward = ascending
    return forward


def _shaped(statement: Select, page: Page) -> list[Item]:
    """Items with the selected paths, each under the name of its last part."""
    if statement.paths is None:
        return page.items
    shaped = []
    for item in page.items:
        found = {_label(path): paths.find(item, path) for path in statement.paths}
        shaped.append({name: value for name, value in found.items() if value is not None})
    return shaped


def _label(path: Path) -> str:
    label = ""
    for part in path.parts:
        label = f"{label}[{part}]" if isinstance(part, int) else part
    return label


def _token(at: int, key: Item) -> str:
    def plain(value: Any) -> Any:
        return {"base64": base64.b64encode(value).decode()}

    return base64.urlsafe_b64encode(json.dumps([at, key], default=plain).encode()).decode()


def _position(token: str | None) -> tuple[int, Item | None]:
    """The range and the key to continue with."""
    if token is None:
        return 0, None

    def back(held: dict[str, Any]) -> Any:
        return base64.b64decode(held["base64"]) if set(held) == {"base64"} else held

    try:
        at, key = json.loads(base64.urlsafe_b64decode(token), object_hook=back)
    except ValueError:
        raise errors.validation("Given NextToken is invalid.") from None
    return at, key
