"""SHOW and DESCRIBE."""

from __future__ import annotations

from dataclasses import replace

from nuage.athena import statements as s
from nuage.athena.ddl.alter import spec
from nuage.athena.ddl.cursor import Cursor
from nuage.athena.errors import MalformedQueryError


def show(cursor: Cursor) -> s.Statement:
    """SHOW {TABLES|DATABASES|SCHEMAS|VIEWS|COLUMNS|PARTITIONS|TBLPROPERTIES|FUNCTIONS|CREATE …}."""
    cursor.expect("SHOW")
    sql = cursor.sql
    if cursor.accept("TABLES"):
        return s.ShowTables(sql, _database(cursor), _pattern(cursor))
    if cursor.accept("DATABASES") or cursor.accept("SCHEMAS"):
        return s.ShowDatabases(sql, _pattern(cursor))
    if cursor.accept("VIEWS"):
        return s.ShowViews(sql, _database(cursor), _pattern(cursor))
    if cursor.accept("FUNCTIONS"):
        return s.ShowFunctions(sql, _pattern(cursor))
    if cursor.accept("PARTITIONS"):
        return s.ShowPartitions(sql, cursor.table())
    if cursor.accept("TBLPROPERTIES"):
        name = cursor.table()
        return s.ShowProperties(sql, name, cursor.listed(cursor.string)[0] if cursor.word() == "(" else None)
    if cursor.accept("CREATE", "TABLE"):
        return s.ShowCreateTable(sql, cursor.table())
    if cursor.accept("CREATE", "VIEW"):
        return s.ShowCreateView(sql, cursor.table())
    if cursor.accept("COLUMNS"):
        return _columns(cursor)
    raise MalformedQueryError("Queries of this type are not supported")


def _database(cursor: Cursor) -> str | None:
    return cursor.identifier() if cursor.accept("IN") or cursor.accept("FROM") else None


def _pattern(cursor: Cursor) -> str | None:
    cursor.accept("LIKE")
    token = cursor.token
    return cursor.string() if token is not None and token.kind == "string" else None


def _columns(cursor: Cursor) -> s.ShowColumns:
    if not (cursor.accept("FROM") or cursor.accept("IN")):
        raise cursor.fail("{'FROM', 'IN'}")
    name = cursor.table()
    database = _database(cursor)
    return s.ShowColumns(cursor.sql, replace(name, database=database) if database else name)


def describe(cursor: Cursor) -> s.Describe:
    """{DESCRIBE|DESC} [EXTENDED|FORMATTED] table [PARTITION (…)] [column]."""
    cursor.at += 1
    mode = (
        cursor.word()
        if cursor.word() in ("EXTENDED", "FORMATTED") and cursor.word(1) not in ("", ".")
        else ""
    )
    cursor.at += bool(mode)
    name = cursor.table()
    partition = spec(cursor) if cursor.word() == "PARTITION" else None
    column = cursor.identifier() if cursor.token is not None else None
    return s.Describe(cursor.sql, name, mode, partition, column)
