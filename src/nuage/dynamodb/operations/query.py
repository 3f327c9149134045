"""Query: the items of one partition key, in the order of their sort keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.key_conditions import range_of
from nuage.dynamodb.expressions.parameters import Expressions
from nuage.dynamodb.expressions.syntax import Node
from nuage.dynamodb.keys import Place
from nuage.dynamodb.reading import Reading, answer, attributes, find_index, prepare, start_place
from nuage.dynamodb.schema import KeySchema
from nuage.dynamodb.storage.rows import Range


def query(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """One page of items."""
    return answer(engine, request, reading_of(engine, request))


def reading_of(engine: Engine, request: dict[str, Any]) -> Reading:
    """What the request asks to read.

    :raises DynamoDBError: ValidationException or ResourceNotFoundException
    """
    expressions = Expressions(request, ("FilterExpression", "KeyConditionExpression", "ProjectionExpression"))
    condition = expressions.filter("QueryFilter")
    terms = expressions.key_terms()
    projection = expressions.projection()
    expressions.finish()
    table = engine.table(request["TableName"])
    index = find_index(table, request)
    schema = index.keys if index else table.keys
    wanted = range_of(terms, schema, request.get("ScanIndexForward", True))
    _check_filter(condition, schema, "QueryFilter" in request)
    reading = prepare(request, table, index, wanted, condition, projection)
    if (given := request.get("ExclusiveStartKey")) is not None:
        start = start_place(given, table, index)
        check_start(start, wanted)
        reading = replace(reading, range=replace(wanted, start=start))
    return reading


def check_start(start: Place, wanted: Range) -> None:
    """A start key lies within what is queried.

    :raises DynamoDBError: ValidationException, when it does not
    """
    if start.partition != wanted.partition:
        raise errors.validation(
            "The provided starting key is outside query boundaries based on provided conditions"
        )
    low, high = wanted.low, wanted.high
    if (low is not None and (start.sort < low or (start.sort == low and not wanted.low_included))) or (
        high is not None and (start.sort > high or (start.sort == high and not wanted.high_included))
    ):
        raise errors.validation("The provided starting key does not match the range key predicate")


def _check_filter(condition: Node | None, schema: KeySchema, legacy: bool) -> None:
    """Keys belong into the key condition."""
    if condition is None:
        return
    for name in schema.names:
        if name in attributes(condition):
            word = "QueryFilter" if legacy else "Filter Expression"
            raise errors.validation(
                f"{word} can only contain non-primary key attributes: Primary key attribute: {name}"
            )
