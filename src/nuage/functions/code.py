"""Functions' code and layers on disk: unpacked once, read-only, removed when nobody uses them."""

from __future__ import annotations

import shutil
import stat
import tempfile
import threading
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

Fetch = Callable[[IO[bytes]], None]  # writes a zip archive into the file


@dataclass
class _Entry:
    folder: Path
    users: int = 0
    ready: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class CodeStore:
    """Folders by key, counted by use."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()

    def acquire(self, key: str, archives: Sequence[Fetch]) -> Path:
        """The folder with these archives unpacked into it, later ones over earlier ones.

        :raises zipfile.BadZipFile: when one is not a zip archive
        """
        with self._lock:
            entry = self._entries.setdefault(key, _Entry(self._root / key))
            entry.users += 1
        with entry.lock:
            if not entry.ready:
                entry.folder.mkdir(parents=True, exist_ok=True)
                for fetch in archives:
                    _unpack(fetch, entry.folder)
                make_read_only(entry.folder)
                entry.ready = True
        return entry.folder

    def release(self, key: str) -> None:
        """One user less; the last one's leaving removes the folder."""
        with self._lock:
            entry = self._entries[key]
            entry.users -= 1
            if entry.users == 0:
                del self._entries[key]
                remove(entry.folder)


def make_read_only(folder: Path) -> None:
    """Take away the right to write; programs stay programs."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o444)


def remove(folder: Path) -> None:
    """Remove a folder, read-only or not."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)


def _unpack(fetch: Fetch, folder: Path) -> None:
    with tempfile.TemporaryFile() as file:
        fetch(file)
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                path = Path(archive.extract(member, folder))
                if not member.is_dir():
                    # zip archives made on Unix keep the mode in the upper half
                    path.chmod(0o755 if member.external_attr >> 16 & stat.S_IXUSR else 0o644)
