"""All that a service holds, as bytes and back: LocalStack's visitors, one that takes and one that puts."""

from __future__ import annotations

import sqlite3
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

from localstack.services.stores import AccountRegionBundle
from localstack.state import AssetDirectory, StateVisitor
from moto.core.base_backend import BackendDict

from nuage.state import pickling, services
from nuage.state.containers import Container

# what a store knows of its place, which its bundle gives it
_PLACE = frozenset({"_global", "_universal", "_service_name", "_account_id", "_region_name"})
# S3 keeps its bodies itself (nuage.s3.storage)
_KEPT_ELSEWHERE = frozenset({"s3"})
ATTEMPTS = 5  # a call that is on its way may change a store while it is being taken


def take(name: str) -> bytes:
    """What a service holds.

    :raises Exception: whatever pickle raises for something that cannot be kept
    """
    for attempt in range(ATTEMPTS):
        visitor = TakeVisitor()
        services.visit(name, visitor)
        try:
            return pickling.dumps(visitor.found)
        except RuntimeError:  # "dictionary changed size during iteration", "deque mutated …"
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("not reached")


def put(name: str, data: bytes) -> None:
    """Have a service, which was just loaded, hold what `take` returned."""
    services.visit(name, PutVisitor(pickling.loads(data)))


class TakeVisitor(StateVisitor):  # type: ignore[misc]
    """Notes what each container holds."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    @singledispatchmethod
    def visit(self, state_container: Any) -> None:
        """Note a container.

        :raises TypeError: when it is of a kind that nobody knows how to keep
        """
        raise TypeError(f"cannot keep {type(state_container).__name__}")

    @visit.register
    def _(self, bundle: AccountRegionBundle) -> None:
        self.found[f"stores:{bundle.service_name}"] = {
            "universal": bundle._universal,
            "accounts": {
                account: {
                    "global": regions._global,
                    "regions": {
                        region: {key: value for key, value in vars(store).items() if key not in _PLACE}
                        for region, store in list(regions.items())
                    },
                }
                for account, regions in list(bundle.items())
            },
        }

    @visit.register
    def _(self, backends: BackendDict) -> None:
        self.found[f"backends:{backends.service_name}"] = {
            account: {region: vars(backend) for region, backend in list(regions.items())}
            for account, regions in list(backends.items())
        }

    @visit.register
    def _(self, folder: AssetDirectory) -> None:
        if folder.service_name not in _KEPT_ELSEWHERE:
            root = Path(folder.path)
            self.found[f"files:{folder.service_name}"] = {
                path.relative_to(root).as_posix(): _content(path)
                for path in sorted(root.rglob("*"))
                if path.is_file() and not path.name.endswith(("-journal", "-wal", "-shm"))
            }

    @visit.register
    def _(self, container: Container) -> None:
        self.found[f"container:{container.name}"] = container.save()


class PutVisitor(StateVisitor):  # type: ignore[misc]
    """Fills each container with what was noted; in place, because others hold references to them."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    @singledispatchmethod
    def visit(self, state_container: Any) -> None:
        """Fill a container."""
        raise TypeError(f"cannot fill {type(state_container).__name__}")

    @visit.register
    def _(self, bundle: AccountRegionBundle) -> None:
        kept = self._found.get(f"stores:{bundle.service_name}")
        if kept is None:
            return
        bundle._universal.update(kept["universal"])
        for account, there in kept["accounts"].items():
            bundle[account]._global.update(there["global"])
            for region, values in there["regions"].items():
                vars(bundle[account][region]).update(values)

    @visit.register
    def _(self, backends: BackendDict) -> None:
        for account, regions in self._found.get(f"backends:{backends.service_name}", {}).items():
            for region, values in regions.items():
                vars(backends[account][region]).update(values)

    @visit.register
    def _(self, folder: AssetDirectory) -> None:
        for name, content in self._found.get(f"files:{folder.service_name}", {}).items():
            path = Path(folder.path) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    @visit.register
    def _(self, container: Container) -> None:
        if f"container:{container.name}" in self._found:
            container.load(self._found[f"container:{container.name}"])


def _content(path: Path) -> bytes:
    """A file's bytes; of a database those of one moment, whoever writes to it meanwhile."""
    if path.suffix != ".db":
        return path.read_bytes()
    connection = sqlite3.connect(path)
    try:
        return connection.serialize()
    finally:
        connection.close()
