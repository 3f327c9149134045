"""The real `nuage` program, with a home and ports of its own."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from nuage.lab.ports import free_port
from nuage.lab.record import Folder, Record

HOST = "127.0.0.1"
PATIENCE = 90.0  # seconds; generous, because nothing here is about speed


class Program:
    """`nuage` with a home and ports of its own."""

    def __init__(self, home: Path) -> None:
        self.port, self.tweets_port = free_port(HOST), free_port(HOST)
        self.folder = Folder(home / str(self.port))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))}
        self.environment = kept | {
            "NUAGE_HOME": str(home),
            "NUAGE_PORT": str(self.port),
            "NUAGE_TWEETS_PORT": str(self.tweets_port),
            "NUAGE_SPEED": "60",
            "PYTHONUTF8": "1",
            # a real account that is configured must never be asked
            "AWS_PROFILE": "a-profile-that-is-not-there",
        }

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run to the end: exit code and output."""
        done = subprocess.run(
            self._command(arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout

    def start(self, *arguments: str) -> Running:
        """Run in the background."""
        return Running(self._command(arguments), self.environment)

    def record(self) -> Record:
        record = self.folder.read()
        assert record is not None
        return record

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-P", "-m", "nuage", *arguments]


class Running:
    """A program that runs, and the lines it has printed."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._queue: queue.Queue[str | None] = queue.Queue()
        self.lines: list[str] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._queue.put(line.rstrip("\n"))
        self._queue.put(None)

    def wait_for(self, pattern: str) -> str:
        """The next line in which the pattern is."""
        deadline = time.monotonic() + PATIENCE
        while True:
            line = self._queue.get(timeout=max(deadline - time.monotonic(), 0.01))
            assert line is not None, f"it ended without {pattern!r}: {self.lines}"
            self.lines.append(line)
            if re.search(pattern, line):
                return line

    def end(self) -> int:
        """Wait for the end; the rest of the output is in `lines`."""
        code = self.process.wait(PATIENCE)
        self._thread.join(PATIENCE)
        while (line := self._queue.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._thread.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
