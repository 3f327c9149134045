"""The bodies of S3's objects as files in a folder, so that they outlive the process.

Each write makes a new file, whose number stands in the object's metadata (`internal_last_modified`) and so in
the snapshot of the metadata. A file is never changed, and is deleted only when neither the last snapshot nor
the one before it knows its number: whatever moment the emulator is killed at, the metadata that is read the
next time finds its bodies.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from localstack.services.s3.models import s3_stores
from localstack.services.s3.storage.core import S3ObjectStore
from localstack.services.s3.storage.ephemeral import (
    EphemeralS3StoredMultipart,
    EphemeralS3StoredObject,
    LockedFileMixin,
)

LOG = logging.getLogger(__name__)
Body = tuple[str, int]  # the bucket's name, the file's number


class BodyFile(LockedFileMixin, io.FileIO):
    """One body, opened. FileIO may write less than it is given when the disk fills up; this writes all."""

    def write(self, data: Any) -> int:
        """Write all, or raise."""
        rest = memoryview(data)
        while rest:
            rest = rest[super().write(rest) :]
        return len(data)


class StoredBody(EphemeralS3StoredObject):
    """LocalStack's stored object on a file of its own.

    :param number: the file's; the metadata learns it when something was written
    :param closed: called when it is closed
    """

    def __init__(
        self,
        s3_object: Any,
        file: BodyFile,
        mode: str,
        number: int,
        closed: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(s3_object, file, mode=mode)
        self._number = number
        self._when_closed = closed
        file.internal_last_modified = number

    def write(self, stream: Any) -> int:
        """Take over a stream; size, ETag and number become the object's."""
        with self._room_given_back():
            size: int = super().write(stream)
        self._know()
        return size

    def append(self, part: Any) -> int:
        """Add a part of a multipart upload."""
        with self._room_given_back():
            size: int = super().append(part)
        self._know()
        return size

    def truncate(self, size: int | None = None) -> int:
        """Cut it off."""
        left: int = super().truncate(size)
        self._know()
        return left

    def close(self) -> None:
        """Let the file go."""
        if not self.closed:
            super().close()
            self.file.close()
            self._when_closed()

    @contextlib.contextmanager
    def _room_given_back(self) -> Iterator[None]:
        """A full disk is not left fuller by what could not be written."""
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                self.file.truncate(0)
            raise

    def _know(self) -> None:
        self.s3_object.internal_last_modified = self.file.internal_last_modified = self._number


class StoredUpload(EphemeralS3StoredMultipart):
    """A multipart upload, whose parts are bodies as objects are."""

    def open(self, s3_part: Any, mode: str = "r") -> StoredBody:
        """A part's body."""
        return self._s3_store.open(self.bucket, s3_part, mode)

    def remove_part(self, s3_part: Any) -> None:
        """Nothing: a body that nobody knows of is swept."""

    def close(self) -> None:
        """Nothing: bodies are closed one by one."""


