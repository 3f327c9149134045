"""The folder that state is kept in: one emulator at a time, and nothing in it is ever thrown away unasked."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ELSEWHERE = "Choose another folder (NUAGE_STATE or --state), or move this one away."


class StateError(RuntimeError):
    """State cannot be kept, or not be used; the text says why and what to do."""


class StateFolder:
    """Where things lie in a state folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def snapshots(self) -> Path:
        """What LocalStack's services hold, but for the bodies of objects."""
        return self.path / "snapshots"

    @property
    def objects(self) -> Path:
        """The bodies of S3's objects, a folder a bucket."""
        return self.path / "s3"

    @property
    def tables(self) -> Path:
        """DynamoDB's databases, one an account and region."""
        return self.path / "dynamodb"

    @property
    def lock(self) -> Path:
        """Locked by the emulator that uses the folder."""
        return self.path / "lock"

    def is_empty(self) -> bool:
        """Whether nothing was ever kept here."""
        return not any(
            any(folder.iterdir()) for folder in (self.snapshots, self.objects, self.tables) if folder.is_dir()
        )

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Make the folder, and keep other emulators out of it until the end.

        The system takes the lock away from a process that ends, however it ends.

        :raises StateError: when the folder cannot be written to, or another emulator uses it
        """
        try:
            for folder in (self.path, self.snapshots, self.objects, self.tables):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                probe = folder / f".probe-{os.getpid()}"
                probe.touch()
                probe.unlink()
            file = self.lock.open("a+", encoding="utf-8")
        except OSError as error:
            raise StateError(
                f"The state folder {self.path} cannot be written to: {error.strerror or error}. Let the "
                "emulator's user write there, or choose another folder (NUAGE_STATE or --state)."
            ) from error
        with file:
            if not _lock(file):
                raise StateError(
                    f"The state folder {self.path} is in use by another emulator{_holder(self.lock)}. "
                    "Stop that one, or choose another folder (NUAGE_STATE or --state)."
                )
            with contextlib.suppress(OSError):  # a full disk: the number is for people
                file.truncate(0)
                file.write(f"{os.getpid()}\n")
                file.flush()
            yield


def _holder(lock: Path) -> str:
    try:
        text = lock.read_text(encoding="utf-8").strip()
    except OSError:  # Windows does not let others read what is locked
        return ""
    return f" (process {text})" if text else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        file.seek(1024)  # behind the text, which stays readable
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
