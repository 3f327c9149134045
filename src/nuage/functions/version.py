"""A version of a function, invoked: LocalStack's way without what it does for each invocation alone."""

from __future__ import annotations

from typing import Any

from localstack.aws.api.lambda_ import ServiceException
from localstack.services.lambda_.invocation.lambda_models import Invocation, InvocationResult
from localstack.services.lambda_.invocation.logs import LogHandler, LogItem
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager

from nuage.functions import executor
from nuage.functions.metrics import Function


class SilentLogHandler(LogHandler):
    """Writes nothing: each line was written when it came, with its own time (`logs.py`).

    LocalStack's writes an invocation's lines when it has ended, all with the same time, and keeps a
    thread for each version.
    """

    def start_subscriber(self) -> None:
        """Start no thread."""

    def add_logs(self, log_item: LogItem) -> None:
        """The lines have been written."""


class NuageVersionManager(LambdaVersionManager):
    """Counts invocations together (`metrics.py`): LocalStack calls CloudWatch from a new thread for each."""

    log_handler: LogHandler

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.log_handler = SilentLogHandler(self.log_handler.role_arn, self.log_handler.region)

    def invoke(self, *, invocation: Invocation) -> InvocationResult:
        """Run the version once.

        :raises TooManyRequestsException: when the function's or the account's concurrency is used up
        :raises ServiceException: when the version is being stopped
        """
        identity = self.function_version.id
        if self.shutdown_event.is_set():
            raise ServiceException(
                f"Got an invocation with request_id {invocation.request_id} for a version shutting down"
            )
        with (
            self.counting_service.get_invocation_lease(self.function, self.function_version) as provisioning,
            self.assignment_service.get_environment(
                self.id, self.function_version, provisioning
            ) as environment,
        ):
            result = environment.invoke(invocation)
        result.executed_version = identity.qualifier
        executor.machinery().metrics.count(
            Function(identity.account, identity.region, identity.function_name), is_error=result.is_error
        )
        return result
