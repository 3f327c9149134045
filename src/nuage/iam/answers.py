"""Requests that the package answers itself: who am I, temporary keys, and deletes refused key by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Response
from moto.sts.utils import random_session_token

from nuage import clock
from nuage.iam import callers, identities, sessions, simulator
from nuage.iam.batches import REFUSED
from nuage.iam.principals import Kind


def write(context: RequestContext, response: Response, body: dict[str, Any]) -> None:
    """Write an answer in the protocol of the request."""
    serializer = create_serializer(context.service, context.protocol)
    answer = serializer.serialize_to_response(
        body, context.operation, context.request.headers, context.request_id
    )
    response.update_from(answer)


def answer(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A request handler, after `enforce`: answer what LocalStack would answer wrongly."""
    if context.service is None or context.operation is None:
        return
    found = ANSWERS.get((context.service.service_name, context.operation.name))
    body = found(context) if found else None
    if body is not None:
        context.service_response = body
        write(context, response, body)
        chain.stop()


def _caller_identity(context: RequestContext) -> dict[str, Any] | None:
    """LocalStack takes every key that it does not know for the owner's, and gives it an odd UserId."""
    identity = callers.identify(context)
    if identity is None or identity.caller.kind is Kind.SERVICE:
        return None
    caller = identity.caller
    return {"UserId": caller.user_id, "Account": caller.account, "Arn": caller.arn}


def _session_token(context: RequestContext) -> dict[str, Any] | None:
    """Temporary keys of the caller's own; LocalStack's are the example keys of AWS's documentation."""
    identity = callers.identify(context)
    if identity is None or identity.caller.kind not in (Kind.OWNER, Kind.USER):
        raise CommonServiceException(
            "AccessDenied", "Cannot call GetSessionToken with session credentials", 403, sender_fault=True
        )
    seconds = int((context.service_request or {}).get("DurationSeconds") or 43200)
    key = identities.backend(identity.caller.account, context.partition).create_temp_access_key()
    ends = clock.wall() + seconds
    token = random_session_token()
    asked_by = callers.access_key(context)[0]
    sessions.remember_token(key.access_key_id, sessions.Token(asked_by, ends, key.secret_access_key, token))
    return {
        "Credentials": {
            "AccessKeyId": key.access_key_id,
            "SecretAccessKey": key.secret_access_key,
            "SessionToken": token,
            "Expiration": clock.utc(ends),
        }
    }


def _deletes(context: RequestContext) -> dict[str, Any] | None:
    """DeleteObjects answers by itself when no key is left that the caller may delete."""
    refused = getattr(context, REFUSED, None)
    if refused is None or not refused.entries or (context.service_request or {})["Delete"]["Objects"]:
        return None
    return {refused.member: refused.entries}


ANSWERS: dict[tuple[str, str], Callable[[RequestContext], dict[str, Any] | None]] = {
    ("iam", "SimulateCustomPolicy"): simulator.custom,
    ("iam", "SimulatePrincipalPolicy"): simulator.principal,
    ("s3", "DeleteObjects"): _deletes,
    ("sts", "GetCallerIdentity"): _caller_identity,
    ("sts", "GetSessionToken"): _session_token,
}


def add_refused(_chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A response handler: add to the answer of a batch what `enforce` took out of the request."""
    refused = getattr(context, REFUSED, None)
    if refused is None or not refused.entries or context.service_exception or not context.service_response:
        return
    if context.service_response.get(refused.member) is refused.entries:
        return  # `answer` has written them already
    body = {**context.service_response}
    body[refused.member] = [*(body.get(refused.member) or []), *refused.entries]
    write(context, response, body)
