"""Handlers that step in front of LocalStack's: each asks it only where it can have something to do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from botocore.model import ServiceModel
from localstack.aws.api import RequestContext
from localstack.aws.chain import Handler, HandlerChain
from localstack.aws.handlers.region import RegionContextEnricher
from localstack.aws.handlers.service_plugin import ServiceLoader, ServiceLoaderForDataPlane
from localstack.http import Response
from localstack.utils.aws.arns import get_partition

# hosts of the data plane: function URLs, static websites, APIs and queues that are called without
# an AWS operation
_DATA_PLANE_HOST = re.compile(r"\.(lambda-url|s3-website|execute-api|vpce)\.|(^|[.-])(sqs|queue)\.|queue\.")
# AWS signs a call for one service: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`
_SCOPE = re.compile(r"Credential=[^/]+/[^/]+/([^/]+)/([^/]+)/")
# services whose signed calls are never for a route of the data plane
_CONTROL_PLANE = frozenset(
    "athena dynamodb events glue iam lambda logs monitoring s3 scheduler sts".split()  # noqa: SIM905
)
# services that read the trace header of a call
_TRACED = frozenset({"events", "lambda"})


@lru_cache(maxsize=256)
def is_data_plane_host(host: str) -> bool:
    """Whether a host names a function URL, a website, an API or a queue."""
    return _DATA_PLANE_HOST.search(host) is not None


@lru_cache(maxsize=256)
def _scope(credential: str) -> tuple[str, str] | None:
    match = _SCOPE.search(credential)
    return (match[1], match[2]) if match else None


def signed_scope(authorization: str | None) -> tuple[str, str] | None:
    """Region and service that a call was signed for; None without a signature of version 4."""
    # the credential comes first; what follows differs from call to call
    return _scope(authorization.partition(",")[0]) if authorization else None


def is_function_url(request: Any) -> bool:
    """Whether a request is for a function URL, by its path or by its host."""
    return request.path.startswith("/_aws/lambda-url/") or ".lambda-url." in request.host


class EnforceCors:
    """Refuses pages of other sites; a function URL has CORS settings of its own."""

    def __init__(self, enforce: Handler) -> None:
        self._enforce = enforce

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Refuse, or answer a browser that asks beforehand."""
        if not is_function_url(context.request):
            self._enforce(chain, context, response)


class InternalResources:
    """`/_localstack/…` and `/_aws/…`; no bucket's name may begin with an underscore."""

    def __init__(self, resources: Handler) -> None:
        self._resources = resources

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Serve LocalStack's own endpoints."""
        if context.request.path.startswith("/_"):
            self._resources(chain, context, response)


class DataPlaneRoutes:
    """Routes of the data plane, which every call is matched with unless it is signed for another one."""

    def __init__(self, routes: Handler) -> None:
        self._routes = routes

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Serve function URLs, websites, APIs and queues."""
        request = context.request
        scope = signed_scope(request.headers.get("Authorization"))
        if (
            scope is not None
            and scope[1] in _CONTROL_PLANE
            and not request.path.startswith(("/_", "/restapis/"))
            and not is_data_plane_host(request.host)
        ):
            return
        self._routes(chain, context, response)


class ServiceOfCall:
    """Which service a call is for.

    LocalStack looks at every header that may tell. For a signed call with a target, what it finds depends
    on three words, and a lab's calls have few different ones.
    """

    _MOST = 4096

    def __init__(self, parse: Handler) -> None:
        self._parse = parse
        self._found: dict[tuple[str, str, str], tuple[ServiceModel, str]] = {}

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Set service and protocol."""
        headers = context.request.headers
        target = headers.get("X-Amz-Target")
        scope = signed_scope(headers.get("Authorization")) if target else None
        if scope is None or context.service or context.request.path != "/" or "Smithy-Protocol" in headers:
            self._parse(chain, context, response)
            return
        key = (scope[1], target, headers.get("Content-Type") or "")
        if found := self._found.get(key):
            context.service, context.protocol = found
            return
        self._parse(chain, context, response)
        if context.service and context.protocol and len(self._found) < self._MOST:
            self._found[key] = (context.service, context.protocol)


class LoadServiceOfHost(ServiceLoaderForDataPlane):
    """Loads the service that a host of the data plane belongs to."""

    def __init__(self, load_service: ServiceLoader) -> None:
        super().__init__(load_service)

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Load it, where the host is one."""
        if is_data_plane_host(context.request.host):
            super().__call__(chain, context, response)


class CallersRegion(RegionContextEnricher):
    """The region that a call was signed for."""

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Set region and partition."""
        scope = signed_scope(context.request.headers.get("Authorization"))
        if scope is None:
            super().__call__(chain, context, response)
            return
        context.region = scope[0]
        context.partition = _partition(scope[0])


_partition = lru_cache(maxsize=64)(get_partition)


class TraceContext:
    """The X-Ray header, for the services that hand it on."""

    def __init__(self, parse: Handler) -> None:
        self._parse = parse

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Set the trace context."""
        if context.service is None or context.service.service_name in _TRACED:
            self._parse(chain, context, response)


class CorsHeaders:
    """The headers a browser asks for."""

    def __init__(self, add: Any) -> None:
        self._add = add

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Add them to answers of calls that come from a page."""
        if "Origin" in context.request.headers and not is_function_url(context.request):
            self._add(chain, context, response)
