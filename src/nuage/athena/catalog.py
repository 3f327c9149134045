"""Tables of the Data Catalog as queries see them, and the reading of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from nuage.athena import information_schema
from nuage.athena.cache import TableScan
from nuage.athena.ddl.glue import read_view
from nuage.athena.errors import QueryError
from nuage.athena.objects.conditions import Places, keeps
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.projection import Projection, is_projected
from nuage.athena.objects.store import Location, parse_location
from nuage.athena.rewrite.scope import TableInfo, TableName
from nuage.athena.serdes import Column, TableFormat
from nuage.athena.session import AwsError, Session
from nuage.athena.types import TypeSyntaxError, parse_hive_type

CATALOG = "awsdatacatalog"


def refused(error: AwsError) -> QueryError:
    """A refusal of the Data Catalog, as a query ends with it."""
    if error.denied:
        return QueryError(
            "PERMISSION_DENIED", f"Insufficient permissions to execute the query. {error.message}"
        )
    return QueryError("HIVE_METASTORE_ERROR", f"{error.message} (Service: AWSGlue; Error Code: {error.code})")


class GlueCatalog:
    """The catalogue of one query: what it has looked up stays the same until its end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables: dict[TableName, Mapping[str, Any] | None] = {}

    def has_database(self, database: str) -> bool:
        """Whether a database exists."""
        if database == information_schema.DATABASE:
            return True
        try:
            self._session.glue("GetDatabase", Name=database)
        except AwsError as error:
            if error.code == "EntityNotFoundException":
                return False
            raise refused(error) from error
        return True

    def table(self, name: TableName) -> TableInfo | None:
        """A table or a view, or None.

        :raises QueryError: when the caller may not see it, or its columns make no sense
        """
        if name.database == information_schema.DATABASE:
            columns = information_schema.COLUMNS.get(name.table)
            return TableInfo(columns) if columns else None
        found = self.glue_table(name)
        if found is None:
            return None
        if str((found.get("Parameters") or {}).get("table_type", "")).upper() == "ICEBERG":
            raise QueryError("NOT_SUPPORTED", "Iceberg tables are not supported by this lab")
        declared = tuple((column.name, column.type) for column in all_columns(found))
        view = read_view(found)
        if view is None and found.get("TableType") == "VIRTUAL_VIEW":
            raise QueryError("NOT_SUPPORTED", "Hive views are not supported")
        return TableInfo(declared, *view) if view else TableInfo(declared)

    def glue_table(self, name: TableName) -> Mapping[str, Any] | None:
        """The Table of Glue, or None.

        :raises QueryError: when the caller may not see it
        """
        if name not in self._tables:
            try:
                answer = self._session.glue("GetTable", DatabaseName=name.database, Name=name.table)
                self._tables[name] = answer["Table"]
            except AwsError as error:
                if error.code != "EntityNotFoundException":
                    raise refused(error) from error
                self._tables[name] = None
        return self._tables[name]


def data_columns(table: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns that lie in the objects."""
    return _columns((table.get("StorageDescriptor") or {}).get("Columns") or ())


def partition_columns(table: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns that the partitions give."""
    return _columns(table.get("PartitionKeys") or ())


def all_columns(table: Mapping[str, Any]) -> tuple[Column, ...]:
    """Both, partition columns last."""
    return (*data_columns(table), *partition_columns(table))


def _columns(declared: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    made = []
    for column in declared:
        try:
            made.append(Column(column["Name"].lower(), parse_hive_type(column.get("Type") or "string")))
        except TypeSyntaxError as error:
            raise QueryError("HIVE_INVALID_METADATA", f"Column {column['Name']}: {error}") from error
    return tuple(made)


def table_format(table: Mapping[str, Any]) -> TableFormat:
    """How the table's objects are read.

    :raises QueryError: HIVE_UNSUPPORTED_FORMAT for a table without a SerDe
    """
    serde = (table.get("StorageDescriptor") or {}).get("SerdeInfo") or {}
    library = serde.get("SerializationLibrary")
    if not library:
        name = f"{table.get('DatabaseName')}.{table.get('Name')}"
        raise QueryError("HIVE_INVALID_METADATA", f"Table descriptor is missing SerDe info (table {name})")
    header = str((table.get("Parameters") or {}).get("skip.header.line.count") or "0")
    return TableFormat(
        library,
        data_columns(table),
        dict(serde.get("Parameters") or {}),
        int(header) if header.isdigit() else 0,
    )


def location_of(descriptor: Mapping[str, Any] | None) -> Location:
    """Where a table or a partition lies.

    :raises QueryError: HIVE_METASTORE_ERROR when it is no S3 path
    """
    return parse_location((descriptor or {}).get("Location") or "")


def scan_of(
    session: Session, table: Mapping[str, Any], columns: Collection[str], filters: Places, now: datetime
) -> TableScan:
    """What the cache has to read for a query.

    :param columns: those that the query names
    :param filters: what it says of single columns, at each place that names the table
    :raises QueryError: for bad partitions, a bad projection or a refused call
    """
    name = f"{table['DatabaseName']}.{table['Name']}"
    return TableScan(
        name=f"{session.account}/{session.region}/{name}",
        format=table_format(table),
        partitions=tuple(_partitions(session, table, name, filters, now)),
        needed=frozenset(columns) - {"$path"},
        partition_columns=partition_columns(table),
    )


def _partitions(
    session: Session, table: Mapping[str, Any], name: str, filters: Places, now: datetime
) -> Sequence[Partition]:
    keys = partition_columns(table)
    location = location_of(table.get("StorageDescriptor"))
    if not keys:
        return [Partition((), location)]
    parameters = dict(table.get("Parameters") or {})
    if is_projected(parameters):
        found = Projection(name, keys, parameters, location, now).partitions(places=filters)
    else:
        found = glue_partitions(session, table)
    names = [key.name for key in keys]
    kinds = {key.name: key.type for key in keys}
    return [p for p in found if keeps(filters, dict(zip(names, p.values, strict=True)), kinds)]


def glue_partitions(session: Session, table: Mapping[str, Any]) -> list[Partition]:
    """All partitions of a table in Glue.

    :raises QueryError: when the caller may not see them
    """
    found: list[Partition] = []
    token: dict[str, str] = {}
    while True:
        try:
            answer = session.glue(
                "GetPartitions",
                DatabaseName=table["DatabaseName"],
                TableName=table["Name"],
                ExcludeColumnSchema=True,
                **token,
            )
        except AwsError as error:
            raise refused(error) from error
        for partition in answer.get("Partitions", []):
            where = location_of(partition.get("StorageDescriptor"))
            found.append(Partition(tuple(partition["Values"]), where))
        if not answer.get("NextToken"):
            return found
        token = {"NextToken": answer["NextToken"]}
