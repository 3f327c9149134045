"""The decision: AWS's policy evaluation logic.

Source: AWS IAM User Guide, "Policy evaluation logic", with its pages on requests within an account,
on cross-account requests, and on permissions boundaries and session policies. Service and resource
control policies belong to AWS Organizations, which the lab does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from nuage.iam.match import ArnPattern, Context, MissingVariableError
from nuage.iam.policy import Policy, Statement
from nuage.iam.principals import Caller, Grant, Kind, grant


class PolicyType(Enum):
    """The types of policies, as AWS's messages name them."""

    IDENTITY = "identity-based policy"
    RESOURCE = "resource-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    TRUST = "role trust policy"


@dataclass(frozen=True)
class Request:
    """One action on one resource."""

    action: str
    resource: str
    context: Context = field(default_factory=dict)
    account: str = ""  # that owns the resource; the caller's when empty


@dataclass(frozen=True)
class Source:
    """A policy, and its ARN if it is a managed one."""

    policy: Policy
    arn: str = ""


@dataclass(frozen=True)
class Permissions:
    """What is attached to a caller. None means that there is no such limit."""

    identity: tuple[Source, ...] = ()
    boundary: Source | None = None
    session: tuple[Source, ...] | None = None


@dataclass(frozen=True)
class ResourcePolicy:
    """What is attached to the resource."""

    source: Source | None = None
    type: PolicyType = PolicyType.RESOURCE
    required: bool = False  # identity policies alone do not do: a role's trust policy, a key's policy


@dataclass(frozen=True)
class Decision:
    """Allowed; or denied, by which type of policy, explicitly or for want of an Allow."""

    allowed: bool
    type: PolicyType | None = None
    explicit: bool = False
    arn: str = ""  # of the managed policy that denies


ALLOWED = Decision(allowed=True)
NO_PERMISSIONS = Permissions()
NO_RESOURCE_POLICY = ResourcePolicy()


def evaluate(
    request: Request,
    caller: Caller,
    permissions: Permissions = NO_PERMISSIONS,
    resource: ResourcePolicy = NO_RESOURCE_POLICY,
) -> Decision:
    """Decide on a request."""
    if caller.kind is Kind.OWNER and request.account in ("", caller.account):
        return ALLOWED
    if (denial := _explicit_denial(request, caller, permissions, resource)) is not None:
        return denial
    granted = _resource_grant(request, caller, resource.source)
    missing = Decision(allowed=False, type=resource.type)
    if caller.kind in (Kind.SERVICE, Kind.ANONYMOUS):
        return ALLOWED if granted >= Grant.CALLER else missing
    if caller.kind is Kind.OWNER:
        return ALLOWED if granted else missing
    return _limits(request, caller, permissions, resource, granted)


def _limits(
    request: Request, caller: Caller, permissions: Permissions, resource: ResourcePolicy, granted: Grant
) -> Decision:
    """A user's or a session's request that nothing denies: who has to allow it?"""
    same_account = not request.account or request.account == caller.account
    resource_needed = resource.required or not same_account
    if same_account and granted is Grant.CALLER:
        return ALLOWED
    identity_needed = not same_account or granted < Grant.ROLE
    if identity_needed and not _allows(permissions.identity, request):
        return Decision(allowed=False, type=PolicyType.IDENTITY)
    if resource_needed and granted is Grant.NONE:
        return Decision(allowed=False, type=resource.type)
    if permissions.boundary is not None and not _allows((permissions.boundary,), request):
        return Decision(allowed=False, type=PolicyType.BOUNDARY)
    if permissions.session is not None and not _allows(permissions.session, request):
        return Decision(allowed=False, type=PolicyType.SESSION)
    return ALLOWED


def _explicit_denial(
    request: Request, caller: Caller, permissions: Permissions, resource: ResourcePolicy
) -> Decision | None:
    attached: tuple[tuple[PolicyType, Iterable[Source]], ...] = (
        (PolicyType.IDENTITY, permissions.identity),
        (PolicyType.BOUNDARY, (permissions.boundary,) if permissions.boundary else ()),
        (PolicyType.SESSION, permissions.session or ()),
    )
    for kind, sources in attached:
        for source in sources:
            if any(not s.allow and applies(s, request) for s in source.policy.statements):
                return Decision(allowed=False, type=kind, explicit=True, arn=source.arn)
    if resource.source is not None:
        for statement in resource.source.policy.statements:
            if not statement.allow and _names(statement, caller) and applies(statement, request):
                return Decision(allowed=False, type=resource.type, explicit=True)
    return None


def _resource_grant(request: Request, caller: Caller, source: Source | None) -> Grant:
    """How closely an Allow of the resource's policy names the caller."""
    if source is None:
        return Grant.NONE
    return max(
        (
            _names(statement, caller)
            for statement in source.policy.statements
            if statement.allow and applies(statement, request)
        ),
        default=Grant.NONE,
    )


def _names(statement: Statement, caller: Caller) -> Grant:
    return Grant.NONE if statement.principals is None else grant(statement.principals, caller)


def _allows(sources: Iterable[Source], request: Request) -> bool:
    return any(
        statement.allow and applies(statement, request)
        for source in sources
        for statement in source.policy.statements
    )


def applies(statement: Statement, request: Request) -> bool:
    """Whether a statement's actions, resources and conditions cover the request."""
    if (statement.actions.fullmatch(request.action.lower()) is not None) == statement.not_actions:
        return False
    if statement.resources is not None and not _covers(statement, statement.resources, request):
        return False
    return all(condition.holds(request.context, statement.variables) for condition in statement.conditions)


def _covers(statement: Statement, resources: tuple[ArnPattern, ...], request: Request) -> bool:
    unknown = False
    for arn in resources:
        try:
            if arn.matches(request.resource, request.context):
                return not statement.not_resources
        except MissingVariableError:
            unknown = True
    if not statement.not_resources:
        return False
    # what NotResource leaves out cannot be told: an Allow then gives nothing, a Deny spares nothing
    return not (unknown and statement.allow)
