"""Rules that were kept: LocalStack's objects beside its stores are made again.

LocalStack keeps data and functionality apart for this, but has no hook that puts them together again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from localstack.services.events.api_destination import APIDestinationService
from localstack.services.events.archive import ArchiveService
from localstack.services.events.connection import ConnectionService
from localstack.services.events.event_bus import EventBusService
from localstack.services.events.models import Rule, events_stores

if TYPE_CHECKING:
    from nuage.schedules.rules import RulesProvider

LOG = logging.getLogger(__name__)


def rules(provider: RulesProvider) -> list[Rule]:
    """Make the services of everything in the stores; the rules."""
    found = []
    for account, region, store in events_stores.iter_stores():
        for bus in store.event_buses.values():
            provider._event_bus_services_store[bus.arn] = EventBusService(bus)
            for rule in bus.rules.values():
                provider.adopt(rule)
                found.append(rule)
                for target in rule.targets.values():
                    _try(provider.create_target_sender, target, rule.arn, rule.name, region, account)
        for archive in store.archives.values():
            created = archive.creation_time
            provider._archive_service_store[archive.arn] = ArchiveService(archive)
            archive.creation_time = created  # which the service sets anew
        for connection in store.connections.values():
            made = _try(ConnectionService.restore_from_connection, connection)
            provider._connection_service_store[connection.arn] = made
        for destination in store.api_destinations.values():
            name = destination.connection_arn.split("/")[1]
            made = _try(
                APIDestinationService.restore_from_api_destination_and_connection,
                destination,
                store.connections.get(name),
            )
            provider._api_destination_service_store[destination.arn] = made
    return found


def _try(make: Any, *parts: Any) -> Any:
    try:
        return make(*parts)
    except Exception:  # the boundary to LocalStack's constructors: one bad target must not lose the others
        LOG.exception("%s could not be made again from what was kept", parts[0])
        return None
