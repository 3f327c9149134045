"""What happens in the second lab, found out as a student would: from the table and the bucket.

DescribeTable and ListObjectVersions cost no capacity units: looking changes nothing that the sheet measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

INDEXES = ("InvertedIndex", "OpenGamesIndex")
BOOTSTRAP = "`nuage bootstrap apply --lab tp4`"


@dataclass(frozen=True)
class GameNews:
    """What is new since the last look."""

    happened: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass
class GameWatch:
    """Looks at one table and one bucket, again and again."""

    dynamodb: Any
    s3: Any
    table: str
    bucket: str
    items: int | None = None  # None: there is no such table
    indexes: dict[str, str] = field(default_factory=dict)  # status by name
    objects: int = 0
    versioned: bool = False
    _versions: set[tuple[str, str, datetime, str]] = field(default_factory=set)

    def look(self) -> GameNews:
        """Look once."""
        return GameNews((*self._table_news(), *self._bucket_news()))

    @staticmethod
    def trouble(text: str) -> GameNews:
        """News of the watch's own: it cannot look."""
        return GameNews(errors=(text,))

    def next_step(self) -> str:
        """What the sheet asks for next, judged by what is there."""
        if self.items is None:
            return f"create the table {self.table}, or let {BOOTSTRAP} do it"
        if not self.items:
            return f"load the items, or let {BOOTSTRAP} do it"
        for name in INDEXES:
            if name not in self.indexes:
                return f"add the index {name}, or let {BOOTSTRAP} do it"
        if not self.versioned:
            return f"have s3://{self.bucket} keep versions, or let {BOOTSTRAP} do it"
        return "ask the sheet's questions: python -m queries.dynamodb.count, .user, .game_players, …"

    def _table_news(self) -> Iterator[str]:
        items, indexes = self._described()
        if items != self.items:
            if items is None:
                yield f"table {self.table} is gone"
            elif self.items is None:
                yield f"table {self.table} is there, with {items} items"
            else:
                yield f"table {self.table} has {items} items ({items - self.items:+d})"
        for name, status in indexes.items():
            if self.indexes.get(name) != status:
                yield f"index {name} is {status}"
        for name in self.indexes:
            if items is not None and name not in indexes:
                yield f"index {name} is gone"
        self.items, self.indexes = items, indexes

    def _described(self) -> tuple[int | None, dict[str, str]]:
        try:
            found = self.dynamodb.describe_table(TableName=self.table)["Table"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return None, {}
        indexes = found.get("GlobalSecondaryIndexes", [])
        return found["ItemCount"], {index["IndexName"]: index["IndexStatus"] for index in indexes}

    def _bucket_news(self) -> Iterator[str]:
        """New versions and delete markers, the oldest first."""
        try:
            pages = self.s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket)
            found = list(pages)
            self.versioned = self.s3.get_bucket_versioning(Bucket=self.bucket).get("Status") == "Enabled"
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchBucket":
                raise
            found, self.versioned = [], False
        stored = [entry for page in found for entry in page.get("Versions", [])]
        deleted = [entry for page in found for entry in page.get("DeleteMarkers", [])]
        # without versions an object that is replaced keeps its version id, null: time and ETag tell
        seen = {
            **{_identity(entry): f"stored {entry['Key']}, {entry['Size']} bytes" for entry in stored},
            **{_identity(entry): f"deleted {entry['Key']}: a delete marker" for entry in deleted},
        }
        for each in sorted(seen.keys() - self._versions, key=lambda each: (each[2], each)):
            yield seen[each]
        if gone := len({each[:2] for each in self._versions} - {each[:2] for each in seen}):
            yield f"{gone} version{'s' if gone > 1 else ''} removed for good"
        self._versions = set(seen)
        self.objects = sum(entry["IsLatest"] for entry in stored)


def _identity(entry: dict[str, Any]) -> tuple[str, str, datetime, str]:
    return entry["Key"], entry["VersionId"], entry["LastModified"], entry.get("ETag", "")
