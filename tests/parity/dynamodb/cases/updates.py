"""Update expressions: what they do, and how each mistake is answered."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, n, put, s

VALUES = {
    ":v": s("x"),
    ":n": n(1),
    ":half": n("0.5"),
    ":big": n("9" * 38),
    ":list": {"L": [s("p"), n(7)]},
    ":ss": {"SS": ["x", "q"]},
    ":ns": {"NS": ["1", "5"]},
    ":map": {"M": {"k": s("x")}},
    ":bool": {"BOOL": True},
    ":null": {"NULL": True},
    ":e": s(""),
}

ITEM = {
    "PK": s("k"),
    "a": s("xyz"),
    "num": n("12.5"),
    "ss": {"SS": ["x", "y"]},
    "ns": {"NS": ["1", "2"]},
    "l": {"L": [s("p0"), s("p1"), s("p2")]},
    "m": {"M": {"k": s("x"), "inn": {"M": {"z": n(0)}}}},
}

EXPRESSIONS = [
    "SET a = :v", "SET num = num + :n", "SET num = num - :half", "SET num = :n - num", "SET b = num",
    "SET num = :big + :half", "SET l[1] = :v", "SET l[9] = :v", "SET l[7] = :v, l[5] = :n", "SET m.k = :v",
    "SET m.oth = :v", "SET m.inn.z = m.inn.z + :n", "SET l = list_append(l, :list)",
    "SET l = list_append(:list, l)", "SET l = list_append(:list, :list)", "SET num = if_not_exists(num, :n)",
    "SET b = if_not_exists(b, :n)", "SET b = if_not_exists(b, a)", "SET b = if_not_exists(b, :n) + :n",
    "SET num = if_not_exists(num, :n) + :n", "SET l = list_append(if_not_exists(oth, :list), :list)",
    "SET a = num, num = a", "REMOVE a", "REMOVE gone", "REMOVE l[0]", "REMOVE l[0], l[1]", "REMOVE l[1], l[0]",
    "REMOVE l[9]", "REMOVE m.k", "REMOVE m.missing", "REMOVE gone.k", "REMOVE m.inn.z", "ADD num :n",
    "ADD b :n", "ADD ss :ss", "ADD b :ss", "ADD ns :ns", "ADD m.inn.z :n", "ADD m.n :n", "DELETE ss :ss",
    "DELETE ns :ns", "DELETE b :ss", "DELETE ss :ns", "ADD ss :ns", "ADD a :n", "ADD num :v", "ADD b :v",
    "ADD b :list", "DELETE a :ss", "DELETE ss :v", "DELETE ss :n", "SET a = :v REMOVE num ADD b :n DELETE ss :ss",
    "set a = :v remove num", "SET a = :v, a = :n", "SET a = :v REMOVE a", "SET m.k = :v, m = :map",
    "SET m = :map, m.k = :v", "SET m.k = :v, m[0] = :v", "SET l[0] = :v, l[0].a = :v", "SET l[0] = :v, l.a = :v",
    "SET PK = :v", "REMOVE PK", "ADD PK :n", "SET PK.a = :v", "SET gone.k = :v", "SET a.k = :v",
    "SET a[0] = :v", "SET m[0] = :v", "SET l.k = :v", "SET num = a + :n", "SET num = gone + :n",
    "SET num = num + gone", "SET num = :v + :n", "SET num = num + :v", "SET l = list_append(a, :list)",
    "SET l = list_append(l, :v)", "SET l = list_append(gone, :list)", "SET l = list_append(l)",
    "SET b = if_not_exists(:n, :n)", "SET b = if_not_exists(b)", "SET b = foo(b)", "SET b = size(a)",
    "SET b = attribute_exists(a)", "SET b = gone", "SET b = m.missing", "SET", "SET a", "SET a =", "SET a = :v,",
    "SET a = :v SET b = :v", "REMOVE a REMOVE b", "ADD num :n ADD b :n", "SETT a = :v", "a = :v", "SET a : :v",
    "SET a = :v + :n + :n", "SET a = (:n)", "SET a = (:n + :n)", "SET a = num + (:n)", "SET a = :missing",
    "SET #x = :v", "REMOVE", "REMOVE :v", "ADD", "ADD num", "ADD num num", "DELETE ss", "DELETE ss ss",
    "SET :v = :v", "SET a = b = :v", "SET name = :v", "SET a.name = :v", "REMOVE name", "SET a = :v; REMOVE b",
    "SET num = num * :n", "SET a = :v REMOVE", "SET a = if_not_exists(a, list_append(l, :list))", "",
    "SET a = if_not_exists(if_not_exists(a, :v), :v)", "SET a = :n + :list", "SET a = :list - :n",
    "SET a = :ss", "SET a = :e", "SET a = :null", "REMOVE ss, ns, l", "SET l[0] = l[2], l[2] = l[0]",
    "REMOVE l[0] SET l[3] = :v", "REMOVE l[2] SET l[0] = :v", "SET l[1] = :v REMOVE l", "DELETE m.k :ss",
    "ADD l[0] :n", "ADD l[5] :n", "ADD m.inn :n", "DELETE m.gone :ss", "SET a = :v remove b, c set d = :v",
    "SET a = l[9]", "ADD gone.k :n", "DELETE gone.k :ss", "SET b = num+:n", "SET b = num -:n",
    "SET b = :n-:n", "SET a=:v,b=:n", "REMOVE a b", "REMOVE a,", "SET a = - :n", "SET a = +:n", "SET a = -1",
    "SET num = if_not_exists(gone, :v) + :n", "SET l = list_append(:list, :ss)", "ADD num :null",
    "SET m.inn.deep.x = :v", "SET l[1].x = :v", "SET b.c = :v, b = :map", "SET list = :v", "ADD a :ss",
    "SET l[0][0] = :v", "REMOVE a.b", "REMOVE l.x", "REMOVE a[0]", "REMOVE l[1].x",
]  # fmt: skip


def _update(expression: str, **more: Any) -> Call:
    from tests.parity.dynamodb.cases.conditions import _uses

    parameters: dict[str, Any] = {
        "TableName": "updates",
        "Key": {"PK": s("k")},
        "UpdateExpression": expression,
        "ReturnValues": "ALL_NEW",
    }
    used = {k: v for k, v in VALUES.items() if _uses(expression, k)}
    if used:
        parameters["ExpressionAttributeValues"] = used
    return call("update_item", **(parameters | more))


def _each() -> list[Call]:
    calls = []
    for expression in EXPRESSIONS:
        calls += [call("put_item", TableName="updates", Item=ITEM), _update(expression)]
    return calls


def _return_values() -> list[Call]:
    calls = []
    for wanted in ("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"):
        for expression in (
            "SET a = :v",
            "SET m.k = :v, l[1] = :n REMOVE m.inn.z",
            "ADD num :n, b :n",
            "DELETE ss :ss",
            "REMOVE a, gone",
            "SET l[9] = :v",
            "REMOVE l[0], l[2]",
            "SET m.oth = :v, m.more = :n",
        ):
            calls += [
                call("put_item", TableName="updates", Item=ITEM),
                _update(expression, ReturnValues=wanted),
            ]
        calls += [
            call("delete_item", TableName="updates", Key={"PK": s("new")}),
            _update("SET a = :v", ReturnValues=wanted, Key={"PK": s("new")}),
        ]
    return calls


CASES: Cases = {
    "update expressions": [create("updates"), *_each()],
    "return values of an update": [create("updates"), *_return_values()],
    "an update of an item that is not there": [
        create("updates"),
        call("update_item", TableName="updates", Key={"PK": s("k1")}, ReturnValues="ALL_NEW"),
        call("get_item", TableName="updates", Key={"PK": s("k1")}),
        _update("REMOVE a", Key={"PK": s("k2")}),
        _update("ADD c :n", Key={"PK": s("k3")}),
        _update("DELETE c :ss", Key={"PK": s("k4")}),
        call("get_item", TableName="updates", Key={"PK": s("k4")}),
        _update("SET a = :v", ReturnValues="ALL_OLD", Key={"PK": s("k5")}),
        _update("SET a = :v", ReturnValues="BAD", Key={"PK": s("k6")}),
        _update("SET a = :v", Key={}),
        _update("SET a = :v", Key={"PK": n(1)}),
        _update("SET a = :v", Key={"PK": s("")}),
        _update("SET a = :v", Key={"PK": s("x"), "other": s("y")}),
        _update("SET a = :v", Key={"other": s("y")}),
        _update("SET a = :v", TableName="nosuch"),
        _update("SET a = :v", ConditionExpression="attribute_exists(PK)", Key={"PK": s("k7")}),
        _update("SET a = :v", ConditionExpression="attribute_exists(", Key={"PK": s("k7")}),
        put("updates", PK="counter", count=0),
        call(
            "update_item",
            TableName="updates",
            Key={"PK": s("counter")},
            UpdateExpression="SET #c = #c + :one",
            ConditionExpression="#c < :max",
            ExpressionAttributeNames={"#c": "count"},
            ExpressionAttributeValues={":one": n(1), ":max": n(5)},
            ReturnValues="UPDATED_NEW",
        ),
    ],
}
