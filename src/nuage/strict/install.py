"""Puts the verdicts of `front.py` before IAM's: a request that is not believed is refused in its protocol."""

from __future__ import annotations

import logging

from localstack.aws import handlers
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from nuage.iam import callers, catalog
from nuage.iam.denials import Dialect
from nuage.strict.front import NOTE
from nuage.strict.refusals import refusal
from nuage.strict.verify import Fault, Verdict


def refuse_what_is_not_signed_well(
    _chain: HandlerChain, context: RequestContext, _response: Response
) -> None:
    """A request handler, before IAM's.

    :raises CommonServiceException: the refusal, which the chain writes in the service's protocol
    """
    verdict = context.request.environ.get(NOTE)
    if verdict is None or context.service is None or context.operation is None:
        return  # services among themselves do not come through the front
    fault = _fault(verdict, callers.access_key(context)[0])
    if fault is None:
        return
    service = catalog.prefix(context.service.service_name, context.service.signing_name)
    said = refusal(Dialect(service, context.protocol or context.service.protocol), fault)
    raise CommonServiceException(said.code, said.message, said.status, sender_fault=True)


def _fault(verdict: Verdict, key: str) -> Fault | None:
    if verdict.fault is not None:
        return verdict.fault
    # a key that stands where no signature was looked for, as in the form of a POST to S3
    return Fault("unknown key") if key != verdict.key else None


def install() -> None:
    """Refuse from now on; called before IAM's handlers are installed."""
    handlers.serve_custom_service_request_handlers.append(refuse_what_is_not_signed_well)
    # S3's own look at presigned URLs, which has no effect and knows no secret of ours
    logging.getLogger("localstack.services.s3.presigned_url").setLevel(logging.ERROR)


def uninstall() -> None:
    """Take the handler out again."""
    chain = handlers.serve_custom_service_request_handlers
    if refuse_what_is_not_signed_well in chain.handlers:
        chain.handlers.remove(refuse_what_is_not_signed_well)
