"""Snapshots on disk: one file a service, and a manifest that says which files belong together.

A manifest is written only when all its files are on the disk, and replaces the one before it in one step.
The manifest before it, and its files, stay: if a disk loses what was written last, the state before that
is still there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nuage.state.folder import ELSEWHERE, StateError

LOG = logging.getLogger(__name__)

FORMAT = 1
CURRENT, PREVIOUS = "manifest.json", "manifest.previous.json"


@dataclass(frozen=True)
class Entry:
    """One service's file."""

    file: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A snapshot: its files, what wrote it, and when."""

    entries: Mapping[str, Entry]
    versions: Mapping[str, str]
    wall: float  # epoch seconds
    lab: float  # lab time then, in seconds since the epoch
    number: int = 0  # counts up

    def to_json(self) -> str:
        """As it is written."""
        entries = {name: vars(entry) for name, entry in self.entries.items()}
        body = {
            "format": FORMAT,
            "number": self.number,
            "versions": dict(self.versions),
            "wall": self.wall,
            "lab": self.lab,
            "services": entries,
        }
        return json.dumps({**body, "sha256": _digest(body)}, indent=1)


class DamagedError(ValueError):
    """A manifest or one of its files is not what was written."""


@dataclass
class Snapshots:
    """The snapshots of one folder, of which this process is the only writer.

    :param versions: of what writes: state of other versions is not read
    """

    folder: Path
    versions: Mapping[str, str]
    current: Manifest | None = None
    _previous: Manifest | None = field(default=None, repr=False)

    def read(self) -> dict[str, bytes]:
        """What each service left; the state before the last where that one is damaged.

        :raises StateError: when there is state, but none that can be used. Nothing is deleted
        """
        problems = []
        for name in (CURRENT, PREVIOUS):
            path = self.folder / name
            if not path.exists():
                continue
            try:
                manifest = self._manifest(path)
                blobs = {service: self._blob(entry) for service, entry in manifest.entries.items()}
            except DamagedError as error:
                problems.append(f"{name}: {error}")
                LOG.error("The snapshot %s is damaged: %s", path, error)
                continue
            if problems:
                LOG.error("The state of an earlier moment is used: what changed after it is lost.")
                # the damaged one stays beside it, for whoever can make something of it
                _set_aside(self.folder / CURRENT)
                _write(self.folder / CURRENT, manifest.to_json().encode())
            self.current = manifest
            with contextlib.suppress(DamagedError, FileNotFoundError):
                self._previous = self._manifest(self.folder / PREVIOUS)
            return blobs
        if problems:
            raise StateError(
                f"The state in {self.folder.parent} is damaged ({'; '.join(problems)}), and is left as it "
                f"is. {ELSEWHERE}"
            )
        return {}

    def write(self, blobs: Mapping[str, bytes], wall: float, lab: float) -> Manifest:
        """Write down these services anew; the others stay as they were written.

        :param wall: the time, epoch seconds
        :param lab: lab time, in seconds since the epoch
        :raises OSError: when the disk is full, or does not take it for another reason: the state before stays
        """
        entries = dict(self.current.entries) if self.current else {}
        number = (self.current.number if self.current else 0) + 1
        made: list[Path] = []
        try:
            for service, blob in blobs.items():
                digest = hashlib.sha256(blob).hexdigest()
                known = entries.get(service)
                if known is not None and known.sha256 == digest and known.size == len(blob):
                    continue
                path = self.folder / f"{service}.{number}"
                made.append(path)
                _write(path, blob)
                entries[service] = Entry(path.name, len(blob), digest)
            if not made and self.current is not None:
                return self.current
            manifest = Manifest(entries, dict(self.versions), wall, lab, number)
            if self.current is not None:
                _write(self.folder / PREVIOUS, self.current.to_json().encode())
            _write(self.folder / CURRENT, manifest.to_json().encode())
        except OSError:
            for path in made:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        self._previous, self.current = self.current, manifest
        self._sweep()
        return manifest

    def touch(self, wall: float, lab: float) -> None:
        """Write down that time went on, if there is a snapshot.

        :raises OSError: when the disk does not take it
        """
        if self.current is not None:
            self.current = replace(self.current, wall=wall, lab=lab)
            _write(self.folder / CURRENT, self.current.to_json().encode())

    def _manifest(self, path: Path) -> Manifest:
        """Read a manifest.

        :raises DamagedError: when it is not what was written
        :raises StateError: when another version wrote it
        """
        try:
            body = json.loads(path.read_bytes())
            # what another format is checked by, this one does not know
            if body["format"] == FORMAT and body.pop("sha256") != _digest(body):
                raise DamagedError("it is not what was written")
            written = body["format"], {str(k): str(v) for k, v in body["versions"].items()}
        except (FileNotFoundError, DamagedError):
            raise
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            raise DamagedError(f"it cannot be read ({error})") from None
        self._check(*written)
        try:
            return Manifest(
                {str(name): _entry(entry) for name, entry in body["services"].items()},
                written[1],
                float(body["wall"]),
                float(body["lab"]),
                int(body["number"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedError(f"it cannot be read ({error!r})") from None

    def _check(self, form: Any, versions: Mapping[str, str]) -> None:
        if form == FORMAT and versions == self.versions:
            return
        theirs = ", ".join(f"{name} {number}" for name, number in {"format": form, **versions}.items())
        ours = ", ".join(f"{name} {number}" for name, number in {"format": FORMAT, **self.versions}.items())
        raise StateError(
            f"The state in {self.folder.parent} was written by another version ({theirs}; this is {ours}), "
            f"and is left as it is. Run that version to use it. {ELSEWHERE}"
        )

    def _blob(self, entry: Entry) -> bytes:
        try:
            blob = (self.folder / entry.file).read_bytes()
        except OSError as error:
            raise DamagedError(f"{entry.file} cannot be read ({error.strerror or error})") from None
        if len(blob) != entry.size or hashlib.sha256(blob).hexdigest() != entry.sha256:
            raise DamagedError(f"{entry.file} is not what was written")
        return blob

    def _sweep(self) -> None:
        """Delete files that neither this snapshot nor the one before it needs."""
        needed = {CURRENT, PREVIOUS}
        for manifest in (self.current, self._previous):
            if manifest is not None:
                needed |= {entry.file for entry in manifest.entries.values()}
        for path in self.folder.iterdir():
            if path.name in needed or ".damaged" in path.name:
                continue
            with contextlib.suppress(OSError):  # the next sweep tries again
                path.unlink()


def _digest(body: Mapping[str, Any]) -> str:
    """Of a manifest: a damaged byte may leave it well-formed."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _entry(given: Any) -> Entry:
    entry = Entry(str(given["file"]), int(given["size"]), str(given["sha256"]))
    if Path(entry.file).name != entry.file:
        raise ValueError(entry.file)
    return entry


def _set_aside(path: Path) -> None:
    if path.exists():
        aside = path.with_name(f"{path.name}.damaged")
        number = 1
        while aside.exists():
            number += 1
            aside = path.with_name(f"{path.name}.damaged-{number}")
        path.rename(aside)


def _write(path: Path, content: bytes) -> None:
    """Write a file so that after a crash there is the old one or the new one, whole."""
    draft = path.with_name(f"{path.name}.draft")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk; Windows opens no folders."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
