"""The target that makes the rule invoke the function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bootstrap.clients import Clients
from bootstrap.rule import check_entries, remove_targets
from bootstrap.state import MISSING, State, compare


@dataclass(frozen=True)
class Target:
    """A function as the target of a rule."""

    rule: str
    id: str
    function_arn: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"target {self.id} of {self.rule}"

    def look(self, clients: Clients) -> State:
        """Compare which function it invokes."""
        pages = clients.events.get_paginator("list_targets_by_rule").paginate(Rule=self.rule)
        try:
            targets: list[dict[str, Any]] = [target for page in pages for target in page["Targets"]]
        except clients.events.exceptions.ResourceNotFoundException:
            return MISSING
        for target in targets:
            if target["Id"] == self.id:
                other = target["Arn"] != self.function_arn
                return compare([f"{target['Arn']} → {self.function_arn}"] if other else [])
        return MISSING

    def create(self, clients: Clients) -> None:
        """Add it to the rule, or replace the one with the same id."""
        answer = clients.events.put_targets(
            Rule=self.rule, Targets=[{"Id": self.id, "Arn": self.function_arn}]
        )
        check_entries(answer, self.label)

    def update(self, clients: Clients) -> None:
        """PutTargets replaces a target of the same id."""
        self.create(clients)

    def destroy(self, clients: Clients) -> None:
        """Remove it from the rule."""
        remove_targets(clients, self.rule, [self.id])
