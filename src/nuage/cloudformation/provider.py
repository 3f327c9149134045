"""Serves CloudFormation: LocalStack's engine, which finds our types of resources beside its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from localstack.services.cloudformation import resource_provider
from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin
from localstack.services.cloudformation.resources import AWS_AVAILABLE_CFN_RESOURCES
from localstack.services.cloudformation.v2.provider import CloudformationProviderV2
from localstack.services.plugins import Service
from plux import PluginFinder, PluginSpec

from nuage.cloudformation.athena import NamedQuery, WorkGroup
from nuage.cloudformation.glue import Database, Table
from nuage.cloudformation.guard import Guard
from nuage.cloudformation.lacking import lacking
from nuage.cloudformation.mended import Bucket, LogGroup, Rule

OURS: tuple[type[Any], ...] = (Database, Table, WorkGroup, NamedQuery, Bucket, LogGroup, Rule)
SPACE = CloudFormationResourceProviderPlugin.namespace


class Finder(PluginFinder):
    """All types of AWS, then those that the host finds, then ours: the later one of a name counts."""

    def __init__(self, host: PluginFinder) -> None:
        self.host = host

    def find_plugins(self) -> list[PluginSpec]:
        """All of them, each behind a guard."""
        nobodys = [_spec(name, partial(_ours, lacking(name))) for name in AWS_AVAILABLE_CFN_RESOURCES]
        hosts = [
            _spec(spec.name, partial(_hosts, spec))
            for spec in self.host.find_plugins()
            if spec.namespace == SPACE
        ]
        return [*nobodys, *hosts, *(_spec(kind.TYPE, partial(_ours, kind)) for kind in OURS)]


def _spec(name: str, find: Callable[[], type[Any]]) -> PluginSpec:
    """A plug-in of a type, by what finds its class when the type is needed."""

    def create() -> CloudFormationResourceProviderPlugin:
        plugin = CloudFormationResourceProviderPlugin()
        plugin.factory = lambda: Guard(find()())
        return plugin

    return PluginSpec(SPACE, name, create)


def _ours(kind: type[Any]) -> type[Any]:
    return kind


def _hosts(spec: PluginSpec) -> type[Any]:
    plugin: Any = spec.factory()
    plugin.load()
    found: type[Any] = plugin.factory
    return found


def create_service() -> Service:
    """The service. Types are looked for at the first template, so ours are put in before."""
    manager = resource_provider.plugin_manager
    if not isinstance(manager.finder, Finder):
        manager.finder = Finder(manager.finder)
    return Service.for_provider(CloudformationProviderV2())
