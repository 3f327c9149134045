"""Which environment an invocation gets: the one used last among those that are free, or a new one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

from localstack import config
from localstack.services.lambda_.invocation.assignment import AssignmentException, AssignmentService
from localstack.services.lambda_.invocation.execution_environment import (
    ExecutionEnvironment,
    InvalidStatusException,
    RuntimeStatus,
)
from localstack.services.lambda_.invocation.lambda_models import (
    FunctionVersion,
    InitializationType,
    Invocation,
    InvocationResult,
)
from localstack.utils.xray.trace_header import TraceHeader

from nuage.functions import executor
from nuage.functions.payloads import client_context_json

IDLE_CHECK = 5.0  # seconds


class NuageEnvironment(ExecutionEnvironment):
    """LocalStack's bookkeeping around an executor of ours."""

    runtime_executor: executor.NuageExecutor
    status: RuntimeStatus

    def get_log_group_name(self) -> str:
        """The group of the function's logging configuration."""
        logging_config = self.function_version.config.logging_config or {}
        return logging_config.get("LogGroup") or super().get_log_group_name()

    def invoke(self, invocation: Invocation) -> InvocationResult:
        """Run the function; unlike LocalStack's, with the client context, and any bytes as payload."""
        trace = invocation.trace_context.get("aws_trace_header") or TraceHeader().ensure_root_exists()
        trace.ensure_sampled_exists()
        trace.ensure_parent_exists()
        return self.runtime_executor.run(
            invocation, trace.to_header_str(), client_context_json(invocation.client_context)
        )

    def release(self) -> None:
        """Free it. LocalStack starts a timer thread for each; `NuageAssignment` looks instead."""
        with self.status_lock:
            if self.status != RuntimeStatus.INVOKING:
                raise InvalidStatusException(f"{self.id} cannot be released: it is {self.status}")
            self.status = RuntimeStatus.READY
            self.last_returned = datetime.now()  # noqa: DTZ005, TID251 - compared with the base class's own

    def idle(self, limit: timedelta) -> bool:
        """Whether nobody has used it for so long."""
        return self.status == RuntimeStatus.READY and datetime.now() - self.last_returned > limit  # noqa: DTZ005, TID251

    def _get_startup_timeout_seconds(self) -> int:
        # a start waits for its turn, not for the function: nothing to time
        return 600


class NuageAssignment(AssignmentService):
    """Gives out environments without LocalStack's races.

    LocalStack's iterates over a dictionary that other threads change, and publishes a new environment
    before it is reserved, so that another invocation can take it: at a hundred concurrent
    invocations both happen. An update of the function also killed the invocations that were running.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._stopped: set[str] = set()  # ids of version managers
        self._ending = threading.Event()
        threading.Thread(target=self._stop_idle, name="lambda-idle", daemon=True).start()

    def stop(self) -> None:
        """Stop looking for idle environments."""
        self._ending.set()
        super().stop()

    @contextlib.contextmanager
    def get_environment(
        self,
        version_manager_id: str,
        function_version: FunctionVersion,
        provisioning_type: InitializationType,
    ) -> Iterator[ExecutionEnvironment]:
        """An environment that nobody else uses meanwhile."""
        environment = self._reserve_free(version_manager_id, provisioning_type)
        if environment is None:
            if provisioning_type == InitializationType.provisioned_concurrency:
                raise AssignmentException("No provisioned concurrency environment available despite lease.")
            environment = self.start_environment(version_manager_id, function_version)
            environment.reserve()
            with self._lock:
                self.environments[version_manager_id][environment.id] = environment
        try:
            yield environment
        except Exception:
            self.stop_environment(environment)
            raise
        with contextlib.suppress(InvalidStatusException):  # stopped while it was running
            environment.release()
        if version_manager_id in self._stopped:
            self.stop_environment(environment)

    def start_environment(
        self, version_manager_id: str, function_version: FunctionVersion
    ) -> ExecutionEnvironment:
        """A new environment, not yet given out."""
        environment = NuageEnvironment(
            function_version=function_version,
            initialization_type=InitializationType.on_demand,
            on_timeout=self.on_timeout,
            version_manager_id=version_manager_id,
        )
        environment.start()
        return environment

    def on_timeout(self, version_manager_id: str, environment_id: str) -> None:
        """An environment was idle for so long that it has been stopped."""
        with self._lock:
            self.environments[version_manager_id].pop(environment_id, None)

    def stop_environment(self, environment: ExecutionEnvironment) -> None:
        """Stop an environment, and forget it."""
        with contextlib.suppress(InvalidStatusException):  # somebody else has stopped it
            environment.stop()
        self.on_timeout(environment.version_manager_id, environment.id)

    def stop_environments_for_version(self, version_manager_id: str) -> None:
        """Stop those that are free; those that run an invocation are stopped after it, as on AWS."""
        with self._lock:
            self._stopped.add(version_manager_id)
            environments = list(self.environments[version_manager_id].values())
        for environment in environments:
            with environment.status_lock:
                running = environment.status == RuntimeStatus.INVOKING
            if not running:
                self.stop_environment(environment)

    def _reserve_free(
        self, version_manager_id: str, provisioning_type: InitializationType
    ) -> ExecutionEnvironment | None:
        with self._lock:
            environments = sorted(
                self.environments[version_manager_id].values(),
                key=lambda environment: environment.last_returned,
                reverse=True,
            )
        for environment in environments:
            if environment.initialization_type != provisioning_type:
                continue
            with contextlib.suppress(InvalidStatusException):
                environment.reserve()
                return environment
        return None

    def _stop_idle(self) -> None:
        limit = timedelta(milliseconds=config.LAMBDA_KEEPALIVE_MS)
        while not self._ending.wait(min(limit.total_seconds(), IDLE_CHECK)):
            with self._lock:
                environments = [
                    environment
                    for of_version in self.environments.values()
                    for environment in of_version.values()
                    if environment.initialization_type == InitializationType.on_demand
                ]
            for environment in environments:
                if environment.idle(limit):
                    environment.keepalive_passed()
