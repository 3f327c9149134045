"""Query and Scan share this: a page of rows, filtered, projected, and what reading it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nuage.dynamodb import errors, keys, values
from nuage.dynamodb.capacity import EVENTUAL, STRONG, Consumed, read_units
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.conditions import evaluate
from nuage.dynamodb.expressions.parameters import projector
from nuage.dynamodb.expressions.syntax import Both, Call, Compare, Either, Node, Not, Path
from nuage.dynamodb.keys import Place
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.storage.rows import Range
from nuage.dynamodb.values import Item

PAGE = 1024 * 1024  # bytes read, before any filter


@dataclass(frozen=True)
class Reading:
    """What to read and what to make of it."""

    table: Table
    index: Index | None
    range: Range
    condition: Node | None = None
    projection: tuple[Path, ...] | None = None
    counting: bool = False
    fetching: bool = False  # a local index that lacks what is asked for: the table is read as well
    consistent: bool = False
    limit: int | None = None


@dataclass
class Page:
    """The outcome."""

    items: list[Item] = field(default_factory=list)
    count: int = 0
    scanned: int = 0
    last: Item | None = None  # the item the page ended with, when more may follow

    def answer(self, reading: Reading) -> dict[str, Any]:
        """As Query and Scan answer."""
        answer: dict[str, Any] = {"Count": self.count, "ScannedCount": self.scanned}
        if not reading.counting:
            answer["Items"] = self.items
        if self.last is not None:
            answer["LastEvaluatedKey"] = key_of(self.last, reading.table, reading.index)
        return answer


def answer(engine: Engine, request: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """Read one page, charge for it, and answer as Query and Scan do."""
    with engine.database.reading():
        page, consumed = read_page(engine, reading)
    engine.charge(reading.table, consumed, "Read")
    answered = page.answer(reading)
    if report := consumed.report(request.get("ReturnConsumedCapacity")):
        answered["ConsumedCapacity"] = report
    return answered


def read_page(engine: Engine, reading: Reading) -> tuple[Page, Consumed]:
    """Read one page. It ends at the limit, or with the item that reaches 1 MB."""
    rows = engine.rows(reading.table, reading.index)
    page, consumed = Page(), engine.consumed(reading.table)
    weight = STRONG if reading.consistent else EVENTUAL
    project = projector(reading.projection)
    size = 0
    for row in rows.read(reading.range):
        page.scanned += 1
        size += row.size
        if reading.counting and reading.condition is None and not reading.fetching:
            page.count += 1  # nobody looks at the item
        else:
            full = row.item
            if reading.fetching:
                full, units = _fetched(engine, reading.table, full, weight)
                consumed.on_table += units
            if reading.condition is None or evaluate(reading.condition, full):
                page.count += 1
                if not reading.counting:
                    page.items.append(project(full))
        if page.scanned == reading.limit or size >= PAGE:
            page.last = row.item
            break
    units = read_units(size, weight)
    if reading.index is None:
        consumed.on_table += units
    else:
        consumed.on_indexes[reading.index.name] += units
    return page, consumed


def _fetched(engine: Engine, table: Table, entry: Item, weight: float) -> tuple[Item, float]:
    """The whole item of an index's entry, and what reading it costs."""
    row = engine.items(table).get(entry)
    if row is None:
        raise AssertionError("an index holds what its table does not")
    return row.item, read_units(row.size, weight)


def key_of(item: Item, table: Table, index: Index | None) -> Item:
    """The key at which a page ended: of the table, and of the index if one was read."""
    names = dict.fromkeys((*(index.keys.names if index else ()), *table.keys.names))
    return {name: item[name] for name in names}


def find_index(table: Table, request: Mapping[str, Any]) -> Index | None:
    """The index that a request names.

    :raises DynamoDBError: ValidationException, when it is not there, or cannot be read that way
    """
    name = request.get("IndexName")
    if name is None:
        return None
    index = table.index(name)
    if index is None:
        raise errors.validation(f"The table does not have the specified index: {name}")
    if index.backfilling or index.status == "CREATING":
        raise errors.validation(f"Cannot read from backfilling global secondary index: {name}")
    if index.is_global and request.get("ConsistentRead"):
        raise errors.validation("Consistent reads are not supported on global secondary indexes")
    return index


