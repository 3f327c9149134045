"""Batches and transactions."""

from __future__ import annotations

from typing import Any

from tests.parity.dynamodb.cases.common import Call, Cases, call, create, index, n, put, s


def _put(**item: Any) -> dict[str, Any]:
    return {"PutRequest": {"Item": item}}


def _delete(**key: Any) -> dict[str, Any]:
    return {"DeleteRequest": {"Key": key}}


def _write(*requests: dict[str, Any], table: str = "batch", **more: Any) -> Call:
    return call("batch_write_item", RequestItems={table: list(requests)}, **more)


def _get(*keys: dict[str, Any], table: str = "batch", **more: Any) -> Call:
    outer = {k: more.pop(k) for k in ("ReturnConsumedCapacity",) if k in more}
    return call("batch_get_item", RequestItems={table: {"Keys": list(keys), **more}}, **outer)


def _transact(*actions: dict[str, Any], **more: Any) -> Call:
    return call("transact_write_items", TransactItems=list(actions), **more)


def _action(kind: str, **more: Any) -> dict[str, Any]:
    return {kind: {"TableName": "batch", **more}}


INCREMENT = {
    "Key": {"PK": s("a")},
    "UpdateExpression": "ADD num :n",
    "ExpressionAttributeValues": {":n": n(1)},
}

