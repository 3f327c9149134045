"""How a case is written: a named list of calls, each an operation of boto3's client and its parameters."""

from __future__ import annotations

from typing import Any

Call = tuple[str, dict[str, Any]]
Cases = dict[str, list[Call]]


def call(operation: str, **parameters: Any) -> Call:
    """One call of boto3's low-level client, such as `call("put_item", TableName="t", Item={…})`."""
    return operation, parameters


def s(text: str) -> dict[str, str]:
    """A string."""
    return {"S": text}


def n(number: object) -> dict[str, str]:
    """A number."""
    return {"N": str(number)}


def create(name: str, hash_key: str = "PK:S", range_key: str | None = None, **more: Any) -> Call:
    """CreateTable of an on-demand table; keys are written `name:type`.

    `attributes` adds definitions that indexes need.
    """
    keys = [key.split(":") for key in (hash_key, range_key) if key]
    others = [key.split(":") for key in more.pop("attributes", [])]
    kinds = ["HASH", "RANGE"]
    parameters: dict[str, Any] = {
        "TableName": name,
        "KeySchema": [{"AttributeName": key[0], "KeyType": kinds[at]} for at, key in enumerate(keys)],
        "AttributeDefinitions": [{"AttributeName": k, "AttributeType": t} for k, t in keys + others],
        "BillingMode": "PAY_PER_REQUEST",
    }
    return call("create_table", **(parameters | more))


def index(name: str, hash_key: str, range_key: str | None = None, **projection: Any) -> dict[str, Any]:
    """An index of `create`; the projection is ALL unless it is given."""
    keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    if range_key:
        keys.append({"AttributeName": range_key, "KeyType": "RANGE"})
    return {
        "IndexName": name,
        "KeySchema": keys,
        "Projection": projection or {"ProjectionType": "ALL"},
    }


def keys_only() -> dict[str, Any]:
    """The projection that holds keys alone."""
    return {"ProjectionType": "KEYS_ONLY"}


def include(*names: str) -> dict[str, Any]:
    """The projection that holds keys and the named attributes."""
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(names)}


def put(table: str, **item: Any) -> Call:
    """PutItem; plain strings and numbers are wrapped."""
    return call("put_item", TableName=table, Item={name: wrap(value) for name, value in item.items()})


def wrap(value: Any) -> dict[str, Any]:
    """A Python value as an AttributeValue; a dict is taken for one already."""
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, int | float):
        return {"N": str(value)}
    assert isinstance(value, dict)
    return value
