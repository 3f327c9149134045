"""Which operation a call is, and the service that answers it."""

from __future__ import annotations

from botocore.model import ServiceModel
from localstack.aws.api import RequestContext, ServiceException
from localstack.aws.api.core import ServiceOperation
from localstack.aws.chain import HandlerChain
from localstack.aws.handlers.service import ServiceRequestParser, ServiceRequestRouter
from localstack.aws.protocol.parser import JSONRequestParser, RequestParser, S3RequestParser, create_parser
from localstack.aws.protocol.serializer import (
    JSONResponseSerializer,
    ResponseSerializer,
    S3ResponseSerializer,
    create_serializer,
)
from localstack.aws.skeleton import Skeleton
from localstack.http import Response

from nuage.gateway.json_protocol import JsonParser, JsonSerializer
from nuage.gateway.s3_protocol import S3Parser, S3Serializer


class OperationParser(ServiceRequestParser):
    """Finds the operation and reads its input."""

    def __init__(self) -> None:
        super().__init__()
        self._parsers: dict[tuple[str, str | None], RequestParser] = {}

    def parse_and_enrich(self, context: RequestContext) -> None:
        """Set the operation and its input."""
        context.operation, context.service_request = self._parser(context).parse(context.request)

    def _parser(self, context: RequestContext) -> RequestParser:
        key = (context.service.service_name, context.protocol)
        if key not in self._parsers:
            self._parsers[key] = _parser(context.service, create_parser(context.service, context.protocol))
        return self._parsers[key]


def _parser(service: ServiceModel, hosts: RequestParser) -> RequestParser:
    """The parser of a service: one that takes less time than the host's, where there is one."""
    if type(hosts) is S3RequestParser:
        return S3Parser(service)
    if type(hosts) is JSONRequestParser:
        return JsonParser(service)
    return hosts


class OperationRouter(ServiceRequestRouter):
    """Hands a call to the service that has the operation."""

    def add_skeleton(self, skeleton: Skeleton) -> None:
        """Take the operations of a service."""
        handler = OperationHandler(skeleton)
        for operation in skeleton.dispatch_table:
            self.add_handler(ServiceOperation(skeleton.service.service_name, operation), handler)


class OperationHandler:
    """Calls a service, and writes its result or its error as AWS does.

    As `Skeleton.invoke` does, but without reading a call again whose input is empty.
    """

    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._serializers: dict[str | None, ResponseSerializer] = {}

    def __call__(self, _: HandlerChain, context: RequestContext, response: Response) -> None:
        """Answer the call."""
        response.update_from(self._invoke(context))

    def _invoke(self, context: RequestContext) -> Response:
        serializer = self._serializers.get(context.protocol)
        if serializer is None:
            serializer = _serializer(context.service, create_serializer(context.service, context.protocol))
            self._serializers[context.protocol] = serializer
        try:
            return self._skeleton.dispatch_request(serializer, context, context.service_request)
        except ServiceException as error:
            return self._skeleton.on_service_exception(serializer, context, error)
        except NotImplementedError as error:
            return self._skeleton.on_not_implemented_error(serializer, context, error)


def _serializer(service: ServiceModel, hosts: ResponseSerializer) -> ResponseSerializer:
    """The serializer of a service: one that takes less time than the host's, where there is one."""
    if type(hosts) is S3ResponseSerializer:
        return S3Serializer()
    if type(hosts) is JSONResponseSerializer:
        return JsonSerializer(service.service_name)
    return hosts
