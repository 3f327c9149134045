"""The permissions that open a function URL to everybody: two statements of the function's policy.

Since October 2025 a URL needs both: lambda:InvokeFunctionUrl, and lambda:InvokeFunction for calls of the
URL alone. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare

# what Lambda's console calls them; what AddPermission is told besides, and the condition it makes of it
STATEMENTS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "FunctionURLAllowPublicAccess": (
        "lambda:InvokeFunctionUrl",
        {"FunctionUrlAuthType": "NONE"},
        {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
    ),
    "FunctionURLInvokeAllowPublicAccess": (
        "lambda:InvokeFunction",
        {"InvokedViaFunctionUrl": True},
        {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
    ),
}


@dataclass(frozen=True)
class UrlPermission:
    """One of `STATEMENTS`."""

    function: str
    statement: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"permission {self.statement} on {self.function}"

    def look(self, clients: Clients) -> State:
        """Compare what everybody may do."""
        try:
            policy = json.loads(clients.functions.get_policy(FunctionName=self.function)["Policy"])
        except clients.functions.exceptions.ResourceNotFoundException:
            return MISSING  # no such function, or a function without a policy
        for statement in policy["Statement"]:
            if statement["Sid"] == self.statement:
                return compare(self._differences(statement))
        return MISSING

    def create(self, clients: Clients) -> None:
        """Add the statement."""
        action, options, _ = STATEMENTS[self.statement]
        clients.functions.add_permission(
            FunctionName=self.function, StatementId=self.statement, Action=action, Principal="*", **options
        )

    def update(self, clients: Clients) -> None:
        """Lambda cannot change a statement: remove it and add ours."""
        self.destroy(clients)
        self.create(clients)

    def destroy(self, clients: Clients) -> None:
        """Remove the statement."""
        clients.functions.remove_permission(FunctionName=self.function, StatementId=self.statement)

    def _differences(self, statement: Mapping[str, Any]) -> list[str]:
        action, _, condition = STATEMENTS[self.statement]
        # AWS writes the principal both ways
        everybody = statement.get("Principal") in ("*", {"AWS": "*"})
        found = (statement["Effect"], statement["Action"], everybody, statement.get("Condition"))
        return [] if found == ("Allow", action, True, condition) else [f"not Allow * {action} if {condition}"]
