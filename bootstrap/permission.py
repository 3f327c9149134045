"""The permission that lets the rule invoke the function: a statement of the function's policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare

EVENTS = "events.amazonaws.com"


@dataclass(frozen=True)
class Permission:
    """One statement: EventBridge, acting for our rule, may invoke the function."""

    function: str
    statement: str
    rule_arn: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"permission {self.statement} on {self.function}"

    def look(self, clients: Clients) -> State:
        """Compare who may invoke, and for which rule."""
        for statement in self._statements(clients):
            if statement["Sid"] == self.statement:
                return compare(self._differences(statement))
        return MISSING

    def create(self, clients: Clients) -> None:
        """Add the statement."""
        clients.functions.add_permission(
            FunctionName=self.function,
            StatementId=self.statement,
            Action="lambda:InvokeFunction",
            Principal=EVENTS,
            SourceArn=self.rule_arn,
        )

    def update(self, clients: Clients) -> None:
        """Lambda cannot change a statement: remove it and add ours."""
        self.destroy(clients)
        self.create(clients)

    def destroy(self, clients: Clients) -> None:
        """Remove the statement."""
        clients.functions.remove_permission(FunctionName=self.function, StatementId=self.statement)

    def _statements(self, clients: Clients) -> list[dict[str, Any]]:
        try:
            policy = clients.functions.get_policy(FunctionName=self.function)["Policy"]
        except clients.functions.exceptions.ResourceNotFoundException:
            return []  # no such function, or a function without a policy
        statements: list[dict[str, Any]] = json.loads(policy)["Statement"]
        return statements

    def _differences(self, statement: dict[str, Any]) -> list[str]:
        principal = statement.get("Principal")
        service = principal.get("Service") if isinstance(principal, dict) else principal
        condition = statement.get("Condition", {}).get("ArnLike", {}).get("AWS:SourceArn")
        differences = []
        if (statement["Effect"], statement["Action"], service) != ("Allow", "lambda:InvokeFunction", EVENTS):
            differences.append(f"{statement['Effect']} {service} {statement['Action']} → Allow {EVENTS}")
        if condition != self.rule_arn:
            differences.append(f"source {condition or '(any)'} → {self.rule_arn}")
        return differences
