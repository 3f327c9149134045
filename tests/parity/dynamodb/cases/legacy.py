"""The parameters from before expressions, which AWS still takes."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, n, put, s

TABLE = {"TableName": "legacy"}
KEY = {"PK": s("a"), "SK": n(1)}


def _condition(operator: str, *values: Any) -> dict[str, Any]:
    return {"ComparisonOperator": operator, "AttributeValueList": list(values)}


def _scan(**conditions: Any) -> Call:
    return call("scan", **TABLE, ScanFilter=conditions)


def _query(**conditions: Any) -> Call:
    return call("query", **TABLE, KeyConditions=conditions)


def _update(**updates: Any) -> list[Call]:
    return [
        call(
            "put_item",
            **TABLE,
            Item={**KEY, "v": n(5), "ss": {"SS": ["x", "y"]}, "l": {"L": [s("0")]}, "t": s("txt")},
        ),
        call("update_item", **TABLE, Key=KEY, AttributeUpdates=updates, ReturnValues="ALL_NEW"),
    ]


CASES: Cases = {
    "legacy conditions": [
        create("legacy", "PK:S", "SK:N"),
        put("legacy", PK="a", SK=1, v=5, t="text", ss={"SS": ["x"]}),
        put("legacy", PK="a", SK=2, v=7, l={"L": [n(1)]}),
        _scan(v=_condition("EQ", n(5))), _scan(v=_condition("NE", n(5))), _scan(v=_condition("GT", n(5))),
        _scan(v=_condition("BETWEEN", n(6), n(8))), _scan(v=_condition("IN", n(5), n(6))),
        _scan(t=_condition("BEGINS_WITH", s("te"))), _scan(t=_condition("CONTAINS", s("ex"))),
        _scan(t=_condition("NOT_CONTAINS", s("ex"))), _scan(t={"ComparisonOperator": "NULL"}),
        _scan(t={"ComparisonOperator": "NOT_NULL"}), _scan(ss=_condition("CONTAINS", s("x"))),
        _scan(v=_condition("EQ")), _scan(v=_condition("EQ", n(1), n(2))), _scan(v=_condition("BETWEEN", n(1))),
        _scan(v=_condition("NULL", n(1))), _scan(v=_condition("NOPE", n(1))), _scan(v=_condition("LT", {"BOOL": True})),
        call("scan", **TABLE, ScanFilter={"v": _condition("EQ", n(5)), "t": _condition("EQ", s("no"))}, ConditionalOperator="OR"),
        call("scan", **TABLE, ScanFilter={"v": _condition("EQ", n(5)), "t": _condition("EQ", s("no"))}),
        call("scan", **TABLE, ScanFilter={"v": _condition("EQ", n(5))}, FilterExpression="attribute_exists(v)"),
        _query(PK=_condition("EQ", s("a"))), _query(PK=_condition("EQ", s("a")), SK=_condition("GT", n(1))),
        _query(PK=_condition("EQ", s("a")), SK=_condition("BETWEEN", n(1), n(2))), _query(PK=_condition("GT", s("a"))),
        _query(PK=_condition("EQ", s("a")), v=_condition("EQ", n(1))), _query(SK=_condition("EQ", n(1))),
        _query(PK=_condition("EQ", s("a")), SK=_condition("NE", n(1))), _query(PK=_condition("EQ", n(1))), _query(),
        call("query", **TABLE, KeyConditions={"PK": _condition("EQ", s("a"))}, QueryFilter={"v": _condition("GT", n(5))}),
        call("query", **TABLE, KeyConditions={"PK": _condition("EQ", s("a"))}, AttributesToGet=["SK"]),
        call("query", **TABLE, KeyConditions={"PK": _condition("EQ", s("a"))}, QueryFilter={"SK": _condition("GT", n(1))}),
    ],
    "legacy expectations": [
        create("legacy", "PK:S", "SK:N"),
        put("legacy", PK="a", SK=1, v=5),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Exists": False}}),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Value": n(6)}}),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Exists": True}}),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Exists": False, "Value": n(5)}}),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Value": n(5)}}, ConditionExpression="attribute_exists(v)"),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"ComparisonOperator": "LT", "AttributeValueList": [n(5)]}}),
        call("put_item", **TABLE, Item=KEY, Expected={"v": {"Value": n(5), "Exists": True}}),
        call("delete_item", **TABLE, Key=KEY, Expected={"v": {"Exists": False}}, ConditionalOperator="AND"),
    ],
    "legacy updates": [
        create("legacy", "PK:S", "SK:N"),
        *_update(v={"Action": "PUT", "Value": n(1)}), *_update(v={"Value": n(1)}), *_update(v={"Action": "DELETE"}),
        *_update(v={"Action": "ADD", "Value": n(1)}), *_update(w={"Action": "ADD", "Value": n(1)}),
        *_update(ss={"Action": "ADD", "Value": {"SS": ["z"]}}), *_update(ss={"Action": "DELETE", "Value": {"SS": ["x"]}}),
        *_update(l={"Action": "ADD", "Value": {"L": [s("1")]}}), *_update(t={"Action": "ADD", "Value": n(1)}),
        *_update(t={"Action": "ADD", "Value": s("x")}), *_update(v={"Action": "DELETE", "Value": n(1)}),
        *_update(v={"Action": "PUT"}), *_update(PK={"Action": "PUT", "Value": s("x")}), *_update(v={"Action": "NOPE"}),
        call("update_item", **TABLE, Key=KEY, AttributeUpdates={"v": {"Value": n(1)}}, UpdateExpression="SET v = :v"),
        call("update_item", **TABLE, Key=KEY, AttributeUpdates={"v": {"Value": n(1)}}, Expected={"v": {"Value": n(99)}}),
    ],
}  # fmt: skip
