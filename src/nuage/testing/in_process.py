"""A lab in this process: the quickest to start, and its code can be stepped through."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from nuage.emulator import Emulator, EmulatorError
from nuage.settings import environment
from nuage.testing.context import Patched, change_environment
from nuage.testing.handle import call
from nuage.testing.options import Options
from nuage.testing.running import StartError, settings_of

# LocalStack's services call each other with boto3, here in a process whose developer may have profiles: they
# lead elsewhere, or name what is not there. They are out of reach while the lab runs
NO_PROFILES = {
    "AWS_PROFILE": None,
    "AWS_DEFAULT_PROFILE": None,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
# real seconds; importing LocalStack takes long on a busy machine
TIMEOUT = 120.0


class InProcess:
    """An emulator in threads of this process. It has one at most, and only once.

    :raises StartError: when it does not start, or this process has had one
    """

    def __init__(self, options: Options) -> None:
        chosen = settings_of(options)
        self._profiles = Patched(NO_PROFILES)
        before = environment()
        with _kept_logging(), warnings.catch_warnings():
            # LocalStack's own: the one who runs tests cannot mend them
            warnings.simplefilter("ignore")
            self._emulator = Emulator(chosen)
            try:
                self._emulator.start(TIMEOUT)
            except EmulatorError as error:
                self._profiles.restore()
                raise StartError(
                    f"{error}. A process can have one lab in it, once: for several, or with other "
                    "options, use process instead of in-process."
                ) from None
        self.endpoint = self._emulator.endpoint
        # LocalStack is told through the environment, and reads some of it later: it stays until the end
        self._told = {name: value for name, value in environment().items() if before.get(name) != value}
        self._before = before

    def reset(self) -> None:
        """Take away all that it holds."""
        call(self.endpoint, "/_nuage/reset")

    def stop(self) -> None:
        """Stop it, and put the environment's variables back that it was told through."""
        self._emulator.stop()
        now = environment()
        change_environment(
            {name: self._before.get(name) for name, value in self._told.items() if now.get(name) == value}
        )
        self._profiles.restore()


@contextmanager
def _kept_logging() -> Iterator[None]:
    """Keep the root logger as it is: LocalStack would print to stderr, over the tests' own set-up."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
