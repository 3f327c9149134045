"""Scan: every item of a table or index, or of one segment of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nuage.dynamodb import errors, keys
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.expressions.parameters import Expressions
from nuage.dynamodb.reading import Reading, answer, find_index, prepare, start_place
from nuage.dynamodb.storage.rows import Range


def scan(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """One page of items."""
    return answer(engine, request, reading_of(engine, request))


def reading_of(engine: Engine, request: dict[str, Any]) -> Reading:
    """What the request asks to read.

    :raises DynamoDBError: ValidationException or ResourceNotFoundException
    """
    wanted = _segment(request)
    expressions = Expressions(request, ("FilterExpression", "ProjectionExpression"))
    condition = expressions.filter("ScanFilter")
    projection = expressions.projection()
    expressions.finish()
    table = engine.table(request["TableName"])
    index = find_index(table, request)
    reading = prepare(request, table, index, wanted, condition, projection)
    if (given := request.get("ExclusiveStartKey")) is not None:
        start = start_place(given, table, index)
        low, high = wanted.partitions_from, wanted.partitions_before
        if (low and start.partition < low) or (high and start.partition >= high):
            raise errors.validation(
                "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
                "ExclusiveStartKey with correct Segment. "
                f"TotalSegments: {request['TotalSegments']} Segment: {request['Segment']}"
            )
        reading = replace(reading, range=replace(wanted, start=start))
    return reading


def _segment(request: dict[str, Any]) -> Range:
    """The whole, or the part that Segment of TotalSegments is."""
    segment, total = request.get("Segment"), request.get("TotalSegments")
    if segment is None and total is None:
        return Range()
    if total is None:
        raise errors.validation(
            "The TotalSegments parameter is required but was not present in the request when Segment "
            "parameter is present"
        )
    if segment is None:
        raise errors.validation(
            "The Segment parameter is required but was not present in the request when parameter "
            "TotalSegments is present"
        )
    if segment >= total:
        raise errors.validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {segment} is not less than TotalSegments: {total}"
        )
    low, high = keys.segment(segment, total)
    return Range(partitions_from=low, partitions_before=high)
