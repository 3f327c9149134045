"""The gate: a handler in LocalStack's chain that lets a request through or answers AWS's refusal."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from nuage import clock
from nuage.iam import (
    actions,
    answers,
    callers,
    catalog,
    denials,
    identities,
    keys,
    resource_policies,
    verdicts,
)
from nuage.iam.callers import Identity
from nuage.iam.calls import Call, Demand, UnmappedOperationError
from nuage.iam.denials import Dialect, Refusal
from nuage.iam.evaluate import ALLOWED, NO_RESOURCE_POLICY, Decision, Request, evaluate
from nuage.iam.policy import PolicyError, parse
from nuage.iam.principals import Caller, Kind
from nuage.iam.public_access import is_public, is_shut_out
from nuage.iam.request_keys import Connection, request_keys
from nuage.iam.verdicts import VERDICT, Verdict

LOG = logging.getLogger(__name__)

# what AWS's services may do to a resource of the user's only where its policy lets them; all else that
# LocalStack's services do in their own name is their business
BY_SERVICES = frozenset({"lambda:InvokeFunction", "sqs:SendMessage", "sns:Publish", "sts:AssumeRole"})
# the services whose resources another account's owner may be let in to
SHARED = frozenset({"events", "kms", "lambda", "s3", "secretsmanager", "sns", "sqs", "sts"})
READS = frozenset({"GetObject", "HeadObject"})


def enforce(_chain: HandlerChain, context: RequestContext, _response: Response) -> None:
    """A request handler: refuse what the caller's policies do not allow.

    :raises CommonServiceException: the refusal, which the chain writes in the service's protocol
    """
    if context.service is None or context.operation is None:
        return
    refusal = check(context)
    if refusal is not None:
        LOG.info("%s.%s refused: %s", context.service.service_name, context.operation.name, refusal.message)
        raise CommonServiceException(refusal.code, refusal.message, refusal.status, sender_fault=True)


def check(context: RequestContext) -> Refusal | None:
    """The refusal that a request deserves; None when it may pass."""
    service = catalog.prefix(context.service.service_name, context.service.signing_name)
    dialect = Dialect(service, context.protocol or context.service.protocol)
    try:
        identity = callers.identify(context)
    except callers.UnknownKeyError as unknown:
        setattr(context, VERDICT, Verdict("", verdicts.UNKNOWN))
        return denials.unknown_key(dialect, keys.advice(unknown.args[0]))
    except callers.ExpiredSessionError:
        setattr(context, VERDICT, Verdict("", verdicts.UNKNOWN))
        return denials.expired(dialect)
    except PolicyError as error:
        setattr(context, VERDICT, Verdict("", verdicts.IMPLICIT))
        return denials.malformed_policy(dialect, Caller(Kind.SESSION), str(error))
    if identity is None:
        return None
    caller = identity.caller
    verdict = Verdict(caller.arn or caller.service)
    setattr(context, VERDICT, verdict)
    if caller.kind is Kind.OWNER:
        verdict.outcome = verdicts.OWNER
        if service not in SHARED:
            return None
    refusal = _check_call(context, _call(context, service, identity), identity, dialect, verdict)
    if refusal is not None and verdict.outcome in (verdicts.OWNER, verdicts.ALLOWED):
        verdict.outcome = verdicts.IMPLICIT  # refused before any policy was asked
    return refusal


def _check_call(
    context: RequestContext, call: Call, identity: Identity, dialect: Dialect, verdict: Verdict
) -> Refusal | None:
    """The refusal of a call of a known caller."""
    caller = identity.caller
    try:
        demands = actions.demands(call)
    except UnmappedOperationError:
        if caller.kind in (Kind.OWNER, Kind.SERVICE):
            return None
        return denials.unmapped(dialect, caller, call.operation)
    if demands:
        verdict.resource = demands[0].resource
    if call.operation == "PutBucketPolicy" and (refusal := _public_policy(call, caller)) is not None:
        return refusal
    if not demands:
        return denials.unsigned(dialect) if caller.kind is Kind.ANONYMOUS else None
    if caller.kind is Kind.OWNER and all(resource_policies.owner(d) in ("", caller.account) for d in demands):
        return None  # at home the owner may do all
    verdict.outcome = verdicts.ALLOWED
    try:
        return _decide(context, call, identity, dialect, demands, verdict)
    except resource_policies.NoSuchRoleError as missing:
        return denials.access_denied(dialect, caller, "sts:AssumeRole", str(missing), Decision(allowed=False))
    except PolicyError as error:
        return denials.malformed_policy(dialect, caller, str(error))


def _call(context: RequestContext, service: str, identity: Identity) -> Call:
    parameters: Mapping[str, Any] = context.service_request or {}
    if context.operation.name == "PostObject":
        parameters = {**parameters, "Key": context.request.form.get("key", "")}
    account = identity.caller.account or context.account_id
    return Call(
        service=service,
        operation=context.operation.name,
        parameters=parameters,
        account=account,
        region=context.region,
        partition=context.partition,
        user=identity.caller.name,
        method=context.request.method,
        path=context.request.path,
        iam_path=lambda kind, name: identities.iam_path(account, kind, name),
    )


def _public_policy(call: Call, caller: Caller) -> Refusal | None:
    """The refusal of a public policy for a bucket that has BlockPublicPolicy on, the owner's included."""
    bucket = resource_policies.bucket(call.text("Bucket"))
    if bucket is None or not resource_policies.blocks(bucket, "BlockPublicPolicy"):
        return None
    try:
        public = is_public(parse(call.text("Policy")))
    except PolicyError:
        return None  # S3 itself says that the policy is malformed
    return denials.public_policy(caller, f"arn:{call.partition}:s3:::{bucket.name}") if public else None


