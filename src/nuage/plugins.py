"""Everything that LocalStack loads. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from localstack.runtime import hooks
from plux import Plugin, PluginSpec

# the APIs that are served by providers of ours
PROVIDERS = ("athena", "dynamodb", "dynamodbstreams", "events", "glue", "lambda", "s3", "scheduler")

if TYPE_CHECKING:
    from localstack.services.plugins import Service, ServicePluginAdapter


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway, and our providers before LocalStack's."""
    if not _is_ours():
        return
    from nuage.iam.install import install, load_managed_policies
    from nuage.settings import load

    keep_containers()
    load_managed_policies()
    if load().iam:
        install()
    select_providers()


@hooks.on_infra_shutdown(priority=100)
def nuage_shutdown() -> None:
    """Stop what we started; before LocalStack stops its services, so that these can still be written down."""
    if not _is_ours():
        return
    from nuage.iam.install import uninstall
    from nuage.schedules.engine import engine
    from nuage.state import keeping

    engine().stop()
    keeping.stop()
    uninstall()
    _stop_athena()


def keep_containers() -> None:
    """Have what the products keep beside LocalStack's stores emptied, and kept, with these."""
    from nuage.iam import sessions
    from nuage.state import containers

    containers.add(sessions.KEPT)


def select_providers() -> None:
    """Have our providers serve their APIs. LocalStack's variables for it warn at every start."""
    from localstack import config

    for api in PROVIDERS:
        config.SERVICE_PROVIDER_CONFIG.set_provider(api, "nuage")


def _is_ours() -> bool:
    """Whether this is our emulator: a bare LocalStack of the same environment loads this module as well."""
    from localstack.runtime import get_current_runtime

    from nuage.gateway.runtime import NuageRuntime

    return isinstance(get_current_runtime(), NuageRuntime)


def _provider(api: str, create: Callable[[], Service]) -> PluginSpec:
    """A service of ours, which `select_providers` selects.

    LocalStack's decorator for this would import half of LocalStack here.
    """

    def factory() -> ServicePluginAdapter:
        from localstack.services.plugins import ServicePluginAdapter

        return ServicePluginAdapter(api, create)

    return PluginSpec("localstack.aws.provider", f"{api}:nuage", factory)


def _create_lambda() -> Service:
    from functools import partial

    from localstack.services.plugins import Service

    from nuage import settings
    from nuage.clock import LabClock
    from nuage.functions.provider import NuageLambdaProvider
    from nuage.iam.function_urls import judge

    chosen = settings.load()
    clock = LabClock(chosen.speed, chosen.clock_origin)
    return Service.for_provider(NuageLambdaProvider(partial(judge, policies=chosen.iam), clock))


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


def _stop_athena() -> None:
    """Let Athena's engine go, if there was a query."""
    import sys

    provider = sys.modules.get("nuage.athena.host.provider")
    if provider is not None:
        provider.stop()


def _create_athena() -> Service:
    from nuage import settings
    from nuage.athena.host.provider import create_service
    from nuage.athena.lab import Limits
    from nuage.iam.authorize import access_key, authorizer

    chosen = settings.load()
    limits = Limits(chosen.athena_workers, chosen.athena_timeout, chosen.athena_memory, chosen.athena_threads)
    return create_service(limits, authorizer if chosen.iam else lambda _: None, access_key)


def _create_glue() -> Service:
    from nuage.glue.provider import create_service

    return create_service()


def _create_dynamodb() -> Service:
    from nuage.dynamodb.provider import dynamodb_service

    return dynamodb_service()


def _create_dynamodbstreams() -> Service:
    from nuage.dynamodb.provider import streams_service

    return streams_service()


def _create_s3() -> Service:
    from localstack.services.plugins import Service
    from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore

    from nuage import settings
    from nuage.s3.provider import NuageS3Provider

    if (folder := settings.load().state) is not None:
        from nuage.s3.storage import FolderS3ObjectStore
        from nuage.state.folder import StateFolder

        return Service.for_provider(NuageS3Provider(FolderS3ObjectStore(StateFolder(folder).objects)))
    # a folder of its own: LocalStack's default is one for all emulators of a machine, by bucket name,
    # and deleting a bucket here would delete the large objects of the bucket of that name there
    return Service.for_provider(NuageS3Provider(EphemeralS3ObjectStore()))


athena_nuage = _provider("athena", _create_athena)
dynamodb_nuage = _provider("dynamodb", _create_dynamodb)
dynamodbstreams_nuage = _provider("dynamodbstreams", _create_dynamodbstreams)
lambda_nuage = _provider("lambda", _create_lambda)
events_nuage = _provider("events", _create_events)
s3_nuage = _provider("s3", _create_s3)
glue_nuage = _provider("glue", _create_glue)
scheduler_nuage = _provider("scheduler", _create_scheduler)
