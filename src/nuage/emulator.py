"""Start, health and stop of the emulator: LocalStack with our plug-ins, in this process.

`nuage emulator` runs it as a process of its own, tests run it in a thread. LocalStack keeps its
state in modules, so a process has one emulator at most.
"""

from __future__ import annotations

import json
import os
import socket
import tempfile
import threading
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from nuage import clock
from nuage.settings import Settings, as_environment

if TYPE_CHECKING:
    from nuage.gateway.runtime import NuageRuntime


class EmulatorError(RuntimeError):
    """The emulator could not be started."""


def host_environment(settings: Settings, port: int, folder: Path) -> dict[str, str]:
    """What LocalStack is told, through its own variables.

    :param port: the port that is listened on
    :param folder: where LocalStack keeps its files
    """
    return {
        **as_environment(settings),
        "NUAGE_PORT": str(port),
        "GATEWAY_LISTEN": f"{settings.host}:{port}",
        "LOCALSTACK_HOST": f"{settings.host}:{port}",
        "FILESYSTEM_ROOT": str(folder),
        "PROVIDER_OVERRIDE_DYNAMODB": "nuage",
        "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": "nuage",
        # nothing leaves the machine: no certificate, no usage events, no DNS server
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        "DNS_ADDRESS": "0",
        # services call each other without the network, so nobody can pass as a service from there
        "IN_MEMORY_CLIENT": "1",
        "LS_LOG": settings.log_level,
        "LAMBDA_KEEPALIVE_MS": str(int(settings.lambda_idle * 1000)),
    }


def health(endpoint: str, timeout: float = 2.0) -> dict[str, Any] | None:
    """What `/_localstack/health` answers, or None when nobody answers there.

    :param timeout: in seconds
    """
    try:
        with urllib.request.urlopen(f"{endpoint}/_localstack/health", timeout=timeout) as answer:  # noqa: S310 - ours
            body: dict[str, Any] = json.load(answer)
            return body
    except (OSError, ValueError):
        return None


class Emulator:
    """The emulator in this process. `serve` blocks; `start` and `stop` run it in a thread.

    :raises OSError: when the port is taken
    """

    def __init__(self, settings: Settings) -> None:
        from nuage.gateway.listener import listen

        self._folder = tempfile.TemporaryDirectory(prefix="nuage-", ignore_cleanup_errors=True)
        self._socket: socket.socket = listen(settings.host, settings.port)
        self.settings = settings
        self.port: int = self._socket.getsockname()[1]
        self.endpoint = f"http://{settings.host}:{self.port}"
        self._runtime: NuageRuntime | None = None
        self._thread: threading.Thread | None = None

    def serve(self) -> int:
        """Run until `stop`, and return the exit code."""
        runtime = self._prepare()
        try:
            runtime.run()
        finally:
            self._folder.cleanup()
        return int(runtime.exit_code)

    def start(self, timeout: float = 30.0) -> Self:
        """Run in a thread, and return when calls are answered.

        :param timeout: in seconds
        :raises EmulatorError: when it is not ready by then
        """
        runtime = self._prepare()
        self._thread = threading.Thread(target=self.serve, name="nuage-emulator", daemon=True)
        self._thread.start()
        if not runtime.ready.wait(timeout):
            raise EmulatorError(f"the emulator was not ready within {timeout:.0f} s")
        return self

    def stop(self, timeout: float = 10.0) -> None:
        """Stop serving; with `start`, wait for the thread to end.

        :param timeout: in seconds
        """
        if self._runtime is not None:
            self._runtime.exit(0)
        if self._thread is not None:
            self._thread.join(timeout)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _prepare(self) -> NuageRuntime:
        if self._runtime is not None:
            return self._runtime
        # LocalStack reads its configuration when it is imported, so this comes before the imports
        os.environ.update(host_environment(self.settings, self.port, Path(self._folder.name)))  # noqa: TID251 - the host reads it
        from localstack.logging.setup import setup_logging_from_config
        from localstack.runtime import current

        from nuage.gateway.runtime import NuageComponents, NuageRuntime

        setup_logging_from_config()
        self._runtime = NuageRuntime(NuageComponents(self._socket))
        current.set_current_runtime(self._runtime)
        return self._runtime


def wait_until_healthy(endpoint: str, timeout: float) -> bool:
    """Poll the health of an emulator in another process.

    :param timeout: in seconds
    """
    deadline = clock.monotonic() + timeout
    while clock.monotonic() < deadline:
        if health(endpoint, timeout=1.0) is not None:
            return True
        clock.sleep(0.05)
    return False
