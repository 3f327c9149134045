"""Whatever is written, an index holds what its definition says of the table's items."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nuage.clock import ManualClock
from nuage.dynamodb.dispatch import call
from nuage.dynamodb.engine import Engine, Home
from nuage.dynamodb.storage.rows import Range

KEYS = st.tuples(st.sampled_from("ab"), st.sampled_from("xy"))
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["g", "v", "w"]), st.sampled_from("123").map(lambda text: {"S": text})
)
WRITES = st.lists(st.tuples(KEYS, ATTRIBUTES | st.none()), max_size=12)
PROJECTIONS: list[dict[str, Any]] = [
    {"ProjectionType": "ALL"},
    {"ProjectionType": "KEYS_ONLY"},
    {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["v"]},
]


@given(WRITES)
def test_indexes_follow_writes(writes: list[tuple[tuple[str, str], dict[str, Any] | None]]) -> None:
    engine = Engine(Home("1", "r"), ManualClock().now)
    indexes = [
        {
            "IndexName": f"index{at}",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": projection,
        }
        for at, projection in enumerate(PROJECTIONS)
    ]
    call(
        engine,
        "CreateTable",
        {
            "TableName": "table",
            "KeySchema": [
                {"AttributeName": "PK", "KeyType": "HASH"},
                {"AttributeName": "SK", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in ("PK", "SK", "g")],
            "GlobalSecondaryIndexes": indexes,
            "BillingMode": "PAY_PER_REQUEST",
        },
    )
    for (partition, sort), attributes in writes:
        key = {"PK": {"S": partition}, "SK": {"S": sort}}
        if attributes is None:
            call(engine, "DeleteItem", {"TableName": "table", "Key": key})
        else:
            call(engine, "PutItem", {"TableName": "table", "Item": {**key, **attributes}})
    table = engine.tables["table"]
    items = [row.item for row in engine.rows(table).read(Range())]
    for index in table.indexes:
        held = [row.item for row in engine.rows(table, index).read(Range())]
        wanted = [projected for item in items if (projected := index.project(item, table.keys))]
        assert sorted(map(repr, map(sorted_items, held))) == sorted(map(repr, map(sorted_items, wanted)))
    engine.database.close()


def sorted_items(item: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(item.items())
