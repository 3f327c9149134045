"""Start, health and stop of the emulator: LocalStack with our plug-ins, in this process.

`nuage emulator` runs it as a process of its own, tests run it in a thread. LocalStack keeps its
state in modules, so a process has one emulator at most.
"""

from __future__ import annotations

import contextlib
import gc
import json
import multiprocessing.util
import os
import signal
import socket
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from nuage import clock
from nuage.gateway import unused
from nuage.gateway.listener import EVERYWHERE, listen_all
from nuage.settings import Settings, as_environment
from nuage.state.folder import StateError, StateFolder
from nuage.state.labtime import with_origin

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
        "LOCALSTACK_HOST": settings.public or f"{EVERYWHERE.get(settings.host, settings.host)}:{port}",
        # pages of the lab itself may call it; a container's own port is not the one that they are at
        "EXTRA_CORS_ALLOWED_ORIGINS": own_pages(settings.public),
        "FILESYSTEM_ROOT": str(folder),
        # in a container, LocalStack would use folders of its own image, and share them with others
        "OVERRIDE_IN_DOCKER": "0",
        # nothing leaves the machine: no certificate, no usage events, no DNS server
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        "DNS_ADDRESS": "0",
        # boto3, which services call each other with, would look for a machine role at 169.254.169.254
        "AWS_EC2_METADATA_DISABLED": "true",
        # queue addresses as http://127.0.0.1:4566/queue/…, at the host that the caller asked: a container
        # has several names
        "SQS_ENDPOINT_STRATEGY": "dynamic",
        # otherwise LocalStack, in a container, opens Docker's socket when it is imported
        "LEGACY_DOCKER_CLIENT": "1",
        # services call each other without the network, so nobody can pass as a service from there
        "IN_MEMORY_CLIENT": "1",
        "LS_LOG": settings.log_level,
        "LAMBDA_RUNTIME_EXECUTOR": "nuage",
        "LAMBDA_RETRY_BASE_DELAY": str(settings.lambda_retry_delay),
        "LAMBDA_KEEPALIVE_MS": str(int(settings.lambda_idle * 1000)),
    }


