"""The IAM role that the function runs as."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags, pairs

# who may become the role: AWS Lambda Developer Guide, "Defining Lambda function permissions with an
# execution role"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


@dataclass(frozen=True)
class Role:
    """An execution role: Lambda may assume it."""

    name: str
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"role {self.name}"

    def look(self, clients: Clients) -> State:
        """Different when Lambda may not assume it; a role that trusts others too is as wanted."""
        try:
            role = clients.iam.get_role(RoleName=self.name)["Role"]
        except clients.iam.exceptions.NoSuchEntityException:
            return MISSING
        trusted = any(
            _trusts_lambda(statement) for statement in role["AssumeRolePolicyDocument"]["Statement"]
        )
        return compare([] if trusted else ["its trust policy does not let Lambda assume it"])

    def create(self, clients: Clients) -> None:
        """Make it with our trust policy."""
        clients.iam.create_role(
            RoleName=self.name,
            AssumeRolePolicyDocument=json.dumps(TRUST),
            Description="Lets a Lambda function store tweets",
            Tags=pairs(self.tags),
        )

    def update(self, clients: Clients) -> None:
        """Put our trust policy in the place of what is there."""
        clients.iam.update_assume_role_policy(RoleName=self.name, PolicyDocument=json.dumps(TRUST))

    def destroy(self, clients: Clients) -> None:
        """Delete it; AWS wants every policy gone first, also those that were attached by hand."""
        name = {"RoleName": self.name}
        for page in clients.iam.get_paginator("list_attached_role_policies").paginate(**name):
            for policy in page["AttachedPolicies"]:
                clients.iam.detach_role_policy(**name, PolicyArn=policy["PolicyArn"])
        for page in clients.iam.get_paginator("list_role_policies").paginate(**name):
            for policy_name in page["PolicyNames"]:
                clients.iam.delete_role_policy(**name, PolicyName=policy_name)
        clients.iam.delete_role(**name)


def _trusts_lambda(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal", {})
    services = principal.get("Service", []) if isinstance(principal, dict) else []
    return (
        statement["Effect"] == "Allow"
        and "Condition" not in statement
        and "lambda.amazonaws.com" in _as_list(services)
        and "sts:AssumeRole" in _as_list(statement.get("Action", []))
    )


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
