"""One account's Data Catalog in one region, kept in moto's store.

What moto keeps of a table is its versions; each is here the whole Table of the API, so that nothing of
it is lost or invented when it is read again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from moto.glue.models import FakeDatabase, FakePartition, FakeTable, GlueBackend, glue_backends

from nuage import clock
from nuage.glue.errors import already_exists, invalid, not_found

DEFAULT = "default"
# what Lake Formation puts on every new database and table: IAM's policies alone decide
EVERYBODY = [{"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}]
_LOCK = threading.RLock()


def folded(name: Any) -> str:
    """A name as the catalogue keeps it: in lower case.

    :raises GlueError: InvalidInputException when there is none
    """
    if not isinstance(name, str) or not name.strip():
        raise invalid("Name cannot be null or empty.")
    return name.lower()


class Catalog:
    """Databases and tables. Everything that changes them holds `lock`."""

    def __init__(self, account: str, region: str) -> None:
        self.account = account
        self.region = region
        self.lock = _LOCK
        self.backend: GlueBackend = glue_backends[account][region]
        self._seed()

    def _seed(self) -> None:
        """The database `default` is there from the start; who deletes it has none."""
        with self.lock:
            if getattr(self.backend, "nuage_seeded", False):
                return
            self.backend.nuage_seeded = True
            if DEFAULT not in self.backend.databases:
                self.put_database({"Name": DEFAULT, "Description": "Default Hive database"})

    def arn(self, resource: str) -> str:
        """The ARN of something of this catalogue."""
        return f"arn:aws:glue:{self.region}:{self.account}:{resource}"

    def check(self, request: Mapping[str, Any]) -> None:
        """Another account's catalogue is not to be had.

        :raises GlueError: EntityNotFoundException
        """
        wanted = request.get("CatalogId")
        if wanted and wanted != self.account:
            raise not_found("Catalog", str(wanted))

    # databases

    def put_database(self, wanted: Mapping[str, Any]) -> None:
        """Make a database of a DatabaseInput.

        :raises GlueError: AlreadyExistsException
        """
        name = folded(wanted.get("Name"))
        with self.lock:
            if name in self.backend.databases:
                raise already_exists("Database")
            made = FakeDatabase(name, dict(wanted), catalog_id=self.account)
            made.created_time = _now()
            self.backend.databases[name] = made

    def database(self, name: Any) -> FakeDatabase:
        """moto's record of a database.

        :raises GlueError: EntityNotFoundException
        """
        key = folded(name)
        found = self.backend.databases.get(key)
        if found is None:
            raise not_found("Database", key)
        return found

    def describe_database(self, found: FakeDatabase) -> dict[str, Any]:
        """The Database of the API."""
        return {
            "CreateTableDefaultPermissions": EVERYBODY,
            **{key: value for key, value in found.input.items() if value is not None},
            "Name": found.name,
            "CreateTime": found.created_time,
            "CatalogId": self.account,
        }

    # tables

    def table(self, database: Any, name: Any) -> FakeTable:
        """moto's record of a table.

        :raises GlueError: EntityNotFoundException for the database or the table
        """
        key = folded(name)
        found = self.database(database).tables.get(key)
        if found is None:
            raise not_found("Table", key)
        return found

    def put_table(self, database: Any, wanted: Mapping[str, Any]) -> None:
        """Make a table of a TableInput; its first version is 0.

        :raises GlueError: AlreadyExistsException
        """
        name = folded(wanted.get("Name"))
        with self.lock:
            holder = self.database(database)
            if name in holder.tables:
                raise already_exists("Table")
            made = FakeTable(holder.name, name, {}, catalog_id=self.account)
            made._current_version = 0
            made.versions = {"0": self._table(holder.name, wanted, _now(), "0")}
            holder.tables[name] = made

    def change_table(self, found: FakeTable, wanted: Mapping[str, Any], *, archive: bool) -> None:
        """Replace a table by a TableInput; the version before is kept unless `archive` is off."""
        with self.lock:
            before = current(found)
            number = str(int(found._current_version) + 1)
            made = self._table(found.database_name, wanted, before["CreateTime"], number)
            if not archive:
                found.versions.pop(str(found._current_version), None)
            found.versions[number] = made
            found._current_version = int(number)

    def _table(self, database: str, wanted: Mapping[str, Any], created: Any, version: str) -> dict[str, Any]:
        return {
            "Retention": 0,
            "PartitionKeys": [],
            **{key: value for key, value in wanted.items() if value is not None},
            "Name": folded(wanted.get("Name")),
            "DatabaseName": database,
            "CreateTime": created,
            "UpdateTime": _now() if version != "0" else created,
            "IsRegisteredWithLakeFormation": False,
            "CatalogId": self.account,
            "VersionId": version,
        }

    # partitions

    def describe_partition(self, found: FakePartition) -> dict[str, Any]:
        """The Partition of the API."""
        return {
            **found.partition_input,
            "DatabaseName": found.database_name,
            "TableName": found.table_name,
            "CreationTime": clock.utc(found.creation_time),
            "CatalogId": self.account,
        }


def _now() -> datetime:
    """The time now, in whole seconds, as Glue keeps it."""
    return clock.utc(int(clock.wall()))


def current(found: FakeTable) -> dict[str, Any]:
    """The Table of the API, in its newest version."""
    newest: dict[str, Any] = found.versions[str(found._current_version)]
    return newest