CASES: Cases = {
    "batch writes": [
        create("batch"),
        create("other", "PK:S", "SK:N"),
        _write(_put(PK=s("a"), v=n(1)), _put(PK=s("b"), v=n(2)), ReturnConsumedCapacity="TOTAL"),
        _write(_put(PK=s("a")), _delete(PK=s("b")), ReturnConsumedCapacity="INDEXES"),
        _write(_put(PK=s("a")), _put(PK=s("a"))),
        _write(_put(PK=s("a")), _delete(PK=s("a"))),
        _write(),
        call("batch_write_item", RequestItems={}),
        _write(*[_put(PK=s(f"k{at}")) for at in range(26)]),
        _write(*[_put(PK=s(f"k{at}")) for at in range(25)], ReturnConsumedCapacity="TOTAL"),
        _write(_put(PK=s("x")), table="nosuch"),
        _write(_put(PK=n(1))),
        _write(_put(v=n(1))),
        _write(_put(PK=s(""))),
        _write(_delete(PK=s("a"), v=n(1))),
        _write(_delete()),
        _write({}),
        _write({**_put(PK=s("a")), **_delete(PK=s("b"))}),
        _write(_put(PK=s("a"), d=s("x" * 409600))),
        _write(_put(PK=s("a"), d={"SS": []})),
        _write(_delete(PK=s("never"))),
        call(
            "batch_write_item",
            RequestItems={"batch": [_put(PK=s("m"))], "other": [_put(PK=s("m"), SK=n(1))]},
            ReturnConsumedCapacity="TOTAL",
        ),
    ],
    "batch reads": [
        create("batch"),
        *[put("batch", PK=f"k{at}", v=at) for at in range(3)],
        _get({"PK": s("k0")}),
        _get({"PK": s("k0")}, {"PK": s("nope")}, ReturnConsumedCapacity="TOTAL"),
        _get({"PK": s("k0")}, ConsistentRead=True, ReturnConsumedCapacity="INDEXES"),
        _get({"PK": s("k0")}, ProjectionExpression="v"),
        _get({"PK": s("k0")}, ProjectionExpression="#v", ExpressionAttributeNames={"#v": "v"}),
        _get({"PK": s("k0")}, ProjectionExpression="name"),
        _get({"PK": s("k0")}, AttributesToGet=["v"]),
        _get({"PK": s("k0")}, AttributesToGet=["v"], ProjectionExpression="v"),
        _get({"PK": s("k0")}, {"PK": s("k0")}),
        _get({"PK": n(1)}),
        _get({}),
        _get({"PK": s("k0"), "x": s("y")}),
        _get(),
        _get(*[{"PK": s(f"k{at}")} for at in range(101)]),
        call("batch_get_item", RequestItems={}),
        _get({"PK": s("k0")}, table="nosuch"),
        _get({"PK": s("")}),
    ],
    "transactions that write": [
        create("batch"),
        put("batch", PK="a", num=1),
        _transact(
            _action("Update", **INCREMENT),
            _action("Put", Item={"PK": s("b")}),
            ReturnConsumedCapacity="TOTAL",
        ),
        _transact(
            _action("ConditionCheck", Key={"PK": s("a")}, ConditionExpression="attribute_exists(PK)"),
            _action("Delete", Key={"PK": s("b")}),
            ReturnConsumedCapacity="INDEXES",
        ),
        call("get_item", TableName="batch", Key={"PK": s("a")}),
        _transact(
            _action("Update", **INCREMENT),
            _action("Put", Item={"PK": s("c")}, ConditionExpression="attribute_exists(PK)"),
        ),
        _transact(
            _action("Put", Item={"PK": s("c")}),
            _action(
                "Delete",
                Key={"PK": s("a")},
                ConditionExpression="attribute_not_exists(PK)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            ),
        ),
        _transact(_action("Update", **INCREMENT), _action("Delete", Key={"PK": s("a")})),
        _transact(
            _action(
                "Update",
                Key={"PK": s("a")},
                UpdateExpression="SET num = num + :v",
                ExpressionAttributeValues={":v": s("x")},
            ),
            _action("Put", Item={"PK": s("d")}),
        ),
        _transact(
            _action(
                "Update",
                Key={"PK": s("a")},
                UpdateExpression="SET num = missing + :v",
                ExpressionAttributeValues={":v": n(1)},
            ),
            _action("Put", Item={"PK": s("d")}),
        ),
        _transact(_action("Put", Item={"PK": n(1)}), _action("Put", Item={"PK": s("d")})),
        _transact(_action("Put", Item={"PK": s("")}), _action("Put", Item={"PK": s("d")})),
        _transact(
            _action("Put", Item={"PK": s("a")}, ConditionExpression="a ="),
            _action("Put", Item={"PK": s("d")}),
        ),
        _transact(
            _action("Put", Item={"PK": s("a"), "d": s("x" * 409600)}), _action("Put", Item={"PK": s("d")})
        ),
        _transact({}),
        _transact({**_action("Put", Item={"PK": s("a")}), **_action("Delete", Key={"PK": s("b")})}),
        _transact(*[_action("Put", Item={"PK": s(f"t{at}")}) for at in range(101)]),
        _transact({"Put": {"TableName": "nosuch", "Item": {"PK": s("a")}}}),
        _transact(_action("ConditionCheck", Key={"PK": s("a")}, ConditionExpression="")),
        _transact(_action("Put", Item={"PK": s("a")}, ExpressionAttributeValues={":x": n(1)})),
        _transact(
            _action("Update", **INCREMENT), ClientRequestToken="token-1", ReturnConsumedCapacity="TOTAL"
        ),
        _transact(
            _action("Update", **INCREMENT), ClientRequestToken="token-1", ReturnConsumedCapacity="TOTAL"
        ),
        _transact(_action("Delete", Key={"PK": s("zz")}), ClientRequestToken="token-1"),
        call("get_item", TableName="batch", Key={"PK": s("a")}),
        call("scan", TableName="batch", Select="COUNT"),
    ],
    "transactions that read": [
        create("batch"),
        put("batch", PK="a", num=1, m={"M": {"k": s("v")}}),
        call(
            "transact_get_items",
            TransactItems=[
                {"Get": {"TableName": "batch", "Key": {"PK": s("a")}}},
                {"Get": {"TableName": "batch", "Key": {"PK": s("no")}}},
            ],
            ReturnConsumedCapacity="TOTAL",
        ),
        call(
            "transact_get_items",
            TransactItems=[
                {"Get": {"TableName": "batch", "Key": {"PK": s("a")}, "ProjectionExpression": "m.k"}}
            ],
            ReturnConsumedCapacity="INDEXES",
        ),
        call(
            "transact_get_items",
            TransactItems=[
                {"Get": {"TableName": "batch", "Key": {"PK": s("a")}}},
                {"Get": {"TableName": "batch", "Key": {"PK": s("a")}}},
            ],
        ),
        call("transact_get_items", TransactItems=[{"Get": {"TableName": "batch", "Key": {"PK": n(1)}}}]),
        call("transact_get_items", TransactItems=[{"Get": {"TableName": "nosuch", "Key": {"PK": s("1")}}}]),
        call(
            "transact_get_items",
            TransactItems=[
                {"Get": {"TableName": "batch", "Key": {"PK": s("1")}, "ProjectionExpression": "name"}}
            ],
        ),
        call(
            "transact_get_items",
            TransactItems=[{"Get": {"TableName": "batch", "Key": {"PK": s(f"k{at}")}}} for at in range(101)],
        ),
    ],
    "capacity of index writes": [
        create(
            "batch",
            attributes=["g:S"],
            GlobalSecondaryIndexes=[
                index("byg", "g"),
                index("keys", "g", ProjectionType="KEYS_ONLY"),
                index("inc", "g", ProjectionType="INCLUDE", NonKeyAttributes=["v"]),
            ],
        ),
        *[
            call("put_item", TableName="batch", Item=item, ReturnConsumedCapacity="INDEXES")
            for item in (
                {"PK": s("a")},
                {"PK": s("a"), "g": s("1")},
                {"PK": s("a"), "g": s("1")},
                {"PK": s("a"), "g": s("1"), "v": n(1)},
                {"PK": s("a"), "g": s("1"), "v": n(2)},
                {"PK": s("a"), "g": s("1"), "v": n(2), "w": n(1)},
                {"PK": s("a"), "g": s("2"), "v": n(2), "w": n(1)},
                {"PK": s("a"), "g": s("2"), "d": s("x" * 3000)},
                {"PK": s("a"), "d": s("x" * 3000)},
                {"PK": s("a")},
            )
        ],
        call(
            "update_item",
            TableName="batch",
            Key={"PK": s("a")},
            UpdateExpression="SET g = :g",
            ExpressionAttributeValues={":g": s("3")},
            ReturnConsumedCapacity="INDEXES",
        ),
        call(
            "update_item",
            TableName="batch",
            Key={"PK": s("a")},
            UpdateExpression="SET w = :g",
            ExpressionAttributeValues={":g": s("3")},
            ReturnConsumedCapacity="INDEXES",
        ),
        call(
            "update_item",
            TableName="batch",
            Key={"PK": s("a")},
            UpdateExpression="SET w = :g",
            ExpressionAttributeValues={":g": s("3")},
            ReturnConsumedCapacity="TOTAL",
        ),
        _transact(
            _action(
                "Update",
                Key={"PK": s("a")},
                UpdateExpression="SET g = :g",
                ExpressionAttributeValues={":g": s("4")},
            ),
            ReturnConsumedCapacity="INDEXES",
        ),
        _write(_put(PK=s("z"), g=s("1")), ReturnConsumedCapacity="INDEXES"),
        call("delete_item", TableName="batch", Key={"PK": s("a")}, ReturnConsumedCapacity="INDEXES"),
    ],
    "item collections": [
        create(
            "batch", "PK:S", "SK:S", attributes=["l:S"], LocalSecondaryIndexes=[index("local", "PK", "l")]
        ),
        call(
            "put_item",
            TableName="batch",
            Item={"PK": s("a"), "SK": s("1"), "l": s("x")},
            ReturnItemCollectionMetrics="SIZE",
            ReturnConsumedCapacity="INDEXES",
        ),
        call(
            "put_item",
            TableName="batch",
            Item={"PK": s("a"), "SK": s("1"), "l": s("y")},
            ReturnItemCollectionMetrics="SIZE",
            ReturnConsumedCapacity="INDEXES",
        ),
        call(
            "update_item",
            TableName="batch",
            Key={"PK": s("a"), "SK": s("1")},
            UpdateExpression="REMOVE l",
            ReturnItemCollectionMetrics="SIZE",
            ReturnConsumedCapacity="INDEXES",
        ),
        _write(_put(PK=s("a"), SK=s("2")), ReturnItemCollectionMetrics="SIZE"),
        call(
            "delete_item",
            TableName="batch",
            Key={"PK": s("a"), "SK": s("1")},
            ReturnItemCollectionMetrics="SIZE",
        ),
    ],
}