class FolderS3ObjectStore(S3ObjectStore):
    """Bodies in files, a folder a bucket.

    :param root: the folder; it is made when it is not there
    """

    def __init__(self, root: Path) -> None:
        self.root_directory = str(root)  # LocalStack's name
        self._root = root
        self._lock = threading.Lock()
        root.mkdir(parents=True, exist_ok=True)
        self._files: set[Body] = set(_files(root))
        # numbers are times, but count up even when the machine's clock was set back
        self._last = max((number for _, number in self._files), default=0)
        self._kept: set[Body] = set(self._files)  # what the last snapshot knows, as far as can be told
        self._writing: set[Body] = set()  # no metadata knows of these yet
        self._written: set[Body] = set()  # closed since the last snapshot: metadata learns of them just now

    # what LocalStack's provider asks for

    def open(self, bucket: str, s3_object: Any, mode: str = "r") -> StoredBody:
        """A body, to be read, or a new one to be written."""
        if mode == "r":
            number = int(getattr(s3_object, "internal_last_modified", 0))
            return StoredBody(s3_object, BodyFile(self._path(bucket, number), "rb"), mode, number)
        number = self._next()
        path = self._path(bucket, number)
        try:
            file = BodyFile(path, "x+b")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = BodyFile(path, "x+b")
        with self._lock:
            self._files.add((bucket, number))
            self._writing.add((bucket, number))
        return StoredBody(s3_object, file, mode, number, partial(self._is_written, (bucket, number)))

    def remove(self, bucket: str, s3_object: Any) -> None:
        """Nothing: a body that nobody knows of is swept."""

    def copy(self, src_bucket: str, src_object: Any, dest_bucket: str, dest_object: Any) -> StoredBody:
        """A new body with what is in another one."""
        with self.open(src_bucket, src_object) as source:
            made = self.open(dest_bucket, dest_object, "w")
            made.write(source)
        return made

    def get_multipart(self, bucket: str, s3_multipart: Any) -> StoredUpload:
        """An upload."""
        return StoredUpload(self, bucket, s3_multipart, "")

    def remove_multipart(self, bucket: str, s3_multipart: Any) -> None:
        """Nothing: bodies that nobody knows of are swept."""

    def create_bucket(self, bucket: str) -> None:
        """Make its folder."""
        (self._root / bucket).mkdir(parents=True, exist_ok=True)

    def delete_bucket(self, bucket: str) -> None:
        """Nothing: its bodies are swept, and its folder with the last of them."""

    # what snapshots ask for

    def written(self) -> frozenset[Body]:
        """Every body that the metadata must know of, if it is needed. Asked for when a snapshot begins.

        An upload may take longer than a snapshot: what is being written, or was a moment ago, is left out.
        """
        with self._lock:
            settled = frozenset(self._files - self._writing - self._written)
            self._written.clear()
            return settled

    def sweep(self, before: frozenset[Body], known: set[Body]) -> None:
        """Delete the files that no snapshot knows of.

        :param before: what was there before the snapshot was begun; what came later may be of the next one
        :param known: what the metadata knew before and after it was written down
        """
        for body in before - known - self._kept:
            path = self._path(*body)
            try:
                path.unlink(missing_ok=True)
            except OSError:  # Windows does not delete what somebody reads; the next sweep tries again
                continue
            with self._lock:
                self._files.discard(body)
        self._kept = known
        self._remove_folders()

    def drop_lost(self) -> list[str]:
        """Take objects out of the metadata whose bodies are not there, or not whole. Their names."""
        lost = []
        for _, _, store in list(s3_stores.iter_stores()):
            for name, bucket in list(store.buckets.items()):
                for found in _entries(bucket):
                    if self._is_whole(name, found):
                        continue
                    lost.append(f"s3://{name}/{found.key}")
                    version = getattr(found, "version_id", None)
                    if hasattr(bucket.objects, "_store") and isinstance(
                        bucket.objects._store.get(found.key), dict
                    ):
                        bucket.objects.pop(object_key=found.key, version_id=version)
                    else:
                        bucket.objects.pop(found.key, None)
                for upload in list(bucket.multiparts.values()):
                    for number, part in list(upload.parts.items()):
                        if not self._is_whole(name, part):
                            lost.append(f"part {number} of s3://{name}/{upload.object.key}")
                            del upload.parts[number]
        return lost

    def _is_whole(self, bucket: str, entry: Any) -> bool:
        try:
            return self._path(bucket, entry.internal_last_modified).stat().st_size == entry.size
        except (OSError, AttributeError):
            return False

    def _is_written(self, body: Body) -> None:
        with self._lock:
            self._writing.discard(body)
            self._written.add(body)

    def _next(self) -> int:
        with self._lock:
            self._last = max(time.time_ns(), self._last + 1)
            return self._last

    def _path(self, bucket: str, number: int) -> Path:
        return self._root / bucket / f"{number:016x}"

    def _remove_folders(self) -> None:
        there = {name for _, _, store in list(s3_stores.iter_stores()) for name in list(store.buckets)}
        with os.scandir(self._root) as folders:
            for folder in list(folders):
                if folder.is_dir() and folder.name not in there:
                    with contextlib.suppress(OSError):  # not empty yet
                        Path(folder.path).rmdir()


def known() -> set[Body]:
    """Every body that the metadata knows of."""
    found: set[Body] = set()
    for _, _, store in list(s3_stores.iter_stores()):
        for name, bucket in list(store.buckets.items()):
            found |= {(name, entry.internal_last_modified) for entry in _entries(bucket)}
            for upload in list(bucket.multiparts.values()):
                parts = list(upload.parts.values())
                found |= {(name, getattr(part, "internal_last_modified", 0)) for part in parts}
                found.add((name, getattr(upload.object, "internal_last_modified", 0)))
    return found


def _entries(bucket: Any) -> Iterable[Any]:
    """Objects and versions; delete markers have no body."""
    return [entry for entry in bucket.objects.values(with_versions=True) if hasattr(entry, "size")]


def _files(root: Path) -> Iterator[Body]:
    for folder in root.iterdir():
        if folder.is_dir():
            for path in folder.iterdir():
                with contextlib.suppress(ValueError):  # not one of ours
                    yield folder.name, int(path.name, 16)
