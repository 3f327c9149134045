"""The records of streams, in the order in which the changes happened.

A stream has one shard. Records are kept for 24 hours, and the newest 100,000 of a stream.
"""

from __future__ import annotations

import uuid
from typing import Any

from msgspec import msgpack

from nuage.dynamodb import sizes
from nuage.dynamodb.schema import Table
from nuage.dynamodb.storage.database import Database
from nuage.dynamodb.values import Item

RETENTION = 24 * 3600.0  # seconds
MAX_RECORDS = 100_000
_TRIM_EVERY = 256
SHARD = "shardId-00000000000000000001-00000000"


def append(
    database: Database, table: Table, old: Item | None, new: Item | None, now: float, by_expiry: bool
) -> None:
    """Write down a change of an item, in the view that the stream has."""
    event = "REMOVE" if new is None else "MODIFY" if old is not None else "INSERT"
    shown = {name: (new or old or {})[name] for name in table.keys.names}
    change: dict[str, Any] = {"ApproximateCreationDateTime": int(now), "Keys": shown}
    if new is not None and table.stream_view in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"}:
        change["NewImage"] = new
    if old is not None and table.stream_view in {"OLD_IMAGE", "NEW_AND_OLD_IMAGES"}:
        change["OldImage"] = old
    images = [change[member] for member in ("Keys", "NewImage", "OldImage") if member in change]
    change["SizeBytes"] = sum(sizes.item_size(image) for image in images)
    change["StreamViewType"] = table.stream_view
    record: dict[str, Any] = {
        "eventID": uuid.uuid4().hex,
        "eventName": event,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "dynamodb": change,
    }
    if by_expiry:
        record["userIdentity"] = {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"}
    cursor = database.execute(
        "INSERT INTO records (stream, created, record) VALUES (?, ?, ?)",
        table.stream_arn,
        now,
        msgpack.encode(record),
    )
    if cursor.lastrowid is not None and cursor.lastrowid % _TRIM_EVERY == 0:
        trim(database, table.stream_arn, now)


def trim(database: Database, stream: str, now: float) -> None:
    """Forget records that are too old, or too many."""
    database.execute("DELETE FROM records WHERE stream = ? AND created < ?", stream, now - RETENTION)
    database.execute(
        "DELETE FROM records WHERE stream = ? AND sequence <= ("
        "SELECT sequence FROM records WHERE stream = ? ORDER BY sequence DESC LIMIT 1 OFFSET ?)",
        stream,
        stream,
        MAX_RECORDS,
    )


def read(database: Database, stream: str, after: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
    """Records behind a sequence number, with their own."""
    found = database.execute(
        "SELECT sequence, record FROM records WHERE stream = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        stream,
        after,
        limit,
    )
    return [(sequence, msgpack.decode(data)) for sequence, data in found.fetchall()]


def latest(database: Database, stream: str) -> int:
    """The newest sequence number of a stream; 0 when it has no records."""
    found = database.execute("SELECT MAX(sequence) FROM records WHERE stream = ?", stream).fetchone()
    return int(found[0] or 0)


def oldest(database: Database, stream: str) -> int:
    """The oldest sequence number of a stream; 0 when it has no records."""
    found = database.execute("SELECT MIN(sequence) FROM records WHERE stream = ?", stream).fetchone()
    return int(found[0] or 0)


def forget(database: Database, stream: str) -> None:
    """Forget every record of a stream."""
    database.execute("DELETE FROM records WHERE stream = ?", stream)
