"""A peer from the package index, in an environment of its own that is removed afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import ClassVar

from benchmarks.peers.base import UnavailableError
from benchmarks.process import new_folder


class OwnEnvironment:
    """What such peers share: all but how they are started."""

    name: ClassVar[str]
    requirement: ClassVar[str]  # what pip installs
    package: ClassVar[str]  # whose version is told
    also: ClassVar[tuple[str, ...]] = ()  # further requirements

    def __init__(self) -> None:
        self._home: Path | None = None

    @property
    def python(self) -> Path:
        """The environment's Python."""
        if self._home is None:
            raise RuntimeError("prepare it first")
        return self._home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def prepare(self) -> None:
        """Install it with pip.

        :raises UnavailableError: when pip cannot
        """
        self._home = new_folder(f"{self.name}-venv")
        venv.create(self._home, with_pip=True)
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        try:
            done = subprocess.run(
                [*pip, self.requirement, *self.also], capture_output=True, text=True, timeout=300, check=False
            )
        except subprocess.TimeoutExpired:
            raise UnavailableError("pip took more than 300 s") from None
        if done.returncode != 0:
            raise UnavailableError(f"pip cannot install it: {done.stderr.strip()[-200:]}")

    def version(self) -> str:
        """The version that was installed."""
        ask = f"from importlib.metadata import version; print(version({self.package!r}))"
        done = subprocess.run([str(self.python), "-c", ask], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def close(self) -> None:
        """Remove its environment."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None
