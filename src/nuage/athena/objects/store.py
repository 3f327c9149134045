"""Where objects come from: a small view of S3 that LocalStack's store or a dictionary can implement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from nuage.athena.errors import QueryError

ARCHIVED = ("GLACIER", "DEEP_ARCHIVE")


class ObjectInfo(NamedTuple):
    """One object of a listing. A tuple, because listings of 100,000 are compared at once.

    `version` is "" where the bucket has no versions; `last_modified` is in seconds since the epoch.
    """

    key: str
    size: int
    etag: str
    version: str = ""
    last_modified: float = 0.0
    storage_class: str = "STANDARD"


class ObjectStore(Protocol):
    """Lists and reads objects with the caller's permissions."""

    def list(self, bucket: str, prefix: str) -> Sequence[ObjectInfo]:
        """Every object whose key begins with the prefix, by key.

        :raises QueryError: PERMISSION_DENIED, or HIVE_METASTORE_ERROR where there is no such bucket
        """

    def read(self, bucket: str, key: str) -> bytes:
        """The bytes of an object.

        :raises QueryError: PERMISSION_DENIED
        :raises KeyError: there is no such object (any more)
        """


class Location(NamedTuple):
    """A bucket and a prefix: the prefix is "" or ends with a slash."""

    bucket: str
    prefix: str

    @property
    def uri(self) -> str:
        """s3://bucket/prefix."""
        return f"s3://{self.bucket}/{self.prefix}"


def parse_location(uri: str) -> Location:
    """A LOCATION as DDL writes it; a slash is put at its end, doubled slashes become one.

    :raises QueryError: HIVE_METASTORE_ERROR when it is no S3 path
    """
    parts = urlsplit(uri.strip(), allow_fragments=False)
    if parts.scheme.lower() not in ("s3", "s3a", "s3n") or not parts.netloc:
        raise QueryError("HIVE_METASTORE_ERROR", f"No FileSystem for scheme: {parts.scheme or 'null'}")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    names = [name for name in path.split("/") if name]
    return Location(parts.netloc, "".join(f"{name}/" for name in names))
