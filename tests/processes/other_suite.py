"""Runs a test suite of somebody else's: a folder of files, and pytest as a program in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PATIENCE = 400.0  # seconds; generous, because nothing here is about speed


class OtherSuite:
    """A folder with tests."""

    def __init__(self, folder: Path, python: str = sys.executable) -> None:
        self.folder = folder
        self._python = python

    def write(self, **files: str) -> None:
        """Write files: the names without `.py`."""
        for name, text in files.items():
            (self.folder / f"{name}.py").write_text(text, encoding="utf-8")

    def run(self, *options: str, **variables: str) -> tuple[int, str]:
        """Run pytest, and return its exit code and all it printed."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "NUAGE_", "PYTEST_"))
        }
        done = subprocess.run(
            [self._python, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options],
            cwd=self.folder,
            env=kept | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout

    def passes(self, count: int, *options: str, **variables: str) -> str:
        """Run it, and hold that so many tests passed and none failed. Returns what it printed."""
        code, output = self.run(*options, **variables)
        assert code == 0, output
        assert re.search(rf"\b{count} passed", output), output
        return output
