"""The events that EventBridge makes when a schedule runs. Pure."""

from __future__ import annotations

from typing import Any

from nuage.clock import utc


def iso(epoch_seconds: float) -> str:
    """A time as EventBridge writes it: `2026-11-21T19:30:00Z`."""
    return utc(epoch_seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def scheduled_event(
    event_id: str, account: str, region: str, rule_arn: str, lab_time: float
) -> dict[str, Any]:
    """What a target of a scheduled rule receives.

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    """
    return {
        "version": "0",
        "id": event_id,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": account,
        "time": iso(lab_time),
        "region": region,
        "resources": [rule_arn],
        "detail": {},
    }
