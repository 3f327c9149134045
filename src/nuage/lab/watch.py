"""What happens in a lab, found out as a student would: from the bucket and the function's log."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from nuage.lab.log_events import LogEvents

T = TypeVar("T")

# what Lambda's log says of an invocation that failed: the function's exception, and time-outs, which
# are reported with a status and on a line of their own
ERROR_LINE = re.compile(
    r"^\[ERROR\]|Task timed out after|^\S+ Error: |Runtime\.\w+|^LAMBDA_WARNING: Unhandled"
)
REPORT_LINE = re.compile(r"^REPORT RequestId: (?P<id>\S+)")


@dataclass(frozen=True)
class Tweet:
    """An object that was stored. The texts are empty when it is not a tweet."""

    key: str
    user: str = ""
    text: str = ""


@dataclass(frozen=True)
class News:
    """What is new since the last look."""

    stored: tuple[Tweet, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass
class Watch:
    """Looks at one bucket and one log group, again and again."""

    s3: Any
    bucket: str
    events: LogEvents
    stored: int = 0
    invocations: int = 0
    errors: int = 0
    last_error: str = ""
    read_at_most: int = 10  # of the new objects: their number is told, their text is for show
    _keys: set[str] = field(default_factory=set)

    def look(self) -> News:
        """Look once. What cannot be seen yet, such as a bucket that is not there, is no news."""
        return News(tuple(self._new_tweets()), tuple(self._new_errors()))

    @staticmethod
    def trouble(text: str) -> News:
        """News of the watch's own: it cannot look."""
        return News(errors=(text,))

    def _new_tweets(self) -> list[Tweet]:
        found = [item["Key"] for item in self._objects()]
        new = [key for key in found if key not in self._keys]
        self._keys.update(new)
        self.stored = len(self._keys)
        shown = new[max(len(new) - self.read_at_most, 0) :]
        return [self._read(key) if key in shown else Tweet(key) for key in new]

    def _objects(self) -> list[dict[str, Any]]:
        """All objects, the oldest first."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        objects = _or_nothing(lambda: [item for page in pages for item in page.get("Contents", [])])
        return sorted(objects, key=lambda item: (item["LastModified"], item["Key"]))

    def _read(self, key: str) -> Tweet:
        try:
            tweet = json.loads(self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read())
            return Tweet(key, str(tweet["user"]["screen_name"]), " ".join(str(tweet["text"]).split()))
        except (ClientError, BotoCoreError, ValueError, TypeError, KeyError):
            return Tweet(key)  # deleted since, or an object of another kind

    def _new_errors(self) -> Iterator[str]:
        for message in self._new_messages():
            if REPORT_LINE.search(message):
                self.invocations += 1
            elif ERROR_LINE.search(message):
                self.errors += 1
                self.last_error = first_line(message)
                yield self.last_error

    def _new_messages(self) -> list[str]:
        return _or_nothing(self.events.new)


def _or_nothing(call: Callable[[], list[T]]) -> list[T]:
    """What a call lists; nothing while the bucket or log group is not there."""
    try:
        return call()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchBucket", "ResourceNotFoundException"}:
            return []
        raise


def first_line(message: str) -> str:
    """What went wrong, without the stack trace that follows it."""
    return next((line.strip() for line in message.splitlines() if line.strip()), "")
