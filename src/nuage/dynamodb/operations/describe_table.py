"""DescribeTable."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.describe import describe
from nuage.dynamodb.engine import Engine


def describe_table(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The table."""
    return {"Table": describe(engine, engine.named_table(request["TableName"]))}
