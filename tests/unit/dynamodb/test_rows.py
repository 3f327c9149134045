"""Pages of the B-tree hold every row once, in order, whatever the place they are cut at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.clock import ManualClock
from nuage.dynamodb import keys
from nuage.dynamodb.dispatch import call
from nuage.dynamodb.engine import Engine, Home
from tests.unit.dynamodb.conftest import Caller, definition


@given(
    st.sets(
        st.tuples(st.sampled_from("ab"), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)),
        max_size=15,
    ),
    st.integers(1, 4),
    st.booleans(),
)
def test_pages_of_a_query(places: set[tuple[str, str]], limit: int, forward: bool) -> None:
    engine = Engine(Home("1", "r"), ManualClock().now)
    call(engine, "CreateTable", definition("pages"))
    for partition, sort in places:
        call(engine, "PutItem", {"TableName": "pages", "Item": {"PK": {"S": partition}, "SK": {"S": sort}}})
    request: dict[str, Any] = {
        "TableName": "pages",
        "KeyConditionExpression": "PK = :p",
        "ExpressionAttributeValues": {":p": {"S": "a"}},
        "Limit": limit,
        "ScanIndexForward": forward,
    }
    found = []
    while True:
        answer = call(engine, "Query", request)
        found += [item["SK"]["S"] for item in answer["Items"]]
        if "LastEvaluatedKey" not in answer:
            break
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    engine.database.close()
    wanted = sorted(
        (sort for partition, sort in places if partition == "a"), key=str.encode, reverse=not forward
    )
    assert found == wanted


@pytest.mark.parametrize("index", [{}, {"IndexName": "InvertedIndex"}])
def test_segments_of_a_scan_hold_every_item_once(run: Caller, table: str, index: dict[str, str]) -> None:
    for at in range(60):
        run("PutItem", TableName=table, Item={"PK": {"S": f"p{at}"}, "SK": {"S": f"s{at % 7}"}})
    found = []
    for segment in range(4):
        request: dict[str, Any] = {
            "TableName": table,
            "Segment": segment,
            "TotalSegments": 4,
            "Limit": 5,
            **index,
        }
        while True:
            answer = run("Scan", **request)
            found += [item["PK"]["S"] for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                break
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    assert sorted(found) == sorted(f"p{at}" for at in range(60))


def test_reading_seeks_in_the_b_tree(engine: Engine, run: Caller, table: str) -> None:
    """Every kind of read is a search of the primary key: its cost does not grow with the table."""
    number = engine.tables[table].rows
    for where in (
        "partition = ? AND sort = ? AND tie = ?",
        "partition = ? AND sort >= ? AND sort < ?",
        "partition = ? AND (sort, tie) > (?, ?)",
        "(partition, sort, tie) > (?, ?, ?)",
    ):
        bound = [b""] * where.count("?")
        plan = engine.database.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM rows_{number} WHERE {where} ORDER BY partition, sort, tie",
            *bound,
        ).fetchall()
        assert len(plan) == 1, plan
        assert f"SEARCH rows_{number} USING PRIMARY KEY" in plan[0][3]


@given(st.binary(max_size=4))
def test_after_is_behind_all_that_begin_so(prefix: bytes) -> None:
    bound = keys.after(prefix)
    if bound is not None:
        assert prefix + b"\xff" * 8 < bound
        assert bound > prefix