def own_pages(public: str) -> str:
    """The origins of pages that are served where the endpoint is reached from this machine.

    >>> own_pages("127.0.0.1:14566")
    'http://127.0.0.1:14566,http://localhost:14566'

    :param public: host and port, or nothing when it is where we listen
    """
    port = public.rpartition(":")[2]
    return f"http://127.0.0.1:{port},http://localhost:{port}" if port else ""


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

    :param on_ready: called once calls are answered
    :raises OSError: when the port is taken
    """

    def __init__(self, settings: Settings, on_ready: Callable[[], None] = lambda: None) -> None:
        self._on_ready = on_ready
        self._listeners = listen_all(settings.host, settings.port, settings.public)
        # lab time goes on from where it was kept, or starts with now: from 1970 on, a fast clock would be
        # centuries ahead
        self.settings = with_origin(settings) if settings.speed != 1 else settings
        self.port: int = self._listeners[0].getsockname()[1]
        scheme = "https" if settings.strict else "http"
        self.endpoint = f"{scheme}://{settings.host}:{self.port}"
        self._runtime: NuageRuntime | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._failure: BaseException | None = None

    def serve(self) -> int:
        """Run until `stop`, SIGTERM or SIGINT, and return the exit code.

        The signals are caught when this is the main thread, and until this returns.

        :raises EmulatorError: when this process has run an emulator before
        :raises StateError: when the state folder cannot be used
        """
        with self._signals(), self._state(), self._folder(), self._quiet_collector():
            with contextlib.ExitStack() as open_sockets:
                for listener in self._listeners:
                    open_sockets.enter_context(listener)
                runtime = self._prepare()
                if self._stopping.is_set():  # while LocalStack was imported
                    return 0
                runtime.run()
            return int(runtime.exit_code)

    def start(self, timeout: float = 30.0) -> Self:
        """Run in a thread, and return when calls are answered.

        :param timeout: in seconds
        :raises EmulatorError: when it is not ready by then
        :raises StateError: when the state folder cannot be used
        """
        # one folder for as long as this process lives; made later, it would be in ours, which goes earlier
        multiprocessing.util.get_temp_dir()
        self._thread = threading.Thread(target=self._serve_in_thread, name="nuage-emulator", daemon=True)
        self._thread.start()
        deadline = clock.monotonic() + timeout
        while self._runtime is None or not self._runtime.ready.wait(0.05):
            if not self._thread.is_alive():
                if isinstance(self._failure, StateError):
                    raise self._failure
                raise EmulatorError(
                    f"the emulator stopped while it started: {self._failure}"
                ) from self._failure
            if clock.monotonic() > deadline:
                raise EmulatorError(f"the emulator was not ready within {timeout:.0f} s")
            self._thread.join(0.005)
        return self

    def _serve_in_thread(self) -> None:
        try:
            self.serve()
        except BaseException as error:
            self._failure = error  # for `start`, which raises it
            if not isinstance(error, StateError | EmulatorError):
                raise

    def stop(self, timeout: float = 10.0) -> None:
        """Stop serving; with `start`, wait for the thread to end. Does nothing the second time.

        :param timeout: in seconds
        """
        if not self._stopping.is_set():
            self._stopping.set()
            if self._runtime is not None:
                self._runtime.exit(0)
        if self._thread is None:
            return
        self._thread.join(timeout)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _prepare(self) -> NuageRuntime:
        # LocalStack reads its configuration when it is imported, so this comes before the imports
        os.environ.update(host_environment(self.settings, self.port, Path(tempfile.gettempdir())))  # noqa: TID251 - the host reads it
        unused.leave_out()
        from localstack.logging.setup import setup_logging_from_config
        from localstack.runtime import current
        from localstack.utils.aws import aws_stack

        from nuage.gateway.runtime import NuageComponents, NuageRuntime
        from nuage.gateway.server import GatewayServer

        if current._runtime is not None:
            raise EmulatorError(
                "LocalStack keeps its state in modules: one emulator a process, and only once"
            )
        setup_logging_from_config()
        # LocalStack would ask the network's name server for s3.127.0.0.1, to remember that it is not there
        aws_stack.CACHE_S3_HOSTNAME_DNS_STATUS = False
        make_server: Callable[[Sequence[socket.socket]], GatewayServer] = GatewayServer
        if self.settings.strict:
            from nuage.strict.server import strict_server

            make_server = strict_server(Path(self.settings.strict))
        runtime = NuageRuntime(NuageComponents(self._listeners, make_server), self._on_ready)
        current.set_current_runtime(runtime)
        self._runtime = runtime
        return runtime

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the emulator, where Python allows it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        for number in before:
            signal.signal(number, lambda *_: self.stop())
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _state(self) -> contextlib.AbstractContextManager[None]:
        """The state folder, for this emulator alone."""
        if self.settings.state is None:
            return contextlib.nullcontext()
        return StateFolder(self.settings.state).used()

    @contextlib.contextmanager
    def _folder(self) -> Iterator[None]:
        """A folder for all temporary files of this process (objects, code), removed at the end."""
        before = tempfile.tempdir
        with tempfile.TemporaryDirectory(prefix="nuage-", ignore_cleanup_errors=True) as folder:
            tempfile.tempdir = folder
            try:
                yield
            finally:
                tempfile.tempdir = before

    @contextlib.contextmanager
    def _quiet_collector(self) -> Iterator[None]:
        """Keep the garbage collector off while LocalStack is imported: a quarter of the time.

        The runtime turns it on again once the services are loaded, and tells it to pass over what is there.
        At the end it may not: DuckDB's bindings complain of every object that outlives the interpreter.
        """
        gc.disable()
        try:
            yield
        finally:
            # the runtime froze what there was: the engine's objects would be reported as leaked at the end
            gc.unfreeze()
            gc.enable()


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
