"""Labs that this process has started: one for each choice of options, until the process ends."""

from __future__ import annotations

import atexit
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from nuage.testing.handle import Nuage, call
from nuage.testing.options import CONTAINER, IN_PROCESS, PROCESS, Options

if TYPE_CHECKING:
    from nuage.settings import Settings


class StartError(RuntimeError):
    """A lab could not be started; the text says why and what to do."""


class Running(Protocol):
    """A lab that answers."""

    @property
    def endpoint(self) -> str:
        """Its address."""

    def reset(self) -> None:
        """Take away all that it holds."""

    def stop(self) -> None:
        """End it, if we started it."""


class Address:
    """A lab that somebody else started, and will stop."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint.rstrip("/")

    def reset(self) -> None:
        """Take away all that it holds."""
        call(self.endpoint, "/_nuage/reset")

    def stop(self) -> None:
        """Leave it running."""


_LOCK = threading.Lock()
_RUNNING: dict[Options, Running] = {}


def obtain(options: Options) -> Nuage:
    """The lab for these options, started when it is first asked for.

    :raises StartError: when it does not start
    """
    with _LOCK:
        running = _RUNNING.get(options)
        if running is None:
            if not _RUNNING:
                atexit.register(stop_all)
            running = _RUNNING[options] = start(options)
    return Nuage(running, options.region)


def settings_of(options: Options) -> Settings:
    """The environment's settings, on a free port, with what the options say.

    :raises StartError: when a variable has a value that is not allowed
    """
    from nuage import settings

    # in memory alone: a reset between tests must not empty what a developer keeps in a folder
    changes: dict[str, Any] = {"host": "127.0.0.1", "port": 0, "state": None}
    if options.speed is not None:
        changes["speed"] = options.speed
    if options.iam is not None:
        changes["iam"] = options.iam
    try:
        return replace(settings.load(), **changes)
    except settings.SettingError as error:
        raise StartError(str(error)) from None


def stop_all() -> None:
    """Stop every lab that was started here."""
    with _LOCK:
        while _RUNNING:
            _RUNNING.popitem()[1].stop()


def start(options: Options) -> Running:
    """Start a lab, and return when it answers.

    :raises StartError: when it does not start
    """
    if options.where == IN_PROCESS:
        from nuage.testing.in_process import InProcess

        return InProcess(options)
    if options.where == PROCESS:
        from nuage.testing.process import OwnProcess

        return OwnProcess(options)
    if options.where == CONTAINER:
        from nuage.testing.container import Container

        return Container(options)
    from nuage.emulator import health

    running = Address(options.where)
    if health(running.endpoint, timeout=10.0) is None:
        raise StartError(f"no lab answers at {running.endpoint}: start one with `nuage up`")
    return running
