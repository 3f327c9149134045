"""LocalStack's Lambda service with our assignment of environments and our writing of logs."""

from __future__ import annotations

from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.logs import LogHandler, LogItem
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager

from nuage.functions import executor
from nuage.functions.assignment import NuageAssignment


class SilentLogHandler(LogHandler):
    """Writes nothing: each line was written when it came, with its own time (`logs.py`).

    LocalStack's writes an invocation's lines when it has ended, all with the same time, and keeps a
    thread for each version.
    """

    def start_subscriber(self) -> None:
        """Start no thread."""

    def add_logs(self, log_item: LogItem) -> None:
        """The lines have been written."""


class NuageLambdaService(LambdaService):
    """Runs functions through `NuageExecutor`."""

    def __init__(self) -> None:
        super().__init__()
        self.assignment_service.stop()
        self.assignment_service = NuageAssignment()

    def stop(self) -> None:
        """Stop all versions, then all that is left of them."""
        super().stop()
        executor.close()

    def _start_lambda_version(self, version_manager: LambdaVersionManager) -> None:
        function = version_manager.function_version
        version_manager.log_handler = SilentLogHandler(function.config.role, function.id.region)
        super()._start_lambda_version(version_manager)
