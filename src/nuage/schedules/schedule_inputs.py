"""What a schedule of EventBridge Scheduler hands to its target. Pure.

Sources: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
and the page of the API's Target structure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from nuage.schedules.events import iso


@dataclass(frozen=True)
class Execution:
    """One invocation of a schedule's target."""

    schedule_arn: str
    scheduled: float  # lab time, in seconds since the epoch
    execution_id: str


def rendered_input(text: str | None, execution: Execution, attempt: int) -> str:
    """The target's Input with its context attributes filled in, or AWS's notification when it has none."""
    if text is None:
        return json.dumps(default_notification(execution))
    attributes = {
        "schedule-arn": execution.schedule_arn,
        "scheduled-time": iso(execution.scheduled),
        "execution-id": execution.execution_id,
        "attempt-number": str(attempt),
    }
    for name, value in attributes.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def default_notification(execution: Execution) -> dict[str, Any]:
    """What a target receives that was given no Input."""
    region, account = execution.schedule_arn.split(":")[3:5]
    return {
        "version": "0",
        "id": execution.execution_id,
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": account,
        "time": iso(execution.scheduled),
        "region": region,
        "resources": [execution.schedule_arn],
        "detail": "{}",
    }
