"""The log group of the function in CloudWatch Logs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags
from bootstrap.waiting import Patience

# Lambda delivers the last lines of an invocation a moment after its end, and makes the group for them
LATE = Patience(deadline=1.5, pause=0.5)


@dataclass(frozen=True)
class LogGroup:
    """Lambda would make it at the first invocation, but would keep its events for ever."""

    name: str
    days: int
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"log group {self.name}"

    def look(self, clients: Clients) -> State:
        """Compare how long it keeps its events."""
        group = self.find(clients)
        if group is None:
            return MISSING
        days = group.get("retentionInDays")
        kept = f"{days} days" if days else "for ever"
        return compare([] if days == self.days else [f"events kept {kept} → {self.days} days"])

    def find(self, clients: Clients) -> dict[str, Any] | None:
        """What CloudWatch Logs says of it; None when it is not there."""
        pages = clients.logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=self.name)
        groups: list[dict[str, Any]] = [group for page in pages for group in page["logGroups"]]
        return next((group for group in groups if group["logGroupName"] == self.name), None)

    def create(self, clients: Clients) -> None:
        """Make it and set how long it keeps its events."""
        # a function can write its first line, and so make the group, between our look and now
        with suppress(clients.logs.exceptions.ResourceAlreadyExistsException):
            clients.logs.create_log_group(
                logGroupName=self.name, **({"tags": dict(self.tags)} if self.tags else {})
            )
        self.update(clients)

    def update(self, clients: Clients) -> None:
        """Set how long it keeps its events."""
        clients.logs.put_retention_policy(logGroupName=self.name, retentionInDays=self.days)

    def destroy(self, clients: Clients) -> None:
        """Delete it with its events, and again when the function's last lines make it anew."""
        end = LATE.now() + LATE.deadline
        while True:
            if self.look(clients) != MISSING:
                clients.logs.delete_log_group(logGroupName=self.name)
            if LATE.now() >= end:
                return
            LATE.sleep(LATE.pause)
