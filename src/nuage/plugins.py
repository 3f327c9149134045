"""Everything that LocalStack loads. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from localstack.runtime import hooks
from plux import PluginSpec

if TYPE_CHECKING:
    from localstack.services.plugins import Service, ServicePluginAdapter


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway."""
    from nuage.iam.install import install, load_managed_policies
    from nuage.schedules.control import RulesControl
    from nuage.schedules.engine import engine
    from nuage.settings import load

    RulesControl(engine()).install()
    load_managed_policies()
    if load().iam:
        install()


@hooks.on_infra_shutdown()
def nuage_shutdown() -> None:
    """Stop what we started."""
    from nuage.iam.install import uninstall
    from nuage.schedules.engine import engine

    uninstall()
    engine().stop()


def _provider(api: str, create: Callable[[], Service]) -> PluginSpec:
    """A service of ours, which `PROVIDER_OVERRIDE_<API>=nuage` selects.

    LocalStack's decorator for this would import half of LocalStack here.
    """

    def factory() -> ServicePluginAdapter:
        from localstack.services.plugins import ServicePluginAdapter

        return ServicePluginAdapter(api, create)

    return PluginSpec("localstack.aws.provider", f"{api}:nuage", factory)


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


athena_nuage = _provider("athena", _create_athena)
events_nuage = _provider("events", _create_events)
glue_nuage = _provider("glue", _create_glue)
scheduler_nuage = _provider("scheduler", _create_scheduler)
