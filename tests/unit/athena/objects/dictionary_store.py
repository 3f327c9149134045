"""An object store in a dictionary, which counts what is read."""

from __future__ import annotations

import hashlib

from nuage.athena.objects.store import ObjectInfo


class DictionaryStore:
    """Objects of one bucket by key."""

    def __init__(self, objects: dict[str, bytes] | None = None) -> None:
        self.objects: dict[str, bytes] = {}
        self.infos: dict[str, ObjectInfo] = {}
        self.reads: list[str] = []
        for key, data in (objects or {}).items():
            self.put(key, data)

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data
        self.infos[key] = ObjectInfo(key, len(data), hashlib.sha256(data).hexdigest())

    def delete(self, key: str) -> None:
        del self.objects[key], self.infos[key]

    def list(self, bucket: str, prefix: str) -> list[ObjectInfo]:  # noqa: ARG002 - one bucket
        return [info for key, info in sorted(self.infos.items()) if key.startswith(prefix)]

    def read(self, bucket: str, key: str) -> bytes:  # noqa: ARG002 - one bucket
        self.reads.append(key)
        return self.objects[key]
