"""Filter and condition expressions: what they say of an item, and how each mistake is answered."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Cases, call, create, n, put, s

VALUES = {
    ":v": s("x"),
    ":e": s(""),
    ":n": n(1),
    ":n2": n(2),
    ":bool": {"BOOL": True},
    ":null": {"NULL": True},
    ":ss": {"SS": ["x", "y"]},
    ":list": {"L": [s("x"), n(1)]},
    ":map": {"M": {"k": s("x")}},
    ":bin": {"B": b"x"},
    ":type": s("S"),
}

MISTAKES = [
    "a = =", "a = :v AND", "a", "(a = :v", "a = :v)", "a == :v", "a = :v b", "size(a)", "foo(a)", "a IN ()",
    "a BETWEEN :v", "((a = :v))", "a = 5", "a = 'x'", "name = :v", "a.b[x] = :v", "a.b[1 = :v", "a[-1] = :v",
    "", " ", "NOT", "attribute_exists(:v)", "attribute_type(a, :v)", "begins_with(a, :n)", "a = :missing",
    "#missing = :v", "contains(a, a)", "a <> a", "a = a", "size(:n) > :n", "a % :v", "a.#missing = :v",
    "attribute_exists(a, b)", "begins_with(a)", "a BETWEEN :n AND :v", "a BETWEEN :n2 AND :n", "a < :bool",
    "a > :ss", "a < :null", "a >= :list", "a <= :map", "attribute_exists(size(a))", "NOT size(a)", "a AND b",
    "123abc = :v", "_a = :v", "a-b = :v", "@ = :v", "a..b = :v", "a. = :v", ".a = :v", "a[0][1]. = :v",
    "a.name = :v", "a.b.Status = :v", "size(a, b) = :n", "contains(:n, a)", "attribute_type(a, :n)",
    "attribute_type(a, b)", "begins_with(a, a)", "a BETWEEN b AND b", "a BETWEEN a AND b",
    "a IN (a)", "a IN (:v, a)", "if_not_exists(a, :v)", "list_append(a, :v)", "a = if_not_exists(a, :v)",
    "SIZE(a) > :n", "Attribute_Exists(a)", "(a) = :v", "a = (:v)", "a = ((:v))", "NOT ((a = :v))",
    "(((a = :v)))", "a = :v = :v", "a = :v AND AND b = :v", "a = :v OR", "a NOT IN (:v)", "a NOT BETWEEN :v AND :v",
    "a IS NULL", "a LIKE :v", "a != :v", "a : = :v", "a = :", "# = :v", "a = :v;", "a = \u00e9", "\u00e9 = :v",
    "a = :v AND (b = :v", "a[0 1] = :v", "a[:n] = :v", "a[#k] = :v", "a[99999999999] = :v",
    "size(size(a)) = :n", "attribute_exists()", "contains(a,)", "a,b", "a = :v, b = :v", "begins_with(a, :bool)",
    "contains(a, :list)", "begins_with(:n, a)", "size(:bool) = :n", ":v = :v", ":v = :n", ":v < :n",
    ":bool = :bool", "attribute_not_exists(a) AND attribute_exists(a.b[0].c)", ":v IN (:v)", ":v BETWEEN :v AND :v",
    "a BETWEEN :bool AND :bool", "a BETWEEN :v AND :v", "a IN (:v, :n)", "begins_with(:v, :v)", "a\n=\t:v",
    "between = :v", "and = :v", "not = :v", "a = :v and not b = :v or c = :v", "size = :v", "contains = :v",
    "a BETWEEN :v AND", "a.1 = :v", "a[1.5] = :v", "a[1e5] = :v", "a0_-b = :v", "A_b1 = :v",
    ":v.a = :v", "#a#b = :v", "#a.#a[0] = :v", "#1 = :v",
]  # fmt: skip

ITEM = {
    "PK": s("k"),
    "a": s("xyz"),
    "num": n("12.5"),
    "neg": n("-3"),
    "bin": {"B": b"\x01\x02\xff"},
    "t": {"BOOL": True},
    "f": {"BOOL": False},
    "nul": {"NULL": True},
    "ss": {"SS": ["x", "y", "\u00e9"]},
    "ns": {"NS": ["1", "2.0"]},
    "bs": {"BS": [b"a", b"bc"]},
    "l": {"L": [s("x"), n(1), {"L": [{"M": {"deep": s("yes")}}]}]},
    "m": {"M": {"k": s("x"), "inn": {"M": {"z": n(0)}}}},
    "emp": s(""),
    "accents": s("\u00e9\U0001f3ae"),
}

TRUE_OR_FALSE: list[tuple[str, dict[str, Any] | None]] = [
    ("a = :v", {":v": s("xyz")}),
    ("a <> :v", {":v": s("xyz")}),
    ("gone <> :v", {":v": s("xyz")}),
    ("missing = :v", {":v": s("xyz")}),
    ("NOT gone = :v", {":v": s("xyz")}),
    ("gone < :v", {":v": s("xyz")}),
    ("a < :v", {":v": n(5)}),
    ("a = :v", {":v": n(5)}),
    ("a <> :v", {":v": n(5)}),
    ("num = :v", {":v": n("12.50")}),
    ("num > :v", {":v": n("2")}),
    ("num < :v", {":v": n("100")}),
    ("neg < :v", {":v": n("-2.99")}),
    ("neg BETWEEN :v AND :w", {":v": n(-4), ":w": n(-3)}),
    ("a BETWEEN :v AND :w", {":v": s("x"), ":w": s("y")}),
    ("bin > :v", {":v": {"B": b"\x01\x02"}}),
    ("bin = :v", {":v": {"B": b"\x01\x02\xff"}}),
    ("begins_with(bin, :v)", {":v": {"B": b"\x01"}}),
    ("contains(bin, :v)", {":v": {"B": b"\x02\xff"}}),
    ("begins_with(a, :v)", {":v": s("xy")}),
    ("begins_with(num, :v)", {":v": s("1")}),
    ("contains(a, :v)", {":v": s("yz")}),
    ("contains(ss, :v)", {":v": s("x")}),
    ("contains(ss, :v)", {":v": n(1)}),
    ("contains(ns, :v)", {":v": n("2")}),
    ("contains(bs, :v)", {":v": {"B": b"bc"}}),
    ("contains(l, :v)", {":v": s("x")}),
    ("contains(l, :v)", {":v": n("1.0")}),
    ("contains(m, :v)", {":v": s("k")}),
    ("contains(num, :v)", {":v": n(1)}),
    ("contains(:v, a)", {":v": s("--xyz--")}),
    ("a IN (:v, :w)", {":v": s("1"), ":w": s("xyz")}),
    ("ss = :v", {":v": {"SS": ["y", "\u00e9", "x"]}}),
    ("ns = :v", {":v": {"NS": ["2", "1"]}}),
    ("l = :v", {":v": {"L": [s("x"), n("1.0"), {"L": [{"M": {"deep": s("yes")}}]}]}}),
    ("m = :v", {":v": {"M": {"inn": {"M": {"z": n(0)}}, "k": s("x")}}}),
    ("t = :v", {":v": {"BOOL": True}}),
    ("nul = :v", {":v": {"NULL": True}}),
    ("l[2][0].deep = :v", {":v": s("yes")}),
    ("l[9] = :v", {":v": s("yes")}),
    ("m.inn.z = :v", {":v": n(0)}),
    ("a.b = :v", {":v": n(0)}),
    ("a[0] = :v", {":v": n(0)}),
    ("size(a) = :v", {":v": n(3)}),
    ("size(accents) = :v", {":v": n(2)}),
    ("size(accents) = :v", {":v": n(3)}),
    ("size(accents) = :v", {":v": n(6)}),
    ("size(bin) = :v", {":v": n(3)}),
    ("size(ss) = :v", {":v": n(3)}),
    ("size(l) = :v", {":v": n(3)}),
    ("size(m) = :v", {":v": n(2)}),
    ("size(num) = :v", {":v": n(3)}),
    ("size(t) = :v", {":v": n(1)}),
    ("size(gone) = :v", {":v": n(0)}),
    ("size(gone) <> :v", {":v": n(0)}),
    ("size(a) BETWEEN :v AND :w", {":v": n(1), ":w": n(3)}),
    ("size(a) IN (:v)", {":v": n(3)}),
    ("size(:v) > size(a)", {":v": s("longer")}),
    ("attribute_type(a, :v)", {":v": s("S")}),
    ("attribute_type(nul, :v)", {":v": s("NULL")}),
    ("attribute_type(l, :v)", {":v": s("M")}),
    ("attribute_type(gone, :v)", {":v": s("M")}),
    ("attribute_exists(nul) AND :v = :v2", {":v": n(1), ":v2": n("1.0")}),
    ("attribute_exists(m.inn)", None),
    ("attribute_not_exists(m.k)", None),
    ("attribute_not_exists(m.oth)", None),
    ("attribute_not_exists(a.b)", None),
    ("NOT attribute_exists(a)", None),
    ("attribute_exists(a) OR attribute_exists(b) AND attribute_exists(c)", None),
    ("(attribute_exists(a) OR attribute_exists(b)) AND attribute_exists(c)", None),
    ("NOT attribute_exists(a) AND attribute_exists(c) OR attribute_exists(l)", None),
    ("NOT (attribute_exists(a) AND NOT attribute_exists(c))", None),
    ("emp = :v", {":v": s("")}),
    ("begins_with(a, emp)", None),
    ("num > neg", None),
    ("a > num", None),
    ("t < f", None),
    ("m.k IN (l[0], a)", None),
]


def _scan(expression: str, values: dict[str, Any] | None) -> tuple[str, dict[str, object]]:
    used = {k: v for k, v in (values or {}).items() if _uses(expression, k)}
    names = {"#a": "a"} if "#a" in expression else None
    parameters: dict[str, object] = {"TableName": "conditions", "FilterExpression": expression}
    if used:
        parameters["ExpressionAttributeValues"] = used
    if names:
        parameters["ExpressionAttributeNames"] = names
    return "scan", parameters | {"ProjectionExpression": "PK"}


def _uses(expression: str, name: str) -> bool:
    import re

    return re.search(re.escape(name) + r"(?![A-Za-z0-9_])", expression) is not None


CASES: Cases = {
    "mistakes in a filter": [
        create("conditions"),
        *[_scan(expression, VALUES) for expression in MISTAKES],
    ],
    "what a filter says of an item": [
        create("conditions"),
        call("put_item", TableName="conditions", Item=ITEM),
        *[_scan(expression, values) for expression, values in TRUE_OR_FALSE],
    ],
    "a condition that fails": [
        create("conditions"),
        put("conditions", PK="k", a=1),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="attribute_not_exists(PK)",
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={":v": n(2)},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
            ReturnConsumedCapacity="TOTAL",
        ),
        call(
            "delete_item",
            TableName="conditions",
            Key={"PK": s("other")},
            ConditionExpression="attribute_exists(PK)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        ),
        call(
            "update_item",
            TableName="conditions",
            Key={"PK": s("k")},
            UpdateExpression="SET b = :v",
            ConditionExpression="a < :v",
            ExpressionAttributeValues={":v": n(1)},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        ),
        call("get_item", TableName="conditions", Key={"PK": s("k")}),
        call("put_item", TableName="conditions", Item={"PK": s("k")}, ConditionExpression="a ="),
        call("put_item", TableName="conditions", Item={"PK": s("k")}, ConditionExpression=""),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={":v": s("x"), ":u": s("y"), ":z": s("y")},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ExpressionAttributeValues={":v": s("x")},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ExpressionAttributeNames={"#v": "x"},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="#a = :v",
            ExpressionAttributeNames={"#a": "a", "#b": "b"},
            ExpressionAttributeValues={":v": s("x")},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="#a = #a",
            ExpressionAttributeNames={},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="#a = :v",
            ExpressionAttributeNames={"a": "a"},
            ExpressionAttributeValues={":v": s("x")},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={"v": s("x")},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={":v": {"SS": []}},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="a = :v",
            ExpressionAttributeValues={":v": {"N": "abc"}},
        ),
        call(
            "put_item",
            TableName="conditions",
            Item={"PK": s("k")},
            ConditionExpression="#a = :v",
            ExpressionAttributeNames={"#a": ""},
            ExpressionAttributeValues={":v": s("x")},
        ),
    ],
}
