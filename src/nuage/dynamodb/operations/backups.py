"""DescribeContinuousBackups and UpdateContinuousBackups. The setting is kept; nothing is backed up."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.schema import Table

DEFAULT_DAYS = 35


def describe_continuous_backups(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Whether point-in-time recovery has been asked for."""
    return _description(_table(engine, request))


def update_continuous_backups(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The setting after the change."""
    with engine.database.transaction():
        table = _table(engine, request)
        table.recovery = {**request["PointInTimeRecoverySpecification"], "since": engine.now()}
        engine.save(table)
    return _description(table)


def _table(engine: Engine, request: dict[str, Any]) -> Table:
    name = request["TableName"]
    try:
        return engine.named_table(name)
    except errors.DynamoDBError as error:
        raise errors.DynamoDBError("TableNotFoundException", f"Table not found: {name}") from error


def _description(table: Table) -> dict[str, Any]:
    recovery: dict[str, Any] = {"PointInTimeRecoveryStatus": "DISABLED"}
    if table.recovery and table.recovery["PointInTimeRecoveryEnabled"]:
        recovery = {
            "PointInTimeRecoveryStatus": "ENABLED",
            "RecoveryPeriodInDays": table.recovery.get("RecoveryPeriodInDays", DEFAULT_DAYS),
            "EarliestRestorableDateTime": table.recovery["since"],
            "LatestRestorableDateTime": table.recovery["since"],
        }
    return {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": recovery,
        }
    }
