"""LocalStack's runtime, without the certificate it makes and the port it polls at every start."""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import platformdirs
from localstack import config
from localstack.runtime import hooks
from localstack.runtime.components import Components
from localstack.runtime.runtime import LocalstackRuntime
from localstack.services.plugins import SERVICE_PLUGINS

from nuage import clock, settings
from nuage.clock import LabClock
from nuage.gateway.chain import NuageGateway
from nuage.gateway.preload import preload
from nuage.gateway.server import GatewayServer
from nuage.state.folder import StateFolder

# where an image brings the index of services along, in LocalStack's own terms (containers/assemble.py)
BUNDLED = Path(sys.prefix, "share", "nuage")


class NuageComponents(Components):
    """LocalStack's gateway behind our server."""

    name = "nuage"

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        make_server: Callable[[Sequence[socket.socket]], GatewayServer],
    ) -> None:
        self._listeners = listeners
        self._make_server = make_server

    @cached_property
    def gateway(self) -> NuageGateway:
        """The chain of handlers that answers AWS calls."""
        return NuageGateway(SERVICE_PLUGINS)

    @cached_property
    def runtime_server(self) -> GatewayServer:
        """The main loop of the process."""
        return self._make_server(self._listeners)


class NuageRuntime(LocalstackRuntime):
    """Starts in the time that LocalStack's imports take."""

    def __init__(self, components: Components, announce: Callable[[], None] = lambda: None) -> None:
        """Make one.

        :param announce: called once calls are answered
        """
        super().__init__(components)
        self._announce = announce
        self.began = clock.monotonic()

    def _init_filesystem(self) -> None:
        super()._init_filesystem()
        if BUNDLED.is_dir():
            config.dirs.static_libs = str(BUNDLED)
        # LocalStack keeps an index of all services' operations there. Without it, it reads the models of
        # 400 services at every start: two seconds, and 350 MB that stay
        cache = Path(platformdirs.user_cache_dir("nuage", appauthor=False))
        with contextlib.suppress(OSError):  # nowhere to write: the index is made anew, as without this
            cache.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=cache).close()
            config.dirs.cache = str(cache)

    def _on_starting(self) -> None:
        super()._on_starting()
        chosen = settings.load()
        if chosen.state is not None:
            from nuage.state import durability

            # the socket listens already: calls that come now are answered when everything is there again
            durability.start(StateFolder(chosen.state), LabClock(chosen.speed, chosen.clock_origin))

    def _init_gateway_server(self) -> None:
        # no TLS: plain HTTP on the loopback interface needs no key pair made at every start
        self.components.runtime_server.register(self.components.gateway, config.GATEWAY_LISTEN)

    def _wait_for_gateway(self) -> None:
        """The socket has been listening since before the runtime was made."""

    def _on_ready(self) -> None:
        hooks.on_runtime_ready.run()
        self.ready.set()
        self._announce()
        threading.Thread(target=self._settle, name="nuage-preload", daemon=True).start()

    def _settle(self) -> None:
        """What a lab is better for, but need not be waited for."""
        preload(SERVICE_PLUGINS, self.stopping)
        if self.stopping.is_set():
            return  # the emulator has told the collector to look at everything: see Emulator._quiet_collector
        # the 200,000 objects of the host's modules and service models stay for good: the garbage
        # collector need not walk through them in the middle of calls (docs/decisions.md)
        gc.freeze()
        gc.enable()
