"""Everything LocalStack loads from us. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from typing import Any

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.plugins import Service, aws_provider


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway, and our providers before LocalStack's."""
    from localstack import config

    # the variable PROVIDER_OVERRIDE_LAMBDA does the same, with a warning at every start
    config.SERVICE_PROVIDER_CONFIG.set_provider("lambda", "nuage")


@hooks.on_infra_shutdown()
def nuage_shutdown() -> None:
    """Stop what we started."""


class NuageExecutorPlugin(RuntimeExecutorPlugin):
    """Functions in child processes; chosen by LAMBDA_RUNTIME_EXECUTOR=nuage."""

    name = "nuage"

    def load(self, *_: Any, **__: Any) -> Any:
        """The executor."""
        from nuage.functions.executor import NuageExecutor

        return NuageExecutor


@aws_provider(api="lambda", name="nuage")
def lambda_nuage() -> Service:
    """The Lambda API; chosen in `nuage_start`."""
    from nuage.functions.provider import NuageLambdaProvider

    return Service.for_provider(NuageLambdaProvider())
