"""A peer in a process of its own: start, wait, memory, stop."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil


def free_port() -> int:
    """A port that was free a moment ago, on 127.0.0.1."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class PeerProcess:
    """A server that answers on a port of 127.0.0.1, with a folder that goes when it goes.

    :param command: what to run
    :param environment: added to ours
    :param any_answer: whether an HTTP error at `health` is an answer, too
    :raises RuntimeError: when it does not answer `health` within `timeout` seconds
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        port: int,
        folder: Path,
        health: str = "/_localstack/health",
        timeout: float = 60.0,
        any_answer: bool = False,
    ) -> None:
        self.endpoint = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._any_answer = any_answer
        self._log = (folder / "log.txt").open("wb")
        started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **environment, "TMPDIR": str(folder)},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait(self.endpoint + health, started + timeout)
        except BaseException:
            self.stop()
            raise
        self.seconds_to_healthy = time.perf_counter() - started

    def _wait(self, address: str, deadline: float) -> None:
        while time.perf_counter() < deadline:
            try:
                with urllib.request.urlopen(address, timeout=10):  # noqa: S310 - 127.0.0.1
                    return
            except (urllib.error.URLError, OSError) as error:
                if self._any_answer and isinstance(error, urllib.error.HTTPError):
                    return
                if self._process.poll() is not None:
                    break
                time.sleep(0.005)
        tail = (self._folder / "log.txt").read_text(errors="replace")[-500:]
        raise RuntimeError(f"did not answer at {address}: {tail}")

    def _family(self) -> list[psutil.Process]:
        process = psutil.Process(self._process.pid)
        return [process, *process.children(recursive=True)]

    def memory(self) -> float:
        """Resident memory of the process and its children, in MB."""
        return sum(member.memory_info().rss for member in self._family()) / 1e6

    def cpu(self) -> float:
        """Seconds of CPU that the process and its children have taken so far."""
        times = [member.cpu_times() for member in self._family()]
        return sum(time.user + time.system for time in times)

    def stop(self) -> None:
        """Stop the process and whatever it started."""
        try:
            family = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            family = []
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        for child in family:
            try:
                child.kill()
            except psutil.NoSuchProcess:
                continue
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def new_folder(name: str) -> Path:
    """A temporary folder for a peer."""
    return Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