def _decide(
    context: RequestContext,
    call: Call,
    identity: Identity,
    dialect: Dialect,
    demands: list[Demand],
    verdict: Verdict,
) -> Refusal | None:
    common = request_keys(call, identity.caller, _connection(context, identity))
    if call.service == "s3" and call.operation == "DeleteObjects":
        _take_out_refused_keys(context, identity, dialect, demands, common)
        return None
    for demand in [*demands, *_existence(call, demands)]:
        decision = decide(demand, identity, common)
        if not decision.allowed:
            verdict.outcome = verdicts.EXPLICIT if decision.explicit else verdicts.IMPLICIT
            verdict.resource = demand.resource
            return denials.access_denied(dialect, identity.caller, demand.action, demand.resource, decision)
    return None


def _take_out_refused_keys(
    context: RequestContext,
    identity: Identity,
    dialect: Dialect,
    demands: list[Demand],
    common: Mapping[str, Any],
) -> None:
    """DeleteObjects is decided key by key: what is refused becomes an error of its own in the answer."""
    objects = context.service_request["Delete"]["Objects"]
    kept, refused = [], []
    for entry, demand in zip(objects, demands, strict=True):
        decision = decide(demand, identity, common)
        if decision.allowed:
            kept.append(entry)
            continue
        refusal = denials.access_denied(dialect, identity.caller, demand.action, demand.resource, decision)
        refused.append({**entry, "Code": refusal.code, "Message": refusal.message})
    context.service_request["Delete"]["Objects"] = kept
    setattr(context, answers.REFUSED_KEYS, refused)


def decide(demand: Demand, identity: Identity, common: Mapping[str, Any]) -> Decision:
    """Decide on one demand of a caller.

    :param common: the condition keys of the request
    :raises NoSuchRoleError: when a role to be assumed does not exist
    :raises PolicyError: when the resource's policy is malformed
    """
    caller = identity.caller
    if caller.kind is Kind.SERVICE and demand.action not in BY_SERVICES:
        return ALLOWED
    if caller.service == "lambda.amazonaws.com" and demand.action == "lambda:InvokeFunction":
        return ALLOWED  # Lambda's own pollers
    owned = resource_policies.of(demand)
    policy = owned.policy
    if owned.restricted and is_shut_out(caller, owned.account):
        policy = NO_RESOURCE_POLICY
    request = Request(
        demand.action,
        demand.resource,
        {**common, **demand.keys, "aws:resourceaccount": owned.account or caller.account},
        owned.account,
    )
    return evaluate(request, caller, identity.permissions, policy)


def _existence(call: Call, demands: list[Demand]) -> list[Demand]:
    """Reading a key that is not there demands s3:ListBucket: who may not list may not learn of it."""
    if call.service != "s3" or call.operation not in READS:
        return []
    bucket = resource_policies.bucket(call.text("Bucket"))
    if bucket is None or bucket.objects.get(call.text("Key")) is not None:
        return []
    return [Demand("s3:ListBucket", demands[0].resource.partition("/")[0], demands[0].keys)]


def _connection(context: RequestContext, identity: Identity) -> Connection:
    request = context.request
    return Connection(
        now=clock.wall(),
        address="" if context.is_internal_call else str(request.remote_addr or ""),
        secure=request.scheme == "https",
        user_agent=request.headers.get("User-Agent") or "",
        referer=request.headers.get("Referer") or "",
        presigned=identity.presigned,
    )
