"""LocalStack's seam for running functions, and what all environments of this process share."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import (
    FunctionVersion,
    Invocation,
    InvocationResult,
)
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from nuage import settings
from nuage.functions import runtime_api
from nuage.functions.code import CodeStore, remove
from nuage.functions.environment import Environment, Plan
from nuage.functions.libraries import library_folders
from nuage.functions.logs import LogWriter, Stream
from nuage.functions.memory import MemoryWatch
from nuage.functions.metrics import MetricWriter
from nuage.functions.pool import Pool
from nuage.functions.process import POSIX
from nuage.functions.variables import function_variables

LOG = logging.getLogger(__name__)
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - where such a listener is reached
# how long a starting environment may keep others waiting, in seconds: see `Machinery.start`
TURN = 1.0


class Machinery:
    """What the environments of one emulator share."""

    def __init__(self) -> None:
        self.settings = settings.load()
        self.folder = Path(tempfile.mkdtemp(prefix="nuage-functions-", dir=config.dirs.tmp))
        self.code = CodeStore(self.folder)
        self.pool = Pool()
        self.watch = MemoryWatch()
        self.logs = LogWriter()
        self.metrics = MetricWriter()
        self._starting = threading.BoundedSemaphore(max(4, 2 * (os.cpu_count() or 1)))

    def start(self, environment: Environment) -> None:
        """Start an environment, a few at a time.

        A hundred at once would compete for the processor until the first of them timed out. One that
        takes long to initialise, or for ever, gives its place to the next after `TURN`.
        """
        with self._starting:
            environment.start(wait=TURN)
        self.pool.fill()

    def close(self) -> None:
        """End every process, write what is left of the logs, remove the folders."""
        self.pool.close()
        self.logs.close()
        self.metrics.close()
        remove(self.folder)


_machinery: Machinery | None = None
_lock = threading.Lock()


def machinery() -> Machinery:
    """The shared parts, made when the first function is."""
    global _machinery  # noqa: PLW0603 - LocalStack makes executors itself, and passes them nothing of ours
    with _lock:
        if _machinery is None:
            _machinery = Machinery()
        return _machinery


def close() -> None:
    """Stop everything, when the emulator stops."""
    global _machinery
    with _lock:
        stopped, _machinery = _machinery, None
    if stopped is not None:
        stopped.close()


class NuageExecutor(RuntimeExecutor):
    """Runs a version of a function in a child process."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:  # noqa: A002 - LocalStack's name
        super().__init__(id=id, function_version=function_version)
        self._machinery = machinery()
        self._environment: Environment | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Start initialising; the first invocation waits for the end of it, and is told of its errors."""
        shared, version = self._machinery, self.function_version
        task, opt = acquire_code(shared.code, version)
        machine = {} if POSIX else {name: os.environ[name] for name in ("PATH", "SYSTEMROOT")}  # noqa: TID251
        plan = Plan(
            runtime=str(version.config.runtime),
            version=version.id.qualifier,
            memory_mb=version.config.memory_size,
            task=task,
            opt=opt,
            variables=function_variables(
                env_vars, version.config.environment or {}, str(version.config.runtime), machine
            ),
            libraries=library_folders(),
            client=shared.settings.lambda_client,
        )
        stream = Stream(
            account=version.id.account,
            region=version.id.region,
            group=env_vars["AWS_LAMBDA_LOG_GROUP_NAME"],
            name=env_vars["AWS_LAMBDA_LOG_STREAM_NAME"],
        )
        self._environment = Environment(
            plan,
            shared.pool,
            shared.watch,
            lambda time, text: shared.logs.write(stream, time, text),
            scratch=shared.folder,
        )
        shared.start(self._environment)

    def stop(self) -> None:
        """End the process."""
        environment, self._environment = self._environment, None
        if environment is not None:
            environment.stop()
            release_code(self._machinery.code, self.function_version)

    def run(self, invocation: Invocation, trace_id: str, client_context: str | None) -> InvocationResult:
        """Run the function once."""
        if self._environment is None:
            raise RuntimeError("the environment has been stopped")
        result = self._environment.invoke(
            runtime_api.Invocation(
                request_id=invocation.request_id,
                arn=invocation.invoked_arn,
                payload=invocation.payload,
                timeout=self.function_version.config.timeout,
                trace_id=trace_id,
                client_context=client_context,
            )
        )
        return InvocationResult(
            request_id=invocation.request_id,
            payload=result.payload,
            is_error=result.is_error,
            logs=result.log,
        )

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """LocalStack's narrower way in: without client context."""
        invocation = Invocation(
            payload=payload["payload"].encode(),
            invoked_arn=payload["invoked-function-arn"],
            client_context=None,
            invocation_type="RequestResponse",
            invoke_time=None,
            request_id=payload["invoke-id"],
            trace_context={},
        )
        return self.run(invocation, payload["trace-id"], None)

    def get_logs(self) -> str:
        """Nothing beyond what is in the results."""
        return ""

    def get_address(self) -> str:
        """Where the function's process is."""
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        """Where the function finds the emulator."""
        host = self._machinery.settings.host
        return EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)

    def get_runtime_endpoint(self) -> str:
        """For LocalStack's program inside containers, which has no part here."""
        return ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unpack the code, and have processes ready."""
        shared = machinery()
        acquire_code(shared.code, function_version)
        shared.pool.fill()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """The version is gone; its code goes when its last environment does."""
        release_code(machinery().code, function_version)


def acquire_code(store: CodeStore, version: FunctionVersion) -> tuple[Path, Path]:
    """The folders of a version's code and of its layers."""
    code, layers = version.config.code, version.config.layers
    opt = store.acquire(_layers_key(layers), [layer.code._download_archive_to_file for layer in layers])
    if code.is_hot_reloading():
        return code.get_unzipped_code_location(), opt
    return store.acquire(code.id, [code._download_archive_to_file]), opt


def release_code(store: CodeStore, version: FunctionVersion) -> None:
    """The counterpart of `acquire_code`."""
    store.release(_layers_key(version.config.layers))
    if not version.config.code.is_hot_reloading():
        store.release(version.config.code.id)


def _layers_key(layers: list[Any]) -> str:
    return "+".join(["layers", *(layer.code.id[-36:] for layer in layers)])
