"""LocalStack's Lambda service with our versions and our assignment of environments."""

from __future__ import annotations

from concurrent.futures import Future

from localstack.aws.api.lambda_ import ResourceConflictException
from localstack.services.lambda_ import hooks
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.models import lambda_stores

from nuage.functions import executor
from nuage.functions.assignment import NuageAssignment
from nuage.functions.version import NuageVersionManager


class NuageLambdaService(LambdaService):
    """Runs functions through `NuageExecutor`."""

    assignment_service: NuageAssignment

    def __init__(self) -> None:
        super().__init__()
        self.assignment_service.stop()
        self.assignment_service = NuageAssignment()

    def stop(self) -> None:
        """Stop all versions, then all that is left of them."""
        super().stop()
        executor.close()

    def create_function_version(self, function_version: FunctionVersion) -> Future[None]:
        """Prepare a version in the background; it is invoked once it is active."""
        with self.lambda_version_manager_lock:
            manager = self._register(function_version)
            hooks.create_function_version.run(function_version.qualified_arn)
        return self.task_executor.submit(self._start_lambda_version, manager)

    def publish_version(self, function_version: FunctionVersion) -> None:
        """Prepare a version, and return when it is active."""
        with self.lambda_version_manager_lock:
            manager = self._register(function_version)
        self._start_lambda_version(manager)

    def _register(self, function_version: FunctionVersion) -> NuageVersionManager:
        identity = function_version.id
        arn = identity.qualified_arn()
        if arn in self.lambda_starting_versions:
            raise ResourceConflictException(
                "The operation cannot be performed at this time. An update is in progress for resource: "
                + identity.unqualified_arn(),
                Type="User",
            )
        functions = lambda_stores[identity.account][identity.region].functions
        manager = NuageVersionManager(
            function_arn=arn,
            function_version=function_version,
            function=functions.get(identity.function_name),
            counting_service=self.counting_service,
            assignment_service=self.assignment_service,
        )
        self.lambda_starting_versions[arn] = manager
        return manager
