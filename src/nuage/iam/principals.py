"""Who calls, and whether the `Principal` of a statement names them.

Source: AWS IAM User Guide, "AWS JSON policy elements: Principal".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from nuage.iam.policy import Principals


class Kind(Enum):
    """What kind of principal calls, in the words of `aws:PrincipalType`."""

    OWNER = "Account"
    USER = "User"
    SESSION = "AssumedRole"
    SERVICE = "Service"
    ANONYMOUS = "Anonymous"


@dataclass(frozen=True)
class Caller:
    """A principal that makes a request."""

    kind: Kind
    arn: str = ""  # as AWS prints it; a session's is its assumed-role ARN; empty when anonymous
    account: str = ""
    role_arn: str = ""  # of a session
    service: str = ""  # events.amazonaws.com; also set when a service acts with a role's session
    user_id: str = ""
    source_arn: str = ""  # what a service acts for: a rule's, a bucket's, a topic's ARN
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The user's friendly name; empty for others."""
        return self.arn.rpartition("/")[2] if self.kind is Kind.USER else ""


class Grant(IntEnum):
    """How closely a statement names a caller: it decides what else has to allow the call."""

    NONE = 0
    ACCOUNT = 1  # the account is trusted: its own policies decide which of its principals may
    ROLE = 2  # the session's role, or everybody: boundary and session policy still limit the session
    CALLER = 3  # the caller: within an account nothing else is needed


def grant(principals: Principals, caller: Caller) -> Grant:
    """How a statement's principals cover the caller."""
    named = max((_named(kind, name, caller) for kind, name in principals.entries), default=Grant.NONE)
    if not principals.negated:
        return named
    if named is not Grant.NONE:
        return Grant.NONE
    return _everybody(caller)


def _everybody(caller: Caller) -> Grant:
    return Grant.ROLE if caller.kind is Kind.SESSION else Grant.CALLER


def _named(kind: str, name: str, caller: Caller) -> Grant:
    if kind == "Service":
        return Grant.CALLER if caller.kind is Kind.SERVICE and name in (caller.service, "*") else Grant.NONE
    if kind != "AWS":
        return Grant.NONE  # federated principals and canonical users cannot call in the lab
    if name == "*":
        return _everybody(caller)
    if caller.kind in (Kind.SERVICE, Kind.ANONYMOUS):
        return Grant.NONE
    if name == caller.arn:
        return Grant.CALLER
    if caller.role_arn and name == caller.role_arn:
        return Grant.ROLE
    if name == caller.account or (name.endswith(":root") and name.split(":")[4:5] == [caller.account]):
        return Grant.ACCOUNT
    return Grant.NONE
