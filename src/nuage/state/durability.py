"""State on disk, from start to stop: read before calls are answered, written soon after they change it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from localstack.services.plugins import SERVICE_PLUGINS

from nuage import clock
from nuage.clock import Clock
from nuage.s3 import storage
from nuage.state import changes, collect, keeping, services
from nuage.state.folder import ELSEWHERE, StateError, StateFolder
from nuage.state.gate import GATE
from nuage.state.saver import Saver
from nuage.state.snapshots import Snapshots
from nuage.state.versions import versions
from nuage.state.writes import DURABLE, may_change

LOG = logging.getLogger(__name__)

STOP_WITHIN = 2.5  # real seconds for the last snapshot; `docker compose down` may take 5 in all


class Durability:
    """The state of this process, in a folder.

    :param lab: lab time is written down with each snapshot, so that it can go on from there
    """

    def __init__(self, folder: StateFolder, lab: Clock) -> None:
        self.folder = folder
        self._lab = lab
        self._snapshots = Snapshots(folder.snapshots, versions())
        self._saver = Saver(self._save)

    def start(self) -> None:
        """Have every service hold what it held before, and keep what changes from now on.

        :raises StateError: when the state cannot be used; it is left as it is
        """
        blobs = self._snapshots.read()
        names = sorted(blobs, key=services.rank)
        for name in names:
            _require(name)
            services.tell(name, "on_before_state_load")
        for name in names:
            try:
                collect.put(name, blobs[name])
            except Exception as error:  # the boundary to what was written: half a state is none
                LOG.debug("the state of %s", name, exc_info=True)
                raise StateError(
                    f"The state of {name} in {self.folder.path} cannot be read ({type(error).__name__}: "
                    f"{error}), and is left as it is. {ELSEWHERE}"
                ) from error
        self._check_objects(names)
        for name in names:
            services.tell(name, "on_after_state_load")
        if any(self.folder.tables.glob("*.sqlite")):
            _require("dynamodb")
        changes.listen(self._saver.note)
        self._saver.start()

    def note(self, service: str, operation: str) -> None:
        """A call was answered."""
        if may_change(service, operation):
            self._saver.note(service)

    def save_all(self) -> bool:
        """Write down everything now, as after a reset. False when that failed."""
        for name in services.loaded():
            self._saver.note(name)
        return self._saver.flush()

    def stop(self) -> None:
        """Write down the last changes. Calls that come now are refused."""
        GATE.shut()
        changes.leave(self._saver.note)
        self._saver.stop(STOP_WITHIN)
        if self._saver.error is not None:
            LOG.error("The last changes could not be kept: %s", self._saver.error)
            return
        try:
            self._snapshots.touch(clock.wall(), self._lab.now())
        except OSError as error:
            LOG.error("Lab time could not be kept: %s", error)

    def report(self) -> dict[str, Any]:
        """For health."""
        report: dict[str, Any] = {
            "folder": str(self.folder.path),
            "saved": self._saver.saved,
            "pending": self._saver.pending(),
        }
        return report | ({"error": self._saver.error} if self._saver.error else {})

    def _save(self, names: Collection[str]) -> None:
        there = [name for name in services.loaded() if name in names and name not in DURABLE]
        store = _object_store() if "s3" in there else None
        before = store.written() if store is not None else frozenset()
        known = storage.known() if store is not None else set()
        blobs = {}
        for name in there:
            with GATE.closed():  # for each alone: calls get their turn in between
                blobs[name] = collect.take(name)
        if store is not None:
            known |= storage.known()
        self._snapshots.write(blobs, clock.wall(), self._lab.now())
        if store is not None:
            store.sweep(before, known)

    def _check_objects(self, names: Collection[str]) -> None:
        store = _object_store() if "s3" in names else None
        if store is None:
            return
        lost = store.drop_lost()
        if lost:
            shown = ", ".join(lost[:10]) + (f" and {len(lost) - 10} more" if len(lost) > 10 else "")
            LOG.error("Objects whose bodies are not in %s were left out: %s", self.folder.objects, shown)


def _require(name: str) -> None:
    try:
        SERVICE_PLUGINS.require(name)
    except Exception as error:  # the boundary to the services' own start, which may raise anything
        raise StateError(f"The service {name}, whose state was kept, does not load: {error}") from error


def _object_store() -> storage.FolderS3ObjectStore | None:
    store = services.service("s3")._provider._storage_backend
    return store if isinstance(store, storage.FolderS3ObjectStore) else None


def start(folder: StateFolder, lab: Clock) -> None:
    """Read what was kept, and keep from now on.

    :raises StateError: when the state cannot be used
    """
    durability = Durability(folder, lab)
    durability.start()
    keeping.begin(durability)
