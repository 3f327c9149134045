"""The Athena API in LocalStack: requests to operations, errors in Athena's own wire form."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.http import Response
from localstack.services.plugins import Service

from nuage import clock
from nuage.athena.api.call import Call, Operation
from nuage.athena.api.errors import AthenaError
from nuage.athena.host.clients import Credentials, GlueClient, S3Files
from nuage.athena.host.kept import AthenaState
from nuage.athena.host.objects import Authorize, StoreObjects, info_of
from nuage.athena.lab import Lab, Limits
from nuage.athena.objects.snapshots import Snapshots
from nuage.athena.operations.table import OPERATIONS
from nuage.athena.run.life import Life
from nuage.athena.session import Session
from nuage.athena.state import States

# From the caller of a request to what that caller may do; None for one who may do all.
AuthorizeAs = Callable[[RequestContext], Authorize | None]


_LABS: list[Lab] = []
_STATES: list[States] = []


def stop() -> None:
    """Stop what the services made: called when the emulator stops."""
    while _LABS:
        _LABS.pop().stop()
    _STATES.clear()


def work_group_of(account: str, region: str, made: str) -> str:
    """The work group of an execution or a named query; empty when there is none of this id."""
    return _STATES[-1].of(account, region).work_group_of(made) if _STATES else ""


def tags_of(account: str, region: str, arn: str) -> dict[str, str]:
    """The tags of a work group or a data catalogue."""
    return dict(_STATES[-1].of(account, region).tags.get(arn, {})) if _STATES else {}


def create_service(
    limits: Limits, authorize_as: AuthorizeAs, access_key: Callable[[RequestContext], str]
) -> Service:
    """The service for LocalStack's list of services.

    :param access_key: the key that signed a request
    """
    lab = Lab(limits)
    _LABS.append(lab)
    life = Life(lab)
    states = States(clock.wall)
    _STATES.append(states)
    snapshots = Snapshots(info_of)

    def call_of(context: RequestContext) -> Call:
        credentials = Credentials(
            access_key(context), context.request.headers.get("X-Amz-Security-Token"), context.region
        )
        session = Session(
            account=context.account_id,
            region=context.region,
            glue=GlueClient(credentials),
            objects=StoreObjects(authorize_as(context), snapshots),
            files=S3Files(credentials),
        )
        return Call(states.of(context.account_id, context.region), session, life, lambda: str(uuid.uuid4()))

    table = {name: _handler(operation, call_of) for name, operation in OPERATIONS.items()}
    service = Service("athena", skeleton=Skeleton(load_service("athena"), table))
    service._provider = AthenaState(states, lab)
    return service


def _handler(operation: Operation, call_of: Callable[[RequestContext], Call]) -> Any:
    def handle(context: RequestContext, request: dict[str, Any]) -> Any:
        try:
            return operation(call_of(context), request)
        except AthenaError as error:
            return _error(error)

    return handle


def _error(error: AthenaError) -> Response:
    """Athena's own form: the code in the body alone, `Message` with a capital (reference, section 3.1)."""
    body = {"__type": error.code, **error.detail, "Message": error.message}
    return Response(json.dumps(body), status=error.status, content_type="application/x-amz-json-1.1")
