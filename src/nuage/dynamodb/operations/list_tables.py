"""ListTables."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.engine import Engine

MAX_NAMES = 100


def list_tables(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """A page of names, in the order of the alphabet."""
    after, limit = request.get("ExclusiveStartTableName", ""), request.get("Limit", MAX_NAMES)
    names = sorted(name for name in list(engine.tables) if name > after)
    answer: dict[str, Any] = {"TableNames": names[:limit]}
    if len(names) > limit:
        answer["LastEvaluatedTableName"] = names[limit - 1]
    return answer
