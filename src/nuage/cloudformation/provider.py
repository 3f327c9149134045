"""Serves CloudFormation: LocalStack's engine, which finds our types of resources beside its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localstack.services.cloudformation import resource_provider
from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin
from localstack.services.cloudformation.resources import AWS_AVAILABLE_CFN_RESOURCES
from localstack.services.cloudformation.v2.provider import CloudformationProviderV2
from localstack.services.plugins import Service
from plux import PluginFinder, PluginSpec

from nuage.cloudformation.athena import NamedQuery, WorkGroup
from nuage.cloudformation.glue import Database, Table
from nuage.cloudformation.lacking import lacking
from nuage.cloudformation.mended import LogGroup, Rule

OURS: tuple[type[Any], ...] = (Database, Table, WorkGroup, NamedQuery, LogGroup, Rule)


class Finder(PluginFinder):
    """All types of AWS, then those that the host finds, then ours: the later one of a name counts."""

    def __init__(self, host: PluginFinder) -> None:
        self.host = host

    def find_plugins(self) -> list[PluginSpec]:
        """All of them."""
        namespace = CloudFormationResourceProviderPlugin.namespace
        nobodys = [
            PluginSpec(namespace, name, _plugin(lacking(name))) for name in AWS_AVAILABLE_CFN_RESOURCES
        ]
        ours = [PluginSpec(namespace, kind.TYPE, _plugin(kind)) for kind in OURS]
        return [*nobodys, *self.host.find_plugins(), *ours]


def _plugin(kind: type[Any]) -> Callable[[], CloudFormationResourceProviderPlugin]:
    def create() -> CloudFormationResourceProviderPlugin:
        plugin = CloudFormationResourceProviderPlugin()
        plugin.factory = kind
        plugin.load = lambda *_, **__: kind
        return plugin

    return create


def create_service() -> Service:
    """The service. Types are looked for at the first template, so ours are put in before."""
    manager = resource_provider.plugin_manager
    if not isinstance(manager.finder, Finder):
        manager.finder = Finder(manager.finder)
    return Service.for_provider(CloudformationProviderV2())
