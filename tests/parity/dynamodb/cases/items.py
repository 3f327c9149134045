"""PutItem, GetItem, DeleteItem: keys, values, sizes, numbers and the capacity they cost."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.sizes import value_size
from nuage.dynamodb.values import check
from tests.parity.dynamodb.cases.common import Call, Cases, call, create, index, keys_only, n, put, s

NUMBERS = [
    "0", "-0", "1", "1.0", "1.50", "-1.50", "007", "1e3", "1E3", "1e-3", "100", "123456789012345678901234567890",
    "1" * 38, "1" * 39, "0." + "1" * 38, "0." + "1" * 39, "9.9999999999999999999999999999999999999E+125", "1e125", "1e126",
    "1e-130", "1e-131", "-9.9999999999999999999999999999999999999E+125", "-1e126", "abc", "", " 1", "1 ", "+1",
    ".5", "5.", "1_000", "NaN", "Infinity", "0x10", "1e", "--1", "0e500", "1" + "0" * 50, "0.00000000000000000001234",
    "1234567890.0987654321", "\u0661", "1,5", "1e+5", "1e1000", "-1e-131",
]  # fmt: skip

BAD_VALUES: list[dict[str, Any]] = [
    {"SS": []},
    {"NS": []},
    {"BS": []},
    {"SS": ["a", "a"]},
    {"NS": ["1", "1.0"]},
    {"NS": ["1", "x"]},
    {"BS": [b"a", b"a"]},
    {"SS": ["", "a"]},
    {"S": ""},
    {"B": b""},
    {"BS": [b""]},
    {"NULL": False},
    {"NULL": True},
    {"L": []},
    {"M": {}},
    {"L": [{"N": "x"}]},
    {"M": {"k": {"SS": []}}},
    {"M": {"": {"S": "x"}}},
    {"M": {"k": {"M": {"": {"S": "x"}}}}},
    {"L": [{"S": ""}]},
    {"NS": ["3", "1", "2"]},
    {"SS": ["c", "a", "b"]},
    {"NS": ["1" * 39]},
    {"L": [{"NULL": False}]},
]


def _sizes() -> list[Call]:
    calls = [create("sizes")]
    for size in (
        1,
        1012,
        1013,
        1014,
        1015,
        2035,
        2038,
        2039,
        4080,
        4086,
        4087,
        4088,
        4090,
        8180,
        8184,
        10000,
    ):
        calls += [
            call("put_item", TableName="sizes", Item={"PK": s("key"), "data": s("x" * size)},
                 ReturnConsumedCapacity="TOTAL"),
            call("get_item", TableName="sizes", Key={"PK": s("key")}, ReturnConsumedCapacity="TOTAL"),
            call("get_item", TableName="sizes", Key={"PK": s("key")}, ReturnConsumedCapacity="INDEXES",
                 ConsistentRead=True, ProjectionExpression="PK"),
        ]  # fmt: skip
    return calls


VALUE_SIZES: list[dict[str, Any]] = [
    n(0), n(1), n(12), n(123), n(1234), n(-1), n(-12), n("1.5"), n("12.34"), n("123.4"), n("0.001"), n("100"),
    n("1000"), n("1e100"), n("9" * 38), n("-" + "9" * 38), n("12300"), n("1230"), n("0.0123"), n("0.123"), n("-0.5"),
    {"NULL": True}, {"BOOL": True}, {"L": []}, {"M": {}}, {"L": [n(1)]}, {"L": [s("ab"), s("c")]},
    {"M": {"ab": s("c")}}, {"M": {"ab": s("c"), "d": {"L": [{"M": {}}]}}}, {"SS": ["a", "bc"]}, {"NS": ["1", "22", "333"]},
    {"BS": [b"a", b"bc"]}, {"B": b"abc"}, s(""), s("\u00e9"), s("\U0001f3ae"),
]  # fmt: skip


def _value_sizes() -> list[Call]:
    """Padding that makes an item of 1,024 bytes, and one byte more, shows the size of a value exactly."""
    calls = [create("sizes")]
    for at, value in enumerate(VALUE_SIZES):
        whole = 1024 - value_size(check(value)) - len("PK" + "k-000" + "v" + "p")
        for more in (0, 1):  # a key each: overwriting costs what the larger item costs
            item = {"PK": s(f"k{'-+'[more]}{at:03}"), "v": value, "p": s("x" * (whole + more))}
            calls.append(call("put_item", TableName="sizes", Item=item, ReturnConsumedCapacity="TOTAL"))
    return calls


def _numbers() -> list[Call]:
    calls = [create("numbers"), create("numeric", "PK:N")]
    for text in NUMBERS:
        calls += [
            call("put_item", TableName="numbers", Item={"PK": s("k"), "n": {"N": text}}),
            call("get_item", TableName="numbers", Key={"PK": s("k")}),
            call("put_item", TableName="numeric", Item={"PK": {"N": text}}),
            call("get_item", TableName="numeric", Key={"PK": {"N": text}}),
        ]
    return calls


def _bad_values() -> list[Call]:
    calls = [create("values")]
    for value in BAD_VALUES:
        calls += [
            call("put_item", TableName="values", Item={"PK": s("k"), "v": value}),
            call("get_item", TableName="values", Key={"PK": s("k")}),
        ]
    calls.append(call("put_item", TableName="values", Item={"PK": s("k"), "": s("x")}))
    return calls


KEY_MISTAKES: list[dict[str, Any]] = [
    {},
    {"PK": s("a")},
    {"SK": n(1)},
    {"PK": s("a"), "SK": s("1")},
    {"PK": n(1), "SK": n(1)},
    {"PK": s(""), "SK": n(1)},
    {"PK": s("a"), "SK": n(1), "x": s("y")},
    {"PK": s("p" * 2049), "SK": n(1)},
    {"PK": s("a"), "SK": n("abc")},
    {"PK": s("a"), "SK": {"NULL": True}},
    {"PK": {"L": []}, "SK": n(1)},
]


def _nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = s("x")
    for level in range(levels):
        value = {"L": [value]} if level % 2 else {"M": {"a": value}}
    return value


CASES: Cases = {
    "sizes of items in capacity units": _sizes(),
    "sizes of values": _value_sizes(),
    "numbers": _numbers(),
    "values that are refused": _bad_values(),
    "keys that are refused": [
        create("keys", "PK:S", "SK:N"),
        *[call("get_item", TableName="keys", Key=key) for key in KEY_MISTAKES],
        *[call("delete_item", TableName="keys", Key=key) for key in KEY_MISTAKES],
        *[call("put_item", TableName="keys", Item=key) for key in KEY_MISTAKES],
        create("strings", "PK:S", "SK:S"),
        put("strings", PK="a", SK="s" * 1025),
        put("strings", PK="a", SK=""),
        put("strings", PK="a", SK="s" * 1024),
        call("get_item", TableName="strings", Key={"PK": s("a"), "SK": s("")}),
        call("get_item", TableName="strings", Key={"PK": s("a"), "SK": s("s" * 1025)}),
        create("binaries", "PK:B", "SK:B"),
        call("put_item", TableName="binaries", Item={"PK": {"B": b""}, "SK": {"B": b"x"}}),
        call("put_item", TableName="binaries", Item={"PK": {"B": b"x"}, "SK": {"B": b""}}),
        call("get_item", TableName="binaries", Key={"PK": {"B": b"x"}, "SK": {"B": b""}}),
    ],
    "keys of indexes that are refused": [
        create(
            "indexed",
            attributes=["g:S", "h:N"],
            GlobalSecondaryIndexes=[index("byg", "g", "h", **keys_only())],
        ),
        put("indexed", PK="a", g=""),
        put("indexed", PK="a", g=1),
        put("indexed", PK="a", h="x"),
        put("indexed", PK="a", g="x"),
        put("indexed", PK="a", g="x", h=1),
        call(
            "update_item",
            TableName="indexed",
            Key={"PK": s("a")},
            UpdateExpression="SET g = :v",
            ExpressionAttributeValues={":v": n(1)},
        ),
        call(
            "update_item",
            TableName="indexed",
            Key={"PK": s("a")},
            UpdateExpression="SET g = :v",
            ExpressionAttributeValues={":v": s("")},
        ),
        call(
            "update_item",
            TableName="indexed",
            Key={"PK": s("a")},
            UpdateExpression="SET g.x = :v",
            ExpressionAttributeValues={":v": s("")},
        ),
        put("indexed", PK="a", g="x" * 2049, h=1),
        put("indexed", PK="a", g={"NULL": True}),
        call("scan", TableName="indexed"),
        call("scan", TableName="indexed", IndexName="byg"),
    ],
    "return values of put and delete": [
        create("values"),
        call("put_item", TableName="values", Item={"PK": s("k"), "a": n(1)}, ReturnValues="ALL_OLD"),
        call("put_item", TableName="values", Item={"PK": s("k"), "a": n(2)}, ReturnValues="ALL_OLD"),
        call("put_item", TableName="values", Item={"PK": s("k")}, ReturnValues="NONE"),
        call("put_item", TableName="values", Item={"PK": s("k")}, ReturnValues="ALL_NEW"),
        call("put_item", TableName="values", Item={"PK": s("k")}, ReturnValues="UPDATED_OLD"),
        call("put_item", TableName="values", Item={"PK": s("k")}, ReturnValues="NOPE"),
        call("put_item", TableName="values", Item={"PK": s("k")}, ReturnConsumedCapacity="NOPE"),
        call("delete_item", TableName="values", Key={"PK": s("k")}, ReturnValues="ALL_NEW"),
        call(
            "delete_item",
            TableName="values",
            Key={"PK": s("k")},
            ReturnValues="ALL_OLD",
            ReturnConsumedCapacity="TOTAL",
        ),
        call(
            "delete_item",
            TableName="values",
            Key={"PK": s("k")},
            ReturnValues="ALL_OLD",
            ReturnConsumedCapacity="INDEXES",
        ),
        call("get_item", TableName="values", Key={"PK": s("k")}, ReturnConsumedCapacity="TOTAL"),
        call("get_item", TableName="nosuch", Key={"PK": s("k")}),
        call("put_item", TableName="nosuch", Item={"PK": s("k")}),
        call("delete_item", TableName="nosuch", Key={"PK": s("k")}),
        call("get_item", TableName="no", Key={"PK": s("k")}),
        call("get_item", TableName="no such", Key={"PK": s("k")}),
        call("get_item", TableName="x" * 256, Key={"PK": s("k")}),
    ],
    "projections": [
        create("shapes"),
        call(
            "put_item",
            TableName="shapes",
            Item={
                "PK": s("k"),
                "a": s("x"),
                "l": {"L": [s("0"), s("1"), {"L": [s("2.0"), s("2.1")]}, s("3")]},
                "m": {"M": {"k": s("v"), "k2": s("v2"), "l": {"L": [s("m0"), s("m1")]}}},
            },
        ),
        *[
            call("get_item", TableName="shapes", Key={"PK": s("k")}, ProjectionExpression=expression)
            for expression in (
                "PK",
                "a, l[1]",
                "l[3], l[0]",
                "l[2][1]",
                "m.k",
                "m.k, m.l[1]",
                "gone",
                "m.gone",
                "l[9]",
                "a.b",
                "a, a",
                "m, m.k",
                "m.k, m",
                "l[0], l[0]",
                "",
                ",",
                "a,",
                "a b",
                ":v",
                "name",
                "m.name",
                "#x",
                "l[2], l[2][0]",
                "m.l[0], m.l",
                "m.k, m[0]",
                "a[0]",
                "a = b",
                "a, (b)",
                "PK, a, m.l[0], l[2][0], l[3]",
                "size(a)",
                "l[2][0], l[0], l[2][1]",
            )
        ],
        call(
            "get_item",
            TableName="shapes",
            Key={"PK": s("k")},
            ProjectionExpression="#n",
            ExpressionAttributeNames={"#n": "a"},
        ),
        call(
            "get_item",
            TableName="shapes",
            Key={"PK": s("k")},
            ProjectionExpression="#n",
            ExpressionAttributeNames={"#n": "a", "#o": "b"},
        ),
        call("get_item", TableName="shapes", Key={"PK": s("k")}, ExpressionAttributeNames={"#n": "a"}),
        call("get_item", TableName="shapes", Key={"PK": s("k")}, AttributesToGet=["a", "gone"]),
        call("get_item", TableName="shapes", Key={"PK": s("k")}, AttributesToGet=["a", "a"]),
        call(
            "get_item",
            TableName="shapes",
            Key={"PK": s("k")},
            AttributesToGet=["a"],
            ProjectionExpression="a",
        ),
        call(
            "get_item",
            TableName="shapes",
            Key={"PK": s("k")},
            AttributesToGet=["a"],
            ExpressionAttributeNames={"#n": "a"},
        ),
    ],
    "an item over 400 KB": [
        create("sizes"),
        put("sizes", PK="k", d="x" * (400 * 1024 - 4)),
        put("sizes", PK="k", d="x" * (400 * 1024 - 3)),
        call(
            "get_item",
            TableName="sizes",
            Key={"PK": s("k")},
            ProjectionExpression="PK",
            ReturnConsumedCapacity="TOTAL",
        ),
        call(
            "update_item",
            TableName="sizes",
            Key={"PK": s("k")},
            UpdateExpression="SET e = :v",
            ExpressionAttributeValues={":v": s("12345")},
        ),
        call(
            "update_item",
            TableName="sizes",
            Key={"PK": s("k2")},
            UpdateExpression="SET e = :v",
            ExpressionAttributeValues={":v": s("x" * (400 * 1024))},
        ),
    ],
    "nesting": [
        create("deep"),
        *[
            call("put_item", TableName="deep", Item={"PK": s("k"), "v": _nested(levels)})
            for levels in (30, 31, 32, 33)
        ],
    ],
}
