"""The rows of `information_schema`: made anew for each query, from what its caller may see in Glue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from nuage.athena.catalog import CATALOG, data_columns, partition_columns, refused
from nuage.athena.ddl.glue import read_view
from nuage.athena.errors import QueryError
from nuage.athena.information_schema import COLUMNS, DATABASE
from nuage.athena.session import AwsError, Session, all_pages
from nuage.athena.tables import Part, TableData
from nuage.athena.types import trino_text

Row = tuple[object, ...]


def read(session: Session, table: str) -> TableData:
    """One of the tables, with the rows of now.

    :raises QueryError: when the caller may not list the catalogue
    """
    try:
        rows = tuple(_ROWS[table](session))
    except AwsError as error:
        raise refused(error) from error
    # the engine keeps a part by its key: what is in it says whether it is the same
    digest = blake2b(repr(rows).encode(), digest_size=16).hexdigest()
    key = f"{DATABASE}.{table}/{session.account}/{session.region}"
    return TableData(key, COLUMNS[table], [Part(digest, "", rows=rows)])


def _schemata(session: Session) -> Iterator[Row]:
    for database in (DATABASE, *_databases(session)):
        yield CATALOG, database


def _tables(session: Session) -> Iterator[Row]:
    for name in COLUMNS:
        yield CATALOG, DATABASE, name, "BASE TABLE"
    for database, found in _glue_tables(session):
        yield CATALOG, database, found["Name"], "VIEW" if read_view(found) else "BASE TABLE"


def _views(session: Session) -> Iterator[Row]:
    for database, found in _glue_tables(session):
        if view := read_view(found):
            yield CATALOG, database, found["Name"], view[0]


def _columns_of_all(session: Session) -> Iterator[Row]:
    for name, columns in COLUMNS.items():
        for at, (own, kind) in enumerate(columns, 1):
            yield CATALOG, DATABASE, name, own, at, None, "YES", trino_text(kind), None, None
    for database, found in _glue_tables(session):
        try:
            data, partitions = data_columns(found), partition_columns(found)
        except QueryError:
            continue  # as Trino does: a table whose types make no sense has no columns here
        comments = _comments(found)
        for at, column in enumerate((*data, *partitions), 1):
            extra = "partition key" if at > len(data) else None
            words = trino_text(column.type), comments.get(column.name), extra
            yield CATALOG, database, found["Name"], column.name, at, None, "YES", *words


_ROWS: Mapping[str, Callable[[Session], Iterator[Row]]] = {
    "columns": _columns_of_all,
    "schemata": _schemata,
    "tables": _tables,
    "views": _views,
}


def _comments(table: Mapping[str, Any]) -> dict[str, str | None]:
    declared = [
        *((table.get("StorageDescriptor") or {}).get("Columns") or ()),
        *(table.get("PartitionKeys") or ()),
    ]
    return {column["Name"].lower(): column.get("Comment") or None for column in declared}


def _databases(session: Session) -> list[str]:
    return sorted(found["Name"] for found in all_pages(session.glue, "GetDatabases", "DatabaseList"))


def _glue_tables(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    for database in _databases(session):
        tables = all_pages(session.glue, "GetTables", "TableList", DatabaseName=database)
        for found in sorted(tables, key=lambda table: str(table["Name"])):
            yield database, found
