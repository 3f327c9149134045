"""What the caller of a request may do, for a service that acts in the caller's name without an API call each.

Athena reads a hundred thousand objects for one query: it asks here, action by action, what S3 would ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from localstack.aws.api import RequestContext

from nuage import clock
from nuage.iam import callers
from nuage.iam.calls import Call, Demand
from nuage.iam.handler import decide
from nuage.iam.principals import Kind
from nuage.iam.request_keys import Connection, request_keys


def authorizer(context: RequestContext) -> Callable[[str, str, Mapping[str, str]], bool] | None:
    """Says whether the caller may do an action on a resource, with these condition keys; None for one who may
    do all.

    The caller's policies are read now: a query that waits in the queue is judged by those of its start.
    """
    identity = callers.identify(context)
    if identity is None or identity.caller.kind is Kind.OWNER:
        return None
    call = Call(
        service="s3",
        operation="GetObject",
        parameters={},
        account=identity.caller.account or context.account_id,
        region=context.region,
        partition=context.partition,
        user=identity.caller.name,
    )
    connection = Connection(now=clock.wall(), address=str(context.request.remote_addr or ""))
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
    common = {**request_keys(call, identity.caller, connection), "aws:viaawsservice": "true"}
    granted = identity

    def authorize(action: str, resource: str, keys: Mapping[str, str]) -> bool:
        return decide(Demand(action, resource, dict(keys)), granted, common).allowed

    return authorize


def access_key(context: RequestContext) -> str:
    """The access key that signed a request."""
    return callers.access_key(context)[0]
