"""From a request's key schemas, indexes and throughput to a table's; every mistake in AWS's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import bad_name, valid_name
from nuage.dynamodb.schema import Index, KeySchema

MAX_LOCAL, MAX_GLOBAL = 5, 20
MAX_INCLUDED = 100


def attribute_types(definitions: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """AttributeDefinitions as name to type."""
    types = {each["AttributeName"]: each["AttributeType"] for each in definitions}
    if len(types) < len(definitions):
        raise errors.validation("Cannot have two attributes with the same name")
    return types


def key_schema(elements: Sequence[Mapping[str, str]], types: Mapping[str, str]) -> KeySchema:
    """A KeySchema with its types.

    :raises DynamoDBError: ValidationException
    """
    names = [each["AttributeName"] for each in elements]
    kinds = [each["KeyType"] for each in elements]
    if not elements or kinds[0] != "HASH":
        raise errors.invalid_parameter("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if len(elements) > 2:
        raise errors.invalid_parameter("Invalid KeySchema: Too many KeySchemaElements")
    if len(elements) == 2:
        if kinds[1] != "RANGE":
            raise errors.invalid_parameter(
                "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"
            )
        if names[0] == names[1]:
            raise errors.invalid_parameter(
                "Both the Hash Key and the Range Key element in the KeySchema have the same name"
            )
    if any(name not in types for name in names):
        raise errors.invalid_parameter(
            "Some index key attributes are not defined in AttributeDefinitions. "
            f"Keys: [{', '.join(names)}], AttributeDefinitions: [{', '.join(types)}]"
        )
    ranged = names[1] if len(names) == 2 else None
    return KeySchema(names[0], types[names[0]], ranged, types[ranged] if ranged else None)


def check_all_used(types: Mapping[str, str], table: KeySchema, indexes: Sequence[Index]) -> None:
    """Every attribute definition is for a key.

    :raises DynamoDBError: ValidationException
    """
    used = dict.fromkeys(
        name for schema in (table, *(index.keys for index in indexes)) for name in schema.names
    )
    if set(types) == set(used):
        return
    if not indexes:
        raise errors.invalid_parameter(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in "
            "AttributeDefinitions"
        )
    raise errors.invalid_parameter(
        f"Some AttributeDefinitions are not used. AttributeDefinitions: [{', '.join(types)}], "
        f"keys used: [{', '.join(used)}]"
    )


def throughput(
    given: Mapping[str, int] | None, provisioned: bool, index: str | None = None
) -> dict[str, int] | None:
    """ProvisionedThroughput, which has to be there exactly when the table is provisioned.

    :raises DynamoDBError: ValidationException
    """
    suffix = f" for index: {index}" if index else ""
    if not provisioned:
        if given and any(given.values()):
            raise errors.invalid_parameter(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
                f"PAY_PER_REQUEST{suffix}"
            )
        return None
    if given is None:
        raise errors.invalid_parameter(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
            f"PROVISIONED{suffix}"
        )
    return {name: given[name] for name in ("ReadCapacityUnits", "WriteCapacityUnits")}


def global_index(given: Mapping[str, Any], types: Mapping[str, str], provisioned: bool) -> Index:
    """One of GlobalSecondaryIndexes.

    :raises DynamoDBError: ValidationException
    """
    index = _index(given, types)
    index.throughput = throughput(given.get("ProvisionedThroughput"), provisioned, index.name)
    index.warm_throughput = given.get("WarmThroughput")
    return index


def global_indexes(
    given: Sequence[Mapping[str, Any]] | None, types: Mapping[str, str], provisioned: bool
) -> list[Index]:
    """GlobalSecondaryIndexes.

    :raises DynamoDBError: ValidationException
    """
    if given is None:
        return []
    if not given:
        raise errors.invalid_parameter("List of GlobalSecondaryIndexes is empty")
    if len(given) > MAX_GLOBAL:
        raise errors.invalid_parameter(
            f"Number of GlobalSecondaryIndexes exceeds per-table limit of {MAX_GLOBAL}"
        )
    return [global_index(each, types, provisioned) for each in given]


def local_indexes(
    given: Sequence[Mapping[str, Any]] | None, types: Mapping[str, str], table: KeySchema
) -> list[Index]:
    """LocalSecondaryIndexes.

    :raises DynamoDBError: ValidationException
    """
    if given is None:
        return []
    if not given:
        raise errors.invalid_parameter("List of LocalSecondaryIndexes is empty")
    if table.range_name is None:
        raise errors.invalid_parameter(
            "Table KeySchema does not have a range key, "
            "which is required when specifying a LocalSecondaryIndex"
        )
    if len(given) > MAX_LOCAL:
        raise errors.invalid_parameter(
            f"Number of LocalSecondaryIndexes exceeds per-table limit of {MAX_LOCAL}"
        )
    indexes = [_index(each, types) for each in given]
    for index in indexes:
        index.is_global = False
        if index.keys.range_name is None:
            raise errors.invalid_parameter(
                f"Index KeySchema does not have a range key for index: {index.name}"
            )
        if index.keys.hash_name != table.hash_name:
            raise errors.invalid_parameter(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                f"{index.name}. index hash key: {index.keys.hash_name}, table hash key: {table.hash_name}"
            )
    return indexes


def check_names(indexes: Sequence[Index]) -> None:
    """No index name twice.

    :raises DynamoDBError: ValidationException
    """
    seen: set[str] = set()
    for index in indexes:
        if index.name in seen:
            raise errors.invalid_parameter(f"Duplicate index name: {index.name}")
        seen.add(index.name)


def stream_view(given: Mapping[str, Any] | None) -> str | None:
    """The StreamViewType of a StreamSpecification; None when there is to be no stream.

    :raises DynamoDBError: ValidationException
    """
    if given is None:
        return None
    view: str | None = given.get("StreamViewType")
    if given["StreamEnabled"] and view is None:
        raise errors.invalid_parameter("StreamViewType is required when StreamEnabled is true")
    if not given["StreamEnabled"] and view is not None:
        raise errors.invalid_parameter("StreamViewType can only be specified when StreamEnabled is true")
    return view


def _index(given: Mapping[str, Any], types: Mapping[str, str]) -> Index:
    name = given["IndexName"]
    if not valid_name(name):
        raise bad_name()
    projection: Mapping[str, Any] = given.get("Projection", {})
    wanted, included = projection.get("ProjectionType"), projection.get("NonKeyAttributes")
    if wanted is None:
        raise errors.invalid_parameter("Unknown ProjectionType: null")
    if wanted == "INCLUDE" and not included:
        raise errors.invalid_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
    if wanted != "INCLUDE" and included is not None:
        raise errors.invalid_parameter(f"ProjectionType is {wanted}, but NonKeyAttributes is specified")
    if included and len(included) > MAX_INCLUDED:
        raise errors.invalid_parameter(
            f"Number of NonKeyAttributes exceeds per-table limit of {MAX_INCLUDED}"
        )
    return Index(name, key_schema(given["KeySchema"], types), wanted, tuple(included or ()))