def start_place(given: Mapping[str, Any], table: Table, index: Index | None) -> Place:
    """Where to continue behind an ExclusiveStartKey.

    :raises DynamoDBError: ValidationException, when it is no such key
    """
    types = {**table.keys.types, **(index.keys.types if index else {})}
    if set(given) != set(types):
        raise errors.validation("Exclusive Start Key must have same size as table's key schema")
    key = values.check_item(dict(given))
    if any(values.kind(key[name]) != expected for name, expected in types.items()):
        raise errors.validation(
            "The provided starting key is invalid: The provided key element does not match the schema"
        )
    own = keys.place(key, table.keys)
    return keys.index_place(key, index, own) if index else own


def prepare(
    request: Mapping[str, Any],
    table: Table,
    index: Index | None,
    wanted: Range,
    condition: Node | None,
    projection: tuple[Path, ...] | None,
) -> Reading:
    """What a Query or Scan is to read, and what to make of it.

    :raises DynamoDBError: ValidationException, for a Select that makes no sense
    """
    counting, fetching = select(request, table, index, projection, condition)
    consistent, limit = bool(request.get("ConsistentRead")), request.get("Limit")
    return Reading(table, index, wanted, condition, projection, counting, fetching, consistent, limit)


def select(
    request: Mapping[str, Any], table: Table, index: Index | None, projection: Any, condition: Any
) -> tuple[bool, bool]:
    """What Select means here: whether to count only, and whether the table is needed beside the index.

    :raises DynamoDBError: ValidationException, for a combination that makes no sense
    """
    wanted = request.get("Select")
    if projection is not None and wanted not in {None, "SPECIFIC_ATTRIBUTES"}:
        raise errors.validation(_cannot_project(wanted, "AttributesToGet" in request))
    if wanted == "SPECIFIC_ATTRIBUTES" and projection is None:
        raise errors.validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
            "SPECIFIC_ATTRIBUTES"
        )
    if wanted == "ALL_PROJECTED_ATTRIBUTES" and index is None:
        raise errors.validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
    counting = wanted == "COUNT"
    if index is None:
        return counting, False
    held = index.projected(table.keys)
    if held is None:
        return counting, False
    asked = {str(path.parts[0]) for path in projection or ()}
    filtered = attributes(condition) if condition is not None else set()
    if index.is_global:
        _check_global(index, wanted, asked - held)
    fetching = not index.is_global and (wanted == "ALL_ATTRIBUTES" or not asked <= held)
    if not (fetching or filtered <= held):
        raise errors.invalid_parameter(
            f"Secondary index {index.name} does not project one or more filter attributes: "
            f"[{', '.join(sorted(filtered - held))}]"
        )
    return counting, fetching


def _cannot_project(wanted: str, legacy: bool) -> str:
    parameter = "AttributesToGet" if legacy else "ProjectionExpression"
    text = f"Cannot specify the {parameter} when choosing to get "
    if wanted == "COUNT":
        return text + "only the Count"
    return text + ("ALL_ATTRIBUTES" if wanted == "ALL_ATTRIBUTES" else "ALL_PROJECTED_ATTRIBUTES")


def _check_global(index: Index, wanted: str | None, asked: set[str]) -> None:
    """A global index can only answer from what it holds."""
    if wanted == "ALL_ATTRIBUTES":
        raise errors.invalid_parameter(
            f"Select type ALL_ATTRIBUTES is not supported for global secondary index {index.name} "
            "because its projection type is not ALL"
        )
    if asked:
        raise errors.invalid_parameter(
            f"Global secondary index {index.name} does not project [{', '.join(sorted(asked))}]"
        )


def attributes(node: Node) -> set[str]:
    """The top-level attributes that a condition reads."""
    match node:
        case Path(parts):
            return {str(parts[0])}
        case Compare(_, left, right) | Both(left, right) | Either(left, right):
            return attributes(left) | attributes(right)
        case Not(condition):
            return attributes(condition)
        case Call(_, operands):
            return set().union(*(attributes(each) for each in operands))
    inner = [getattr(node, name) for name in ("operand", "low", "high") if hasattr(node, name)]
    return set().union(*(attributes(each) for each in (*inner, *getattr(node, "options", ()))))
