"""A lab in a process of its own: apart from the tests' imports, warnings, mocks and frozen clocks."""

from __future__ import annotations

import re
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil

from nuage import clock, settings
from nuage.emulator import wait_until_healthy
from nuage.lab.process import spawn, stop
from nuage.lab.servers import last_lines, server_environment
from nuage.testing.handle import call
from nuage.testing.options import Options
from nuage.testing.running import StartError, settings_of

# real seconds; a busy machine takes its time
TIMEOUT = 120.0
STOP_TIMEOUT = 15.0
_ENDPOINT = re.compile(r"AWS endpoint (http://\S+),")


class OwnProcess:
    """`nuage emulator` on a free port. It ends when we do, however we end: it holds a pipe from us.

    :raises StartError: when it does not start
    """

    def __init__(self, options: Options) -> None:
        chosen = settings_of(options)
        self._folder = tempfile.TemporaryDirectory(prefix="nuage-testing-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name) / "emulator.log"
        environment = server_environment(chosen, settings.environment())
        self._process = spawn(["emulator", "--watch-stdin"], environment, self._log, attached=True)
        try:
            self.endpoint = self._await_endpoint()
            if not wait_until_healthy(self.endpoint, TIMEOUT):
                raise StartError(f"the lab did not answer within {TIMEOUT:.0f} s. {self._tail()}")
        except BaseException:
            self.stop()
            raise

    def reset(self) -> None:
        """Take away all that it holds."""
        call(self.endpoint, "/_nuage/reset")

    def stop(self) -> None:
        """End it and its children."""
        process = self._process
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_TIMEOUT)
        if process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                stop(psutil.Process(process.pid), STOP_TIMEOUT)
            process.wait()
        self._folder.cleanup()

    def _await_endpoint(self) -> str:
        """It chose a port, and says which."""
        deadline = clock.monotonic() + TIMEOUT
        while clock.monotonic() < deadline:
            said = _ENDPOINT.search(self._log.read_text(encoding="utf-8", errors="replace"))
            if said is not None:
                return said[1]
            if self._process.poll() is not None:
                raise StartError(f"the lab ended while it started. {self._tail()}")
            clock.sleep(0.05)
        raise StartError(f"the lab did not say its address within {TIMEOUT:.0f} s. {self._tail()}")

    def _tail(self) -> str:
        lines = last_lines(self._log, 5)
        return "It said last: " + " | ".join(lines) if lines else "It said nothing."
