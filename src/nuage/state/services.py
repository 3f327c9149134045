"""The services that have been loaded, and LocalStack's way through their state.

A service that was never called holds nothing, so it is neither emptied nor kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from localstack.services.plugins import SERVICE_PLUGINS, Service, ServiceState
from localstack.state import StateVisitor

from nuage.state import containers

LOG = logging.getLogger(__name__)

# What others stand on comes first: functions' code lies in S3, sessions belong to roles.
ORDER = ("s3", "iam", "sts", "kms", "logs", "sqs", "sns", "dynamodb", "lambda")


class UnknownServiceError(ValueError):
    """A service that the emulator does not have; the text says which there are."""


def loaded() -> list[str]:
    """The names of the running services, in the order in which state is handled."""
    running = [
        name
        for name, container in list(SERVICE_PLUGINS._services.items())
        if container.state == ServiceState.RUNNING
    ]
    return sorted(running, key=rank)


def rank(name: str) -> tuple[int, str]:
    """Where a service stands in the order."""
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def chosen(names: Iterable[str]) -> list[str]:
    """Of these services the loaded ones, in order.

    :raises UnknownServiceError: when there is none of a name
    """
    wanted = set(names)
    known = set(SERVICE_PLUGINS.list_available())
    if unknown := sorted(wanted - known):
        raise UnknownServiceError(
            f"no such service: {', '.join(unknown)}; there are {', '.join(sorted(known))}"
        )
    return [name for name in loaded() if name in wanted]


def service(name: str) -> Service:
    """A loaded service."""
    found = SERVICE_PLUGINS.get_service(name)
    if found is None:
        raise UnknownServiceError(f"no such service: {name}")
    return found


def visit(name: str, visitor: StateVisitor) -> None:
    """Show a visitor all that a service holds: its provider's stores, and what was added for it."""
    service(name).accept_state_visitor(visitor)
    for container in containers.of(name):
        visitor.visit(container)


def tell(name: str, hook: str) -> None:
    """Call one of a provider's hooks of `localstack.state.StateLifecycleHook`.

    What a provider raises is logged: one that cannot stop its threads must not keep the others' state.
    """
    call: Callable[[], None] = getattr(service(name).lifecycle_hook, hook)
    try:
        call()
    except Exception:  # the boundary to the providers
        LOG.exception("%s of the service %s failed", hook, name)
