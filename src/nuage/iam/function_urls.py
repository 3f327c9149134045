"""May this request call a function URL?

A function URL has no AWS operation, so the gate (handler.py) does not see it: Lambda's provider asks here.
Source: AWS Lambda Developer Guide, "Control access to Lambda function URLs".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localstack.aws.api import RequestContext
from localstack.http import Request

from nuage import clock
from nuage.iam import callers, keys, resource_policies
from nuage.iam.callers import Identity
from nuage.iam.calls import Call, Demand, account_of
from nuage.iam.handler import decide
from nuage.iam.policy import PolicyError
from nuage.iam.principals import Caller, Kind
from nuage.iam.request_keys import Connection, request_keys

# https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html; the text as AWS gives it since 2025
FORBIDDEN = (
    "Forbidden. For troubleshooting Function URL authorization issues, see: "
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
)
INVALID = "The security token included in the request is invalid."
EXPIRED = "The security token included in the request is expired"
WRONG_SERVICE = "Credential should be scoped to correct service: 'lambda'. "
_SERVICE = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/")


@dataclass(frozen=True)
class Judgement:
    """Whether a request may pass. The fields are those that `nuage.functions.urls.access.Verdict` has."""

    allowed: bool
    message: str = ""
    account: str = "anonymous"
    authorizer: Mapping[str, Any] | None = None


def judge(request: Request, arn: str, auth_type: str, *, policies: bool = True) -> Judgement:
    """Decide on a request to a function URL.

    :param arn: of the function, or of the alias that has the URL
    :param auth_type: NONE or AWS_IAM
    :param policies: whether policies are enforced; a signature is asked for either way
    """
    context = _context(request, arn)
    if auth_type == "NONE":
        identity = Identity(Caller(Kind.ANONYMOUS))
        allowed = not policies or _allowed(context, identity, arn, auth_type)
        return Judgement(allowed, "" if allowed else FORBIDDEN)
    try:
        identity = callers.identify(context) or Identity(Caller(Kind.ANONYMOUS))
    except callers.UnknownKeyError as unknown:
        return Judgement(False, f"{INVALID} {keys.advice(unknown.args[0])}")
    except callers.ExpiredSessionError:
        return Judgement(False, EXPIRED)
    except PolicyError:
        return Judgement(False, FORBIDDEN)
    if identity.caller.kind is Kind.ANONYMOUS:
        return Judgement(False, FORBIDDEN)
    signed_for = _SERVICE.search(request.headers.get("Authorization") or "")
    if signed_for is not None and signed_for[1] != "lambda":
        return Judgement(False, WRONG_SERVICE)
    if policies and not _allowed(context, identity, arn, auth_type):
        return Judgement(False, FORBIDDEN)
    return Judgement(
        True, account=identity.caller.account, authorizer={"iam": _authorizer(context, identity)}
    )


def _allowed(context: RequestContext, identity: Identity, arn: str, auth_type: str) -> bool:
    caller = identity.caller
    demands = [
        Demand("lambda:InvokeFunctionUrl", arn, {"lambda:functionurlauthtype": auth_type}),
        # since October 2025, for URLs that are made since
        Demand("lambda:InvokeFunction", arn, {"lambda:invokedviafunctionurl": "true"}),
    ]
    if caller.kind is Kind.OWNER and resource_policies.owner(demands[0]) == caller.account:
        return True
    call = Call(
        service="lambda",
        operation="InvokeFunctionUrl",
        parameters={},
        account=caller.account or context.account_id,
        region=context.region,
        partition=context.partition,
        user=caller.name,
    )
    request = context.request
    connection = Connection(
        now=clock.wall(),
        address=str(request.remote_addr or ""),
        secure=request.scheme == "https",
        user_agent=request.headers.get("User-Agent") or "",
        referer=request.headers.get("Referer") or "",
    )
    common = request_keys(call, caller, connection)
    try:
        return all(decide(demand, identity, common).allowed for demand in demands)
    except PolicyError:
        return False


def _authorizer(context: RequestContext, identity: Identity) -> dict[str, str | None]:
    caller = identity.caller
    return {
        "accessKey": callers.access_key(context)[0],
        "accountId": caller.account,
        "callerId": caller.user_id,
        "cognitoIdentity": None,
        "principalOrgId": None,
        "userArn": caller.arn,
        "userId": caller.user_id,
    }


def _context(request: Request, arn: str) -> RequestContext:
    """What the package reads of a call, for a request that is none."""
    context = RequestContext(request)
    _, context.partition, _, context.region, *_ = arn.split(":")
    context.account_id = account_of(arn)
    return context
