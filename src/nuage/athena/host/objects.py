"""The objects of tables, read from LocalStack's S3 store in this process: no round trip an object.

What a call through the API would be refused is refused here: `authorize` asks nuage.iam, which the
composition root passes in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from localstack.services.plugins import SERVICE_PLUGINS
from localstack.services.s3.models import s3_stores

from nuage.athena.errors import HiveError, QueryError
from nuage.athena.objects.snapshots import Snapshots
from nuage.athena.objects.store import ObjectInfo

# Says whether a caller may do an action on a resource, with condition keys. None: the caller may do all.
Authorize = Callable[[str, str, Mapping[str, str]], bool]
GENERIC = 1100


@dataclass(frozen=True)
class StoreObjects:
    """The objects that a caller may read.

    :param snapshots: shared by all callers: what one has listed need not be listed again
    """

    authorize: Authorize | None
    snapshots: Snapshots = field(default_factory=lambda: Snapshots(info_of))
    # finding a bucket takes longer than finding an object in it
    _found: dict[str, Any] = field(default_factory=dict)

    def list(self, bucket: str, prefix: str) -> Sequence[ObjectInfo]:
        """Every object whose key begins with the prefix, by key.

        :raises QueryError: when the caller may not list them or read one, or there is no such bucket
        """
        found = self._found[bucket] = _bucket(bucket)
        self._check("s3:ListBucket", bucket, "", prefix)
        infos = self.snapshots.of(found, found.objects.values()).below(prefix)
        if self.authorize is not None:
            for info in infos:
                self._check("s3:GetObject", bucket, info.key, info.key)
        return infos

    def read(self, bucket: str, key: str) -> bytes:
        """The bytes of an object.

        :raises KeyError: there is no such object (any more)
        """
        found = self._found.get(bucket) or _bucket(bucket)
        entry = found.objects.get(key)
        if entry is None or not hasattr(entry, "size"):
            raise KeyError(key)
        stored = _storage().open(bucket, entry)
        try:
            data: bytes = stored.read()
        finally:
            stored.close()
        return data

    def _check(self, action: str, bucket: str, key: str, shown: str) -> None:
        if self.authorize is None:
            return
        resource = f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}"
        keys = {} if key else {"s3:prefix": shown}
        if not self.authorize(action, resource, keys):
            raise HiveError(f"Permission denied on S3 path: s3://{bucket}/{shown}", GENERIC)


def info_of(entry: Any) -> ObjectInfo:
    """An object of LocalStack's S3 as queries see it.

    An ETag tells contents apart: the time, which costs more than all else here, is left out.
    """
    return ObjectInfo(
        entry.key, entry.size or 0, entry.etag or "", entry.version_id or "", 0.0, entry.storage_class
    )


def _bucket(name: str) -> Any:
    owner = s3_stores["000000000000"]["us-east-1"].global_bucket_map.get(name)
    found = s3_stores[owner]["us-east-1"].buckets.get(name) if owner is not None else None
    if found is None:
        raise QueryError(
            "HIVE_METASTORE_ERROR",
            "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: "
            f"NoSuchBucket; Bucket: {name})",
        )
    return found


def _storage() -> Any:
    """Where LocalStack's S3 keeps the bodies; the service is started with the first bucket."""
    return SERVICE_PLUGINS.get_service("s3")._provider._storage_backend
