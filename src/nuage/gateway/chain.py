"""The chain of handlers that every AWS call passes: LocalStack's, less what a lab has no use for.

LocalStack's own chain is `localstack.aws.app.LocalstackAwsGateway`. Left out here: metrics and
analytics, OpenAPI validation of LocalStack's own endpoints, and the log of calls when it is not
shown. Replaced: what `nuage.gateway.handlers` does in less time. The order is LocalStack's.
"""

from __future__ import annotations

import logging

from localstack.aws import handlers
from localstack.aws.api import RequestContext
from localstack.aws.gateway import Gateway
from localstack.aws.handlers.fallback import EmptyResponseHandler
from localstack.logging.setup import get_log_level_from_config
from localstack.services.plugins import ServiceManager

from nuage.control.handler import ControlRoutes
from nuage.control.table import ROUTES
from nuage.gateway import calls
from nuage.gateway import handlers as ours
from nuage.gateway.loading import LoadService
from nuage.gateway.operations import OperationParser, OperationRouter


class NuageGateway(Gateway):
    """The gateway of the lab."""

    def __init__(self, service_manager: ServiceManager) -> None:
        super().__init__(context_class=RequestContext)
        self.service_manager = service_manager
        self.service_request_router = OperationRouter()
        load_service = LoadService(service_manager, self.service_request_router)

        self.request_handlers.extend(
            [
                ControlRoutes(ROUTES),
                handlers.add_internal_request_params,
                calls.begin,
                handlers.handle_runtime_shutdown,
                ours.LoadServiceOfHost(load_service),
                handlers.preprocess_request,
                ours.EnforceCors(handlers.enforce_cors),
                handlers.content_decoder,
                ours.InternalResources(handlers.serve_localstack_resources),
                ours.DataPlaneRoutes(handlers.serve_edge_router_rules),
                ours.ServiceOfCall(handlers.parse_service_name),
                handlers.parse_pre_signed_url_request,
                handlers.inject_auth_header_if_missing,
                ours.CallersRegion(),
                handlers.rewrite_region,
                handlers.add_account_id,
                ours.TraceContext(handlers.parse_trace_context),
                OperationParser(),
                handlers.serve_custom_service_request_handlers,
                load_service,
                self.service_request_router,
                EmptyResponseHandler(404, b'{"message": "Not Found"}'),
            ]
        )
        self.exception_handlers.extend(
            [
                handlers.log_exception,
                handlers.serve_custom_exception_handlers,
                handlers.handle_service_exception,
                handlers.handle_internal_failure,
            ]
        )
        self.response_handlers.extend(
            [
                handlers.modify_service_response,
                handlers.run_custom_response_handlers,
                ours.CorsHeaders(handlers.add_cors_response_headers),
            ]
        )
        if get_log_level_from_config() <= logging.INFO:
            # the first finds the error code that the second prints
            self.response_handlers.extend([handlers.parse_service_response, handlers.log_response])
        self.finalizers.extend([handlers.run_custom_finalizers, calls.end])
