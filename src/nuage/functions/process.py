"""A function's process: started as a spare, assigned to a function once, killed with all it started."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, cast

import psutil

from nuage.functions.libraries import SOURCE, what_python_reads

# -I -S: no site-packages, no user site, no PYTHON* variables: what AWS's runtime has, child/libraries.py adds
START = """
import sys
sys.path.insert(0, {source!r})
from nuage.functions.child.main import run
del sys.path[0]
run({confined}, {needed!r})
"""
POSIX = os.name == "posix"


class Process:
    """One child. It dies with this process, whatever ends that (`child/main.py`, `guard.py`)."""

    def __init__(self, confined: bool = True) -> None:
        """Start a spare.

        :param confined: whether to give it a view of the file system of its own, where possible
        :raises OSError: when no process can be started
        """
        code = START.format(source=str(SOURCE), confined=confined, needed=what_python_reads())
        keep = {name: value for name in ("SYSTEMROOT",) if (value := _own_variable(name))}
        reader, writer = os.pipe()
        try:
            self._popen = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", code],
                stdin=subprocess.PIPE,
                stdout=writer,
                stderr=writer,
                env=keep,
                start_new_session=POSIX,
            )
        except OSError:
            os.close(reader)
            raise
        finally:
            os.close(writer)
        self.output = reader
        self.pid = self._popen.pid
        self._lock = threading.Lock()
        self._ended = False

    def assign(self, assignment: Mapping[str, Any]) -> None:
        """Tell it which function to become. Returns before it has.

        :raises OSError: when the process is gone
        """
        _stdin(self._popen).write(json.dumps(assignment).encode() + b"\n")
        _stdin(self._popen).flush()

    def on_exit(self, call: Callable[[int], None]) -> None:
        """Have `call` told the exit code, once."""
        threading.Thread(
            target=lambda: call(self.wait()), name=f"lambda-process-{self.pid}", daemon=True
        ).start()

    def wait(self) -> int:
        """Wait for the end of the process, and of what it left running."""
        code = self._popen.wait()
        self._end_group()
        return code

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._popen.poll() is None

    def kill(self) -> None:
        """End the process and all that it started, and wait for that."""
        self._kill_group()
        self._popen.wait()
        self._end_group()
        with contextlib.suppress(OSError):
            _stdin(self._popen).close()

    def _end_group(self) -> None:
        """Kill what the process left running: once, because the system may give its number away."""
        with self._lock:
            if not self._ended:
                self._ended = True
                self._kill_group()

    def _kill_group(self) -> None:
        if POSIX:
            # the group outlives its leader as long as it has members
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            return
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    child.kill()
        self._popen.kill()


def _stdin(popen: subprocess.Popen[bytes]) -> IO[bytes]:
    """The pipe that each process here is started with."""
    return cast(IO[bytes], popen.stdin)


def _own_variable(name: str) -> str | None:
    return os.environ.get(name)  # noqa: TID251 - not a setting: Windows needs it to start any program


class Guard:
    """The process that kills our children after us. See `guard.py`; POSIX only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._popen: subprocess.Popen[bytes] | None = None
        self._closed = not POSIX

    def started(self, pid: int) -> None:
        """Kill this process group when we are gone."""
        with self._lock:
            if self._popen is None and not self._closed:
                self._popen = self._start()
            self._tell(f"+{pid}\n")

    def ended(self, pid: int) -> None:
        """This one ended before us."""
        with self._lock:
            self._tell(f"-{pid}\n")

    def close(self) -> None:
        """Let the guard end; it kills what is left."""
        with self._lock:
            self._closed = True
            guard, self._popen = self._popen, None
        if guard is not None:
            with contextlib.suppress(OSError):
                _stdin(guard).close()
            guard.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("guard.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},
            start_new_session=True,
        )

    def _tell(self, line: str) -> None:
        if self._popen is not None:
            with contextlib.suppress(OSError):  # somebody killed the guard; each child watches us as well
                _stdin(self._popen).write(line.encode())
                _stdin(self._popen).flush()
