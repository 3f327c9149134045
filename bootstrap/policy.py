"""A policy that AWS manages, attached to the role.

Two steps use it: `AWSLambdaBasicExecutionRole` lets the function write its log, and
`AmazonS3FullAccess` lets it write to S3. The second is a step of its own in the lab sheet (part 3.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from bootstrap.clients import Clients
from bootstrap.state import MISSING, WANTED, State

LOGS_ACCESS = "service-role/AWSLambdaBasicExecutionRole"
S3_ACCESS = "AmazonS3FullAccess"


@dataclass(frozen=True)
class AttachedPolicy:
    """The attachment of a managed policy to a role."""

    role: str
    arn: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"policy {self.arn.rpartition('/')[2]} on {self.role}"

    def look(self, clients: Clients) -> State:
        """Missing when it is not attached, or the role is not there."""
        pages = clients.iam.get_paginator("list_attached_role_policies").paginate(RoleName=self.role)
        try:
            attached = [policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"]]
        except clients.iam.exceptions.NoSuchEntityException:
            return MISSING
        return WANTED if self.arn in attached else MISSING

    def create(self, clients: Clients) -> None:
        """Attach it."""
        clients.iam.attach_role_policy(RoleName=self.role, PolicyArn=self.arn)

    def update(self, clients: Clients) -> None:
        """Never called: an attachment has no attributes."""

    def destroy(self, clients: Clients) -> None:
        """Detach it."""
        clients.iam.detach_role_policy(RoleName=self.role, PolicyArn=self.arn)
