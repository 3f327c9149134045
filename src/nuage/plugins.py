"""Everything LocalStack loads from us. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localstack.runtime import hooks
from plux import PluginSpec

if TYPE_CHECKING:
    from localstack.services.plugins import Service, ServicePluginAdapter


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway."""


@hooks.on_infra_shutdown()
def nuage_shutdown() -> None:
    """Stop what we started."""


def _dynamodb_adapter() -> ServicePluginAdapter:
    from localstack.services.plugins import ServicePluginAdapter

    def create() -> Service:
        from nuage.dynamodb.provider import dynamodb_service

        return dynamodb_service()

    return ServicePluginAdapter("dynamodb", create)


def _streams_adapter() -> ServicePluginAdapter:
    from localstack.services.plugins import ServicePluginAdapter

    def create() -> Service:
        from nuage.dynamodb.provider import streams_service

        return streams_service()

    return ServicePluginAdapter("dynamodbstreams", create)


# chosen by PROVIDER_OVERRIDE_DYNAMODB=nuage and PROVIDER_OVERRIDE_DYNAMODBSTREAMS=nuage
dynamodb_nuage = PluginSpec("localstack.aws.provider", "dynamodb:nuage", _dynamodb_adapter)
dynamodbstreams_nuage = PluginSpec("localstack.aws.provider", "dynamodbstreams:nuage", _streams_adapter)
