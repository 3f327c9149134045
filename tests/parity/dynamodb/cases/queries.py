"""Query and Scan: key conditions, order, pages, indexes, Select, capacity."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, include, index, keys_only, n, put, s

VALUES = {
    ":p": s("a"),
    ":s": n(2),
    ":t": n(4),
    ":x": s("x"),
    ":b": {"BOOL": True},
    ":e": s(""),
    ":l": {"L": []},
}

KEY_CONDITIONS = [
    "PK = :p", "PK = :p AND SK = :s", "PK = :p AND SK < :s", "PK = :p AND SK <= :s", "PK = :p AND SK > :s",
    "PK = :p AND SK >= :s", "PK = :p AND SK BETWEEN :s AND :t", "SK = :s AND PK = :p", "(PK = :p) AND (SK = :s)",
    "PK = :p AND SK BETWEEN :t AND :s", "PK = :p AND begins_with(SK, :x)", "PK = :p AND begins_with(SK, :s)",
    "PK = :p AND SK <> :s", "PK = :p OR SK = :s", "NOT PK = :p", "PK < :p", "PK > :p AND SK = :s", "SK = :s",
    "PK = :p AND oth = :s", "PK = :p AND SK = :s AND oth = :s", "PK = :p AND SK > :s AND SK < :t", "PK = PK",
    "PK = :p AND PK = :p", "PK = :s", "PK = :p AND SK = :x", "PK = :b", "PK = :e", "PK = :l", "PK IN (:p)",
    "PK = :p AND SK IN (:s)", "PK = :p AND contains(SK, :x)", "PK = :p AND attribute_exists(SK)",
    "begins_with(PK, :p)", "PK BETWEEN :p AND :x", "PK = :p AND size(SK) = :s", ":p = PK", "PK = :p AND :s = SK",
    ":p = PK AND :s < SK", "PK.a = :p", "PK[0] = :p", "PK", "", "PK = :p AND", "PK = :p AND SK = :s OR SK = :t", "name = :p",
    "PK = :missing", "PK = :p AND (SK = :s", "PK = :p AND ((SK = :s))", "((PK = :p) AND (SK = :s))", "PK = :p SK = :s",
    "PK = :p AND SK = SK", "PK = :p AND NOT SK = :s", "PK = :p AND foo(SK, :s)", "PK = :p AND begins_with(SK)",
    "PK = :p and SK between :s and :t", "PK = :p AND SK < :l", "oth = :p", "PK = :p AND SK = :b",
]  # fmt: skip


def _query(condition: str, **more: Any) -> Call:
    from tests.parity.dynamodb.cases.conditions import _uses

    used = {k: v for k, v in VALUES.items() if _uses(f"{condition} {more.get('FilterExpression')}", k)}
    parameters: dict[str, Any] = {"TableName": "queries", "KeyConditionExpression": condition}
    if used:
        parameters["ExpressionAttributeValues"] = used
    return call("query", **(parameters | more))


def _fill() -> list[Call]:
    calls = [
        create(
            "queries",
            "PK:S",
            "SK:N",
            attributes=["g:S", "h:S"],
            GlobalSecondaryIndexes=[
                index("all", "g", "h"),
                index("keys", "g", **keys_only()),
                index("some", "g", "SK", **include("v")),
            ],
            LocalSecondaryIndexes=[index("local", "PK", "h", **keys_only())],
        )
    ]
    calls += [
        put("queries", PK="a", SK=at, v=at, w="w" * 100, g="odd" if at % 2 else "even", h=f"h{9 - at}")
        for at in (3, 1, 5, 2, 4)
    ]
    calls += [put("queries", PK="b", SK=at, v=at) for at in (-10.0, -9.5, 0.0, 1e20, 0.001)]
    calls.append(put("queries", PK="c", SK=1, g="odd"))
    return calls


def _orders() -> list[Call]:
    numbers = [
        "-1e125",
        "-100",
        "-99.9",
        "-1.23",
        "-1.2",
        "-0.001",
        "0",
        "1e-130",
        "0.001",
        "1.2",
        "1.23",
        "10",
        "99.9",
        "1e125",
    ]
    texts = ["", "A", "B", "Z", "a", "aa", "b", "\u00e9", "\u20ac", "\uffee", "\U0001f3ae", "z", "10", "9"]
    binaries = [b"\x00", b"\x00\x00", b"\x01", b"\x7f", b"\x80", b"\xff", b"\xff\x00", b"a"]
    calls = [create("ord1", "PK:S", "SK:N"), create("ord2", "PK:S", "SK:S"), create("ord3", "PK:S", "SK:B")]
    calls += [call("put_item", TableName="ord1", Item={"PK": s("a"), "SK": n(x)}) for x in reversed(numbers)]
    calls += [
        call("put_item", TableName="ord2", Item={"PK": s("a"), "SK": s(x)}) for x in reversed(texts) if x
    ]
    calls += [
        call("put_item", TableName="ord3", Item={"PK": s("a"), "SK": {"B": x}}) for x in reversed(binaries)
    ]
    for table in ("ord1", "ord2", "ord3"):
        calls += [
            call(
                "query",
                TableName=table,
                KeyConditionExpression="PK = :p",
                ScanIndexForward=forward,
                ExpressionAttributeValues={":p": s("a")},
            )
            for forward in (True, False)
        ]
    calls.append(call("query", TableName="ord2", KeyConditionExpression="PK = :p AND begins_with(SK, :x)",
                      ExpressionAttributeValues={":p": s("a"), ":x": s("a")}))  # fmt: skip
    calls.append(call("query", TableName="ord3", KeyConditionExpression="PK = :p AND begins_with(SK, :x)",
                      ExpressionAttributeValues={":p": s("a"), ":x": {"B": b"\xff"}}))  # fmt: skip
    return calls


ODD = {"IndexName": "all", "ExpressionAttributeValues": {":g": s("odd")}}

CASES: Cases = {
    "key conditions": [*_fill(), *[_query(condition) for condition in KEY_CONDITIONS]],
    "order of sort keys": _orders(),
    "pages of a query": [
        *_fill(),
        _query("PK = :p", Limit=2),
        _query("PK = :p", Limit=2, ExclusiveStartKey={"PK": s("a"), "SK": n(2)}),
        _query("PK = :p", Limit=2, ExclusiveStartKey={"PK": s("a"), "SK": n(4)}),
        _query("PK = :p", Limit=5),
        _query("PK = :p", Limit=6),
        _query("PK = :p", Limit=0),
        _query("PK = :p", Limit=2, ScanIndexForward=False),
        _query("PK = :p", Limit=2, ScanIndexForward=False, ExclusiveStartKey={"PK": s("a"), "SK": n(4)}),
        _query("PK = :p", ExclusiveStartKey={"PK": s("a")}),
        _query("PK = :p", ExclusiveStartKey={"PK": s("a"), "SK": s("2")}),
        _query("PK = :p", ExclusiveStartKey={"PK": s("z"), "SK": n(2)}),
        _query("PK = :p AND SK > :s", ExclusiveStartKey={"PK": s("a"), "SK": n(1)}),
        _query("PK = :p AND SK < :s", ExclusiveStartKey={"PK": s("a"), "SK": n(4)}),
        _query("PK = :p", ExclusiveStartKey={"PK": s("a"), "SK": n(2), "x": n(1)}),
        _query("PK = :p", ExclusiveStartKey={"PK": s("a"), "SK": n("2.5")}),
        _query("PK = :p", Limit=2, FilterExpression="v > :s"),
        _query("PK = :p", Limit=2, FilterExpression="v > :s", ReturnConsumedCapacity="TOTAL"),
        _query("PK = :p", Select="COUNT", FilterExpression="v > :s"),
        _query("PK = :p", FilterExpression="SK > :s"),
        _query("PK = :p", FilterExpression="PK = :p"),
        _query("PK = :p AND SK BETWEEN :s AND :t", Limit=2),
        call("query", TableName="queries", KeyConditionExpression="g = :g", Limit=1, **ODD),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            Limit=1,
            **ODD,
            ExclusiveStartKey={"PK": s("a"), "SK": n(5), "g": s("odd"), "h": s("h4")},
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            **ODD,
            ExclusiveStartKey={"PK": s("a"), "SK": n(5), "h": s("h4")},
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            **ODD,
            ExclusiveStartKey={"PK": s("a"), "SK": n(5)},
        ),
    ],
    "indexes": [
        *_fill(),
        *[
            call(
                "query",
                TableName="queries",
                IndexName=name,
                KeyConditionExpression="g = :g",
                ExpressionAttributeValues={":g": s(value)},
                ReturnConsumedCapacity="INDEXES",
            )
            for name, value in (("all", "odd"), ("all", "even"), ("some", "odd"), ("keys", "none"))
        ],
        _query("PK = :p", IndexName="local"),
        _query("PK = :p", IndexName="local", Select="ALL_ATTRIBUTES", ReturnConsumedCapacity="INDEXES"),
        _query("PK = :p", IndexName="local", ProjectionExpression="w", ReturnConsumedCapacity="INDEXES"),
        _query("PK = :p", IndexName="local", ProjectionExpression="h", ReturnConsumedCapacity="INDEXES"),
        _query("PK = :p", IndexName="local", ConsistentRead=True, ReturnConsumedCapacity="TOTAL"),
        _query("PK = :p", IndexName="local", FilterExpression="v > :s", ReturnConsumedCapacity="INDEXES"),
        call("query", TableName="queries", KeyConditionExpression="g = :g", ConsistentRead=True, **ODD),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g AND h > :h",
            IndexName="all",
            ExpressionAttributeValues={":g": s("odd"), ":h": s("h5")},
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="nosuch",
            ExpressionAttributeValues={":g": s("odd")},
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="some",
            ExpressionAttributeValues={":g": s("odd")},
            Select="ALL_ATTRIBUTES",
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="some",
            ExpressionAttributeValues={":g": s("odd")},
            ProjectionExpression="w",
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="some",
            ExpressionAttributeValues={":g": s("odd")},
            ProjectionExpression="v, PK",
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="some",
            ExpressionAttributeValues={":g": s("odd"), ":w": s("w")},
            FilterExpression="w = :w",
        ),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="g = :g",
            IndexName="all",
            ExpressionAttributeValues={":g": s("odd"), ":w": s("w")},
            FilterExpression="h = :w",
        ),
        call("scan", TableName="queries", IndexName="all", Select="COUNT", ReturnConsumedCapacity="INDEXES"),
        call("scan", TableName="queries", IndexName="keys", Select="COUNT"),
        call("scan", TableName="queries", IndexName="keys", ConsistentRead=True),
        call("scan", TableName="queries", IndexName="some", Select="ALL_ATTRIBUTES"),
        call("scan", TableName="queries", IndexName="nosuch"),
        call("scan", TableName="queries", IndexName="local", Select="COUNT"),
        call(
            "scan",
            TableName="queries",
            IndexName="local",
            Select="ALL_ATTRIBUTES",
            FilterExpression="SK = :s",
            ExpressionAttributeValues={":s": n(1)},
        ),
    ],
    "select": [
        *_fill(),
        *[
            _query("PK = :p", Select=select)
            for select in (
                "ALL_ATTRIBUTES",
                "COUNT",
                "ALL_PROJECTED_ATTRIBUTES",
                "SPECIFIC_ATTRIBUTES",
                "NOPE",
            )
        ],
        *[
            _query("PK = :p", Select=select, ProjectionExpression="SK")
            for select in ("ALL_ATTRIBUTES", "COUNT", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES")
        ],
        _query("PK = :p", Select="ALL_PROJECTED_ATTRIBUTES", IndexName="local"),
        _query("PK = :p", Select="SPECIFIC_ATTRIBUTES", AttributesToGet=["SK"]),
        call("query", TableName="queries"),
        call(
            "query",
            TableName="nosuch",
            KeyConditionExpression="PK = :p",
            ExpressionAttributeValues={":p": s("a")},
        ),
        call("scan", TableName="nosuch"),
        call(
            "query",
            TableName="queries",
            KeyConditionExpression="PK = :p",
            ExpressionAttributeValues={":p": s("a")},
            KeyConditions={"PK": {"ComparisonOperator": "EQ", "AttributeValueList": [s("a")]}},
        ),
    ],
    "scans": [
        *_fill(),
        call("scan", TableName="queries", Select="COUNT", ReturnConsumedCapacity="TOTAL"),
        call(
            "scan", TableName="queries", Select="COUNT", ReturnConsumedCapacity="TOTAL", ConsistentRead=True
        ),
        call(
            "scan",
            TableName="queries",
            FilterExpression="v = :v",
            ExpressionAttributeValues={":v": n(3)},
            ReturnConsumedCapacity="TOTAL",
        ),
        call("scan", TableName="queries", Limit=0),
        call("scan", TableName="queries", Segment=0),
        call("scan", TableName="queries", TotalSegments=2),
        call("scan", TableName="queries", Segment=2, TotalSegments=2),
        call("scan", TableName="queries", Segment=0, TotalSegments=0),
        call("scan", TableName="queries", Segment=-1, TotalSegments=2),
        call("scan", TableName="queries", Segment=0, TotalSegments=1000001),
        call("scan", TableName="queries", Segment=0, TotalSegments=1, Select="COUNT"),
        call("scan", TableName="queries", ExclusiveStartKey={"PK": s("a")}),
        call("scan", TableName="queries", ExclusiveStartKey={"PK": s("a"), "SK": s("x")}),
        call("scan", TableName="queries", ExclusiveStartKey={"PK": s("a"), "SK": n(1), "x": n(1)}),
        call("scan", TableName="queries", ExclusiveStartKey={}),
    ],
    "pages end at 1 MB": [
        create("pages", "PK:S", "SK:N"),
        *[put("pages", PK="a", SK=at, d="x" * 300_000) for at in range(5)],
        call(
            "query",
            TableName="pages",
            KeyConditionExpression="PK = :p",
            ExpressionAttributeValues={":p": s("a")},
            ProjectionExpression="SK",
            ReturnConsumedCapacity="TOTAL",
        ),
        call(
            "query",
            TableName="pages",
            KeyConditionExpression="PK = :p",
            ExpressionAttributeValues={":p": s("a")},
            ExclusiveStartKey={"PK": s("a"), "SK": n(3)},
            ProjectionExpression="SK",
            ReturnConsumedCapacity="TOTAL",
        ),
        call("scan", TableName="pages", Select="COUNT", ReturnConsumedCapacity="TOTAL"),
        call(
            "scan",
            TableName="pages",
            Select="COUNT",
            FilterExpression="SK = :z",
            ExpressionAttributeValues={":z": n(100)},
            ConsistentRead=True,
            ReturnConsumedCapacity="TOTAL",
        ),
    ],
}
