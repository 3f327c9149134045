"""Functions that were kept: their versions are prepared again, their event sources polled again.

LocalStack's provider has a hook for it, but makes its own service there.
"""

from __future__ import annotations

import dataclasses
import logging
from concurrent.futures import Future
from typing import Any

from localstack.aws.api.lambda_ import State
from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, VersionState
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.models import lambda_stores

LOG = logging.getLogger(__name__)
PATIENCE = 10.0  # seconds for unpacking the code of one version


def versions(service: LambdaService) -> None:
    """Have every version ready to be invoked, and return when all are."""
    begun: list[tuple[FunctionVersion, Future[None]]] = []
    for _, _, store in lambda_stores.iter_stores():
        for function in store.functions.values():
            for qualifier, version in list(function.versions.items()):
                pending = VersionState(State.Pending)
                config = dataclasses.replace(version.config, state=pending)
                function.versions[qualifier] = dataclasses.replace(version, config=config)
                begun.append((version, service.create_function_version(function.versions[qualifier])))
    for version, future in begun:
        try:
            future.result(PATIENCE)
        except Exception as error:  # noqa: BLE001 - the boundary to a function's code, which may be anything
            LOG.error("%s cannot be invoked: %s", version.id.qualified_arn(), error)


def pollers() -> dict[str, Any]:
    """Poll every event source mapping, by its id."""
    made = {}
    for _, _, store in lambda_stores.iter_stores():
        for mapping in store.event_source_mappings.values():
            try:
                worker = _poller(store, mapping)
            except Exception as error:  # noqa: BLE001 - the boundary to queues and streams that may not be there
                LOG.error("The event source %s is not polled: %s", mapping.get("EventSourceArn"), error)
                continue
            made[worker.uuid] = worker
    return made


def _poller(store: Any, mapping: dict[str, Any]) -> Any:
    name = mapping["FunctionArn"].split(":")[6]
    role = store.functions[name].latest().config.role
    enabled = mapping.get("State") not in ("Disabled", "Disabling")
    worker = EsmWorkerFactory(mapping, role, enabled).get_esm_worker()
    worker.create()
    return worker
