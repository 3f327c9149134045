"""What is written down about a lab while it runs: one folder a port, in NUAGE_HOME."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from nuage.lab.problem import Problem
from nuage.lab.process import ProcessId
from nuage.settings import Settings


@dataclass(frozen=True)
class Record:
    """A lab: its addresses, its clock, its processes. `up` is None for a lab in the background."""

    host: str
    port: int
    tweets_port: int
    speed: float
    clock_origin: float
    region: str
    state: str | None = None  # the folder that keeps what it holds
    up: ProcessId | None = None
    emulator: ProcessId | None = None
    tweets: ProcessId | None = None

    @property
    def endpoint(self) -> str:
        """The address that AWS clients use."""
        return f"http://{self.host}:{self.port}"

    @property
    def tweets_url(self) -> str:
        """The address of the tweet that the function fetches."""
        return f"http://{self.host}:{self.tweets_port}/tweet"

    def left(self) -> str:
        """What becomes of what it held when it stops."""
        if self.state is None:
            return "What it held was in memory and is gone; `nuage up` starts anew."
        return f"What it held is in {self.state}; `nuage up --state {self.state}` goes on with it."

    def alive(self) -> dict[str, psutil.Process]:
        """The processes that still run, by what they are."""
        named = {"up": self.up, "emulator": self.emulator, "tweets": self.tweets}
        found = {name: process.find() for name, process in named.items() if process is not None}
        return {name: process for name, process in found.items() if process is not None}


@dataclass(frozen=True)
class Folder:
    """The folder of the lab on one port."""

    path: Path

    @classmethod
    def of(cls, settings: Settings) -> Folder:
        """The folder of the lab on the settings' port; it need not be there."""
        return cls(settings.home / str(settings.port))

    @property
    def record_file(self) -> Path:
        """What is written down about the lab; there while it runs."""
        return self.path / "lab.json"

    def log(self, name: str) -> Path:
        """Where a server's output goes: `emulator` or `tweets`."""
        return self.path / f"{name}.log"

    def make(self) -> None:
        """Make the folder.

        :raises Problem: when it cannot be written to
        """
        with _writable(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self.path / "probe"
            probe.touch()
            probe.unlink()

    def turn_logs(self) -> None:
        """Begin new log files, and keep the last run's as `*.log.1`."""
        with _writable(self.path):
            for log in self.path.glob("*.log"):
                log.replace(log.with_suffix(".log.1"))

    def wipe(self) -> None:
        """Remove the folder with all that is in it."""
        with _writable(self.path):
            if self.path.exists():
                shutil.rmtree(self.path)

    def read(self) -> Record | None:
        """What is written down; None when there is nothing that can be understood."""
        try:
            values = json.loads(self.record_file.read_text(encoding="utf-8"))
            for name in ("up", "emulator", "tweets"):
                values[name] = ProcessId(**values[name]) if values[name] else None
            return Record(**values)
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError):
            return None

    def claim(self, record: Record) -> bool:
        """Write the first record, unless another lab has written its own in between."""
        with _writable(self.path):
            try:
                with self.record_file.open("x", encoding="utf-8") as file:
                    json.dump(asdict(record), file, indent=1)
            except FileExistsError:
                return False
        return True

    def write(self, record: Record) -> None:
        """Replace the record, in one step: whoever reads it sees the old one or the new one."""
        with _writable(self.path):
            draft = self.record_file.with_suffix(".draft")
            draft.write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")
            draft.replace(self.record_file)

    def forget(self) -> None:
        """Remove the record."""
        with _writable(self.path):
            self.record_file.unlink(missing_ok=True)


def folders(home: Path) -> list[Folder]:
    """The folders of all labs that were run with this home."""
    try:
        return [Folder(path) for path in sorted(home.iterdir()) if path.name.isdecimal()]
    except OSError:
        return []


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            f"{path} cannot be written to: {os.strerror(error.errno or 0)}. Choose another folder for the "
            "lab's files by setting NUAGE_HOME, or mend its permissions."
        ) from error
