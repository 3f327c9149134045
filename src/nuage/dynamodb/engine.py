"""The tables of one account and region: what every operation is given beside its request."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nuage import clock
from nuage.dynamodb import errors
from nuage.dynamodb.capacity import Consumed
from nuage.dynamodb.items import Items
from nuage.dynamodb.schema import Index, Table
from nuage.dynamodb.storage import catalog
from nuage.dynamodb.storage.database import Database
from nuage.dynamodb.storage.rows import Rows
from nuage.dynamodb.throttle import Throttle

_NAME = re.compile(r"[a-zA-Z0-9_.-]{3,255}")
_ARN = re.compile(r"arn:[^:]+:dynamodb:[^:]*:[^:]*:table/([^/]+)")


@dataclass(frozen=True)
class Home:
    """Where tables are: an account and a region."""

    account: str
    region: str

    def table_arn(self, name: str) -> str:
        """The ARN of a table."""
        return f"arn:aws:dynamodb:{self.region}:{self.account}:table/{name}"


class Engine:
    """Tables, their database, the time.

    :param now: lab time in epoch seconds; expiry and time stamps follow it
    :param throttle: buckets of provisioned throughput, or None when it is not enforced
    :param run: runs work in the background
    :param path: the database's file, or None for memory
    :param wall: real time in epoch seconds; request tokens and iterators are valid for real minutes
    """

    def __init__(
        self,
        home: Home,
        now: Callable[[], float],
        throttle: Throttle | None = None,
        run: Callable[[Callable[[], None]], None] = lambda work: work(),
        path: Path | None = None,
        wall: Callable[[], float] = clock.wall,
    ) -> None:
        self.home = home
        self.now = now
        self.wall = wall
        self.run = run
        self._throttle = throttle
        self.database = Database(path)
        with self.database.transaction():
            self.tables: dict[str, Table] = catalog.load(self.database)

    def table(self, name: str) -> Table:
        """The table of a name or ARN, for item operations.

        :raises DynamoDBError: ResourceNotFoundException
        """
        table = self.tables.get(table_name(name))
        if table is None or table.status == "CREATING":
            raise errors.table_not_found()
        return table

    def named_table(self, name: str) -> Table:
        """The table of a name or ARN, for table operations, whose errors name it.

        :raises DynamoDBError: ResourceNotFoundException
        """
        short = table_name(name)
        table = self.tables.get(short)
        if table is None:
            raise errors.named_table_not_found(short)
        return table

    def items(self, table: Table) -> Items:
        """The items of a table."""
        return Items(self.database, table, self.now)

    def rows(self, table: Table, index: Index | None = None) -> Rows:
        """The rows of a table, or of one of its indexes."""
        return Rows(self.database, index.rows if index else table.rows)

    def clear(self) -> None:
        """Delete every table with its items, streams and settings."""
        with self.database.transaction():
            self.tables.clear()
            self.database.clear()
        if self._throttle is not None:
            self._throttle.clear()

    def save(self, table: Table) -> None:
        """Keep a table's definition."""
        catalog.save(self.database, table)

    def consumed(self, table: Table) -> Consumed:
        """A count of capacity that stands at nothing."""
        return Consumed(table.name, table.local_names)

    @property
    def throttles(self) -> bool:
        """Whether a call may be refused for want of throughput."""
        return self._throttle is not None

    def charge(self, table: Table, consumed: Consumed, kind: str) -> None:
        """Take capacity from what the table has been provisioned with.

        :param kind: `Read` or `Write`
        :raises DynamoDBError: ProvisionedThroughputExceededException, when that is used up
        """
        if self._throttle is not None and table.provisioned:
            self._throttle.take(table, consumed, kind)


def table_name(name: str) -> str:
    """The name in a name or ARN.

    :raises DynamoDBError: ValidationException, when it is neither
    """
    found = _ARN.fullmatch(name)
    short = found[1] if found else name
    if not _NAME.fullmatch(short):
        raise bad_name()
    return short


def bad_name() -> errors.DynamoDBError:
    """The error for a name that no table or index can have."""
    return errors.validation(
        "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, "
        "and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'"
    )


def valid_name(name: str) -> bool:
    """Whether a table or index can have the name."""
    return _NAME.fullmatch(name) is not None
