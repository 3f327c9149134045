"""MiniStack, from the package index, in an environment of its own that is removed afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import ClassVar

from benchmarks.peers.base import UnavailableError
from benchmarks.process import PeerProcess, free_port, new_folder


class MiniStack:
    """MiniStack, with its functions in local processes."""

    name: ClassVar[str] = "ministack"
    without_functions: ClassVar[str] = ""

    def __init__(self) -> None:
        self._home: Path | None = None

    @property
    def _python(self) -> Path:
        if self._home is None:
            raise RuntimeError("prepare it first")
        return self._home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def prepare(self) -> None:
        """Install it with pip.

        :raises UnavailableError: when pip cannot
        """
        self._home = new_folder("ministack-venv")
        venv.create(self._home, with_pip=True)
        install = [
            str(self._python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "ministack",
        ]
        try:
            done = subprocess.run(install, capture_output=True, text=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            raise UnavailableError("pip took more than 300 s") from None
        if done.returncode != 0:
            raise UnavailableError(f"pip cannot install it: {done.stderr.strip()[-200:]}")

    def version(self) -> str:
        """The version that was installed."""
        ask = "from importlib.metadata import version; print(version('ministack'))"
        done = subprocess.run([str(self._python), "-c", ask], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        environment = {
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "LAMBDA_EXECUTOR": "local",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "S3_DATA_DIR": str(folder / "s3"),
        }
        command = [str(self._python), "-m", "ministack"]
        return PeerProcess(command, environment, port, folder, health="/_ministack/health")

    def close(self) -> None:
        """Remove its environment."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None
