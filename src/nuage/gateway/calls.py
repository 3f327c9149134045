"""Notes every call: when it began, who made it, what became of it. And the gate that calls pass."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from localstack.aws.api import RequestContext, ServiceException
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from nuage import clock
from nuage.control.calls import CALLS, Call
from nuage.iam.verdicts import VERDICT
from nuage.state import keeping
from nuage.state.gate import GATE

STARTED = "nuage_started"  # on the context: wall time and monotonic time
NOT_CHECKED = "not checked"  # the verdict when IAM is off

_KEY = re.compile(r"Credential=([^/]+)/|AWS ([^:]+):")
_CODE = re.compile(rb'"__type"\s*:\s*"(?:[^"#]*#)?([^"#]+)"|<Code>([^<]+)</Code>')
# the parameter that says what a call is about, where IAM was not asked about an ARN
_ABOUT = {
    "athena": "WorkGroup",
    "dynamodb": "TableName",
    "events": "Name",
    "glue": "DatabaseName",
    "iam": "RoleName",
    "lambda": "FunctionName",
    "logs": "logGroupName",
    "s3": "Bucket",
    "scheduler": "Name",
    "sqs": "QueueUrl",
}


def begin(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A request handler: let the call wait while the gate is closed, and note when it begins.

    What services of the lab call in their own name neither waits nor is noted.
    """
    if context.is_internal_call:
        return
    if not GATE.wait():
        response.status_code = 503
        response.set_response(b"the emulator is stopping")
        chain.terminate()
        return
    setattr(context, STARTED, (clock.wall(), clock.monotonic()))


def end(_chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A finalizer: note what became of the call."""
    if context.operation is None or context.service is None:
        return
    service = context.service.service_name
    if (kept := keeping.current()) is not None:
        kept.note(service, context.operation.name)
    started = context.get(STARTED)
    if started is None:
        return
    verdict = context.get(VERDICT)
    status = response.status_code
    resource = verdict.resource if verdict is not None else ""
    if not resource and (about := _ABOUT.get(service)) is not None:
        resource = str((context.service_request or {}).get(about) or "")
    CALLS.note(
        Call(
            wall=started[0],
            milliseconds=(clock.monotonic() - started[1]) * 1000,
            service=service,
            operation=context.operation.name,
            region=context.region,
            caller=verdict.caller if verdict is not None else "",
            key=_access_key(context.request),
            verdict=verdict.outcome if verdict is not None else NOT_CHECKED,
            resource=resource,
            status=status,
            error=_error_code(context, response) if status >= 400 else "",
        )
    )


def _access_key(request: Any) -> str:
    authorization = request.headers.get("Authorization")
    if authorization:
        # the credential comes first; what follows differs from call to call
        return _key(authorization.partition(",")[0])
    if "AccessKeyId" in request.full_path or "Credential" in request.full_path:
        return str(request.args.get("X-Amz-Credential") or request.args.get("AWSAccessKeyId") or "").split(
            "/"
        )[0]
    return ""


@lru_cache(maxsize=256)
def _key(credential: str) -> str:
    found = _KEY.search(credential)
    return (found[1] or found[2]) if found else ""


def _error_code(context: RequestContext, response: Response) -> str:
    """AWS's code of an error: of the exception, or in the body where a service wrote it itself."""
    error = context.service_exception
    if isinstance(error, ServiceException):
        return str(getattr(error, "code", "") or type(error).__name__)
    if not response.is_sequence:
        return ""
    found = _CODE.search(response.get_data()[:4096])
    return (found[1] or found[2]).decode("utf-8", "replace") if found else ""
