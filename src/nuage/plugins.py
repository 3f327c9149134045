"""Everything that LocalStack loads. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from localstack.runtime import hooks
from plux import Plugin, PluginSpec

if TYPE_CHECKING:
    from localstack.services.plugins import Service, ServicePluginAdapter


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway, and our providers before LocalStack's."""
    if not _is_ours():
        return
    from localstack import config

    from nuage.iam.install import install, load_managed_policies
    from nuage.schedules.control import RulesControl
    from nuage.schedules.engine import engine
    from nuage.settings import load

    RulesControl(engine()).install()
    load_managed_policies()
    if load().iam:
        install()
    # the variable PROVIDER_OVERRIDE_LAMBDA does the same, with a warning at every start
    config.SERVICE_PROVIDER_CONFIG.set_provider("lambda", "nuage")


@hooks.on_infra_shutdown()
def nuage_shutdown() -> None:
    """Stop what we started."""
    if not _is_ours():
        return
    from nuage.iam.install import uninstall
    from nuage.schedules.engine import engine

    uninstall()
    engine().stop()


def _is_ours() -> bool:
    """Whether this is our emulator: a bare LocalStack of the same environment loads this module as well."""
    from localstack.runtime import get_current_runtime

    from nuage.gateway.runtime import NuageRuntime

    return isinstance(get_current_runtime(), NuageRuntime)


def _provider(api: str, create: Callable[[], Service]) -> PluginSpec:
    """A service of ours, which `nuage_start` or `PROVIDER_OVERRIDE_<API>=nuage` selects.

    LocalStack's decorator for this would import half of LocalStack here.
    """

    def factory() -> ServicePluginAdapter:
        from localstack.services.plugins import ServicePluginAdapter

        return ServicePluginAdapter(api, create)

    return PluginSpec("localstack.aws.provider", f"{api}:nuage", factory)


def _create_lambda() -> Service:
    from localstack.services.plugins import Service

    from nuage.functions.provider import NuageLambdaProvider

    return Service.for_provider(NuageLambdaProvider())


class NuageExecutorPlugin(Plugin):
    """Functions in child processes; chosen by LAMBDA_RUNTIME_EXECUTOR=nuage."""

    namespace = "localstack.lambda.runtime_executor"
    name = "nuage"

    def load(self, *_: Any, **__: Any) -> Any:
        """The executor."""
        from nuage.functions.executor import NuageExecutor

        return NuageExecutor


def _create_events() -> Service:
    from localstack.services.plugins import Service

    from nuage.schedules.engine import engine
    from nuage.schedules.rules import RulesProvider

    return Service.for_provider(RulesProvider(engine()))


def _create_scheduler() -> Service:
    from localstack.services.moto import MotoFallbackDispatcher
    from localstack.services.plugins import Service

    from nuage import settings
    from nuage.schedules.engine import engine
    from nuage.schedules.scheduler import SchedulesProvider

    provider = SchedulesProvider(engine(), check_roles=settings.load().iam)
    return Service.for_provider(provider, dispatch_table_factory=MotoFallbackDispatcher)


def _create_dynamodb() -> Service:
    from nuage.dynamodb.provider import dynamodb_service

    return dynamodb_service()


def _create_dynamodbstreams() -> Service:
    from nuage.dynamodb.provider import streams_service

    return streams_service()


def _create_s3() -> Service:
    from localstack.services.plugins import Service

    from nuage.s3.provider import NuageS3Provider

    return Service.for_provider(NuageS3Provider())


dynamodb_nuage = _provider("dynamodb", _create_dynamodb)
dynamodbstreams_nuage = _provider("dynamodbstreams", _create_dynamodbstreams)
lambda_nuage = _provider("lambda", _create_lambda)
events_nuage = _provider("events", _create_events)
s3_nuage = _provider("s3", _create_s3)
scheduler_nuage = _provider("scheduler", _create_scheduler)
