"""LocalStack's Lambda provider, refusing what AWS refuses and what this lab cannot run."""

from __future__ import annotations

import io
from typing import IO, Any

from localstack.aws.api import RequestContext, handler
from localstack.aws.api.lambda_ import (
    AliasConfiguration,
    AliasRoutingConfiguration,
    CreateFunctionRequest,
    FunctionConfiguration,
    InvalidParameterValueException,
    InvalidRequestContentException,
    InvocationResponse,
    InvocationType,
    RequestTooLargeException,
    UpdateFunctionConfigurationRequest,
)
from localstack.services.edge import ROUTER
from localstack.services.lambda_.invocation.event_manager import get_sqs_client
from localstack.services.lambda_.invocation.lambda_service import LambdaService

from nuage.clock import Clock, LabClock
from nuage.functions import aliases, payloads, restoring
from nuage.functions.runtimes import why_not_packaged, why_not_run
from nuage.functions.service import NuageLambdaService
from nuage.functions.urls.access import Judge, everybody
from nuage.functions.urls.configs import FunctionUrls
from nuage.functions.urls.router import NuageUrlRouter


class NuageLambdaProvider(FunctionUrls):
    """The Lambda API.

    :param judge: says who may call a function URL
    :param clock: the lab's, for the events of function URLs
    """

    lambda_service: LambdaService

    def __init__(self, judge: Judge = everybody, clock: Clock | None = None) -> None:
        super().__init__()
        self.router = NuageUrlRouter(ROUTER, self.lambda_service, judge, clock or LabClock())
        self._use_our_service()

    def on_before_state_reset(self) -> None:
        """End every function and every poller of an event source."""
        self._stop_pollers()
        super().on_before_state_reset()

    def on_after_state_reset(self) -> None:
        """Begin again with an empty service."""
        super().on_after_state_reset()
        self._use_our_service()

    def on_before_state_load(self) -> None:
        """Stop the empty service."""
        self._stop_pollers()
        super().on_before_state_load()

    def on_after_state_load(self) -> None:
        """Prepare every version that was kept, and poll the event sources again."""
        self.lambda_service = self.router.lambda_service = NuageLambdaService()
        restoring.versions(self.lambda_service)
        self.esm_workers |= restoring.pollers()

    @handler("CreateFunction", expand=False)
    def create_function(
        self, context: RequestContext, request: CreateFunctionRequest
    ) -> FunctionConfiguration:
        """Create a function in Python, packed as a zip archive."""
        _refuse(why_not_packaged(request.get("PackageType") or "Zip"))
        _refuse(why_not_run(request.get("Runtime")))
        return super().create_function(context, request)

    @handler("UpdateFunctionConfiguration", expand=False)
    def update_function_configuration(
        self, context: RequestContext, request: UpdateFunctionConfigurationRequest
    ) -> FunctionConfiguration:
        """Change a function; it stays one in Python."""
        _refuse(why_not_run(request.get("Runtime")))
        return super().update_function_configuration(context, request)

    @handler("UpdateAlias")
    def update_alias(
        self,
        context: RequestContext,
        function_name: str,
        name: str,
        routing_config: AliasRoutingConfiguration | None = None,
        **changes: Any,
    ) -> AliasConfiguration:
        """Change an alias, its weights too."""
        return aliases.update_alias(self, context, function_name, name, routing_config, **changes)

    @handler("Invoke")
    def invoke(
        self,
        context: RequestContext,
        function_name: str,
        invocation_type: str | None = None,
        log_type: str | None = None,
        client_context: str | None = None,
        durable_execution_name: str | None = None,
        payload: IO[bytes] | None = None,
        qualifier: str | None = None,
        tenant_id: str | None = None,
        **kwargs: Any,
    ) -> InvocationResponse:
        """Invoke a function, once what is sent is found to be sound."""
        body = payload.read() if payload else b""
        try:
            payloads.check_size(body, invocation_type or InvocationType.RequestResponse)
            if body:
                payloads.check_json(body)
            payloads.client_context_json(client_context)
        except payloads.PayloadTooLargeError as error:
            raise RequestTooLargeException(str(error), Type="User") from None
        except (payloads.PayloadNotJsonError, payloads.ClientContextError) as error:
            raise InvalidRequestContentException(str(error), Type="User") from None
        return super().invoke(
            context,
            function_name,
            invocation_type=invocation_type,
            log_type=log_type,
            client_context=client_context,
            durable_execution_name=durable_execution_name,
            payload=io.BytesIO(body) if body else None,
            qualifier=qualifier,
            tenant_id=tenant_id,
            **kwargs,
        )

    def on_before_stop(self) -> None:
        """End every function and every poller, without waiting for the pollers' next look."""
        self._wake_pollers()
        super().on_before_stop()

    def _wake_pollers(self) -> None:
        """Pollers of asynchronous events look every two seconds: those that are to end need not wait."""
        for manager in list(self.lambda_service.event_managers.values()):
            if (poller := manager.poller) is not None:
                poller._shutdown_event.set()
                queues = get_sqs_client(manager.version_manager.function_version).queue_manager.queues
                for queue in list(queues.values()):
                    queue.shutdown()

    def _stop_pollers(self) -> None:
        self._wake_pollers()
        for poller in list(self.esm_workers.values()):
            poller.stop_for_shutdown()
        self.esm_workers.clear()

    def _use_our_service(self) -> None:
        self.lambda_service.stop()
        self.lambda_service = self.router.lambda_service = NuageLambdaService()


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise InvalidParameterValueException(reason, Type="User")
