"""TagResource, UntagResource and ListTagsOfResource."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine, table_name
from nuage.dynamodb.schema import Table

MAX_TAGS = 50


def tag_resource(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Nothing; tags of the same key are replaced."""
    with engine.database.transaction():
        table = _table(engine, request["ResourceArn"])
        tags = {**table.tags, **tags_of(request["Tags"])}
        if len(tags) > MAX_TAGS:
            raise errors.validation("Too many tags: one or more resources would have more than 50 tags")
        table.tags = tags
        engine.save(table)
    return {}


def untag_resource(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Nothing."""
    with engine.database.transaction():
        table = _table(engine, request["ResourceArn"])
        table.tags = {key: value for key, value in table.tags.items() if key not in request["TagKeys"]}
        engine.save(table)
    return {}


def list_tags_of_resource(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Every tag: there are 50 at most, so they fit a page."""
    table = _table(engine, request["ResourceArn"])
    return {"Tags": [{"Key": key, "Value": value} for key, value in table.tags.items()]}


def tags_of(given: Sequence[dict[str, str]]) -> dict[str, str]:
    """Tags as key to value.

    :raises DynamoDBError: ValidationException, when a key comes twice
    """
    tags = {each["Key"]: each["Value"] for each in given}
    if len(tags) < len(given):
        raise errors.validation("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    return tags


def _table(engine: Engine, arn: str) -> Table:
    if not arn.startswith("arn:"):
        raise errors.validation(f"Invalid TableArn: Invalid ResourceArn provided as input {arn}")
    table = engine.tables.get(table_name(arn))
    if table is None:
        raise errors.DynamoDBError(
            "ResourceNotFoundException", f"Requested resource not found: ResourcArn: {arn} not found"
        )
    return table
