"""The EventBridge rule that runs every minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags, pairs


@dataclass(frozen=True)
class Rule:
    """A rule on the default bus, with a schedule."""

    name: str
    rate: str
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"rule {self.name}"

    def look(self, clients: Clients) -> State:
        """Compare its schedule, and whether it is enabled."""
        try:
            found = clients.events.describe_rule(Name=self.name)
        except clients.events.exceptions.ResourceNotFoundException:
            return MISSING
        differences = []
        if found.get("ScheduleExpression") != self.rate:
            differences.append(f"schedule {found.get('ScheduleExpression', '(none)')} → {self.rate}")
        if found["State"] != "ENABLED":
            differences.append(f"{found['State']} → ENABLED")
        return compare(differences)

    def create(self, clients: Clients) -> None:
        """Make it, enabled."""
        self._put(clients, **({"Tags": pairs(self.tags)} if self.tags else {}))

    def update(self, clients: Clients) -> None:
        """PutRule replaces the rule and keeps its targets and its tags, of which it takes none."""
        self._put(clients)

    def _put(self, clients: Clients, **more: Any) -> None:
        clients.events.put_rule(
            Name=self.name,
            ScheduleExpression=self.rate,
            State="ENABLED",
            Description="Stores a tweet every minute",
            **more,
        )

    def destroy(self, clients: Clients) -> None:
        """Delete it; AWS wants every target gone first, also those that were added by hand."""
        pages = clients.events.get_paginator("list_targets_by_rule").paginate(Rule=self.name)
        ids = [target["Id"] for page in pages for target in page["Targets"]]
        if ids:
            remove_targets(clients, self.name, ids)
        clients.events.delete_rule(Name=self.name)


def remove_targets(clients: Clients, rule: str, ids: list[str]) -> None:
    """Remove targets from a rule, and fail when one stays: RemoveTargets answers 200 all the same."""
    answer = clients.events.remove_targets(Rule=rule, Ids=ids)
    check_entries(answer, f"targets of rule {rule}")


def check_entries(answer: dict[str, object], what: str) -> None:
    """Raise when PutTargets or RemoveTargets failed for an entry."""
    if answer.get("FailedEntryCount"):
        raise BootstrapError(f"{what}: EventBridge refused {answer['FailedEntries']}")
