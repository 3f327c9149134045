"""The server of a rehearsal: TLS, and signatures checked in front of the gateway."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from nuage import clock
from nuage.gateway.messages import Application
from nuage.gateway.server import GatewayServer
from nuage.iam.issued import issued_key
from nuage.strict import tls
from nuage.strict.folder import Folder
from nuage.strict.front import StrictFront
from nuage.strict.watched import WatchedAccount


def strict_server(path: Path) -> Callable[[Sequence[socket.socket]], GatewayServer]:
    """What makes the server, for the folder of a rehearsal.

    :raises FolderError: when its keys cannot be read
    :raises OSError: when its certificate cannot be read
    """
    folder = Folder(path)
    account = WatchedAccount(folder)
    settings = tls.context(folder.server)

    def front(application: Application) -> Application:
        return StrictFront(application, account.now, issued_key, clock.wall)

    return lambda listeners: GatewayServer(listeners, front, lambda sock: tls.secure(sock, settings))
