"""The account of a rehearsal, read anew when its file changes: a session can be ended or renewed."""

from __future__ import annotations

import logging
import threading

from nuage.strict.folder import Account, Folder, FolderError

LOG = logging.getLogger(__name__)


class WatchedAccount:
    """What keys.toml says now.

    :raises FolderError: when it cannot be read at the start; later, what it last said holds
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stamp = self._look()
        self._account = folder.read()

    def now(self) -> Account:
        """The account."""
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._account = self._folder.read()
                except FolderError as error:  # somebody is editing it
                    LOG.warning("%s", error)
            return self._account

    def _look(self) -> tuple[int, int]:
        try:
            found = self._folder.keys.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_size)
