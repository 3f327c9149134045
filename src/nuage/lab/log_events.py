"""Reading a log group of CloudWatch Logs again and again, each event once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# an event may come after a younger one: the environments of a function write side by side
LATE = 10_000  # milliseconds


@dataclass
class LogEvents:
    """The events of one log group, from its first one on."""

    logs: Any
    group: str
    _seen: dict[str, int] = field(default_factory=dict)  # event id: its time, in milliseconds

    def new(self) -> list[str]:
        """The messages since the last call, in the order of their times.

        :raises botocore.exceptions.ClientError: ResourceNotFoundException when there is no such group
        """
        since = max(max(self._seen.values(), default=0) - LATE, 0)
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName=self.group, startTime=since
        )
        events = [event for page in pages for event in page["events"]]
        new = [event for event in events if event["eventId"] not in self._seen]
        # what is older than `since` cannot come again, so it need not be remembered
        self._seen = {event["eventId"]: event["timestamp"] for event in events}
        return [event["message"].rstrip("\n") for event in sorted(new, key=lambda event: event["timestamp"])]
