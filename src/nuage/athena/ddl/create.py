"""CREATE DATABASE, CREATE EXTERNAL TABLE, and DROP of databases, tables and views.

https://docs.aws.amazon.com/athena/latest/ug/create-table.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nuage.athena import statements as s
from nuage.athena.ddl.cursor import Cursor
from nuage.athena.errors import MalformedQueryError
from nuage.athena.types import TypeSyntaxError, parse_hive_type

NO_LOCATION = "No location was specified for table. An S3 location must be specified"
NOT_EXTERNAL = "External keyword required for table type HIVE"
EXTERNAL_ICEBERG = "External keyword not supported for table type ICEBERG"
# ROW FORMAT DELIMITED: clause -> LazySimpleSerDe's property
_DELIMITERS = (
    (("FIELDS", "TERMINATED", "BY"), "field.delim"),
    (("ESCAPED", "BY"), "escape.delim"),
    (("COLLECTION", "ITEMS", "TERMINATED", "BY"), "collection.delim"),
    (("MAP", "KEYS", "TERMINATED", "BY"), "mapkey.delim"),
    (("LINES", "TERMINATED", "BY"), "line.delim"),
    (("NULL", "DEFINED", "AS"), "serialization.null.format"),
)


def is_query(text: str) -> bool:
    """Whether a CREATE holds a query: CREATE VIEW, and CREATE TABLE … AS."""
    if re.match(r"CREATE\s+(OR\s+REPLACE\s+)?VIEW\b", text, re.IGNORECASE):
        return True
    if re.match(r"CREATE\s+EXTERNAL\b", text, re.IGNORECASE) or not re.match(
        r"CREATE\s+TABLE\b", text, re.IGNORECASE
    ):
        return False
    without = re.sub(r"'(?:[^']|'')*'", "''", text)
    return bool(re.search(r"\bAS\s*\(?\s*(SELECT|WITH|VALUES|TABLE)\b", without, re.IGNORECASE))


def create(cursor: Cursor) -> s.Statement:
    """CREATE {DATABASE|SCHEMA} or CREATE [EXTERNAL] TABLE."""
    cursor.expect("CREATE")
    if cursor.word() in ("DATABASE", "SCHEMA"):
        return _database(cursor)
    external = cursor.accept("EXTERNAL")
    if not cursor.accept("TABLE"):
        raise MalformedQueryError("Queries of this type are not supported")
    return _table(cursor, external=external)


def _database(cursor: Cursor) -> s.CreateDatabase:
    cursor.at += 1
    exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.identifier()
    comment = location = None
    properties: dict[str, str] = {}
    while cursor.token is not None:
        if cursor.accept("COMMENT"):
            comment = cursor.string()
        elif cursor.accept("LOCATION"):
            location = cursor.string()
        else:
            cursor.expect("WITH", "DBPROPERTIES")
            properties = cursor.properties()
    return s.CreateDatabase(cursor.sql, name, exists, comment, location, properties)


def drop(cursor: Cursor) -> s.Statement:
    """DROP {DATABASE|SCHEMA|TABLE|VIEW}."""
    cursor.expect("DROP")
    what = cursor.word()
    if what not in ("DATABASE", "SCHEMA", "TABLE", "VIEW"):
        raise MalformedQueryError("Queries of this type are not supported")
    cursor.at += 1
    exists = cursor.accept("IF", "EXISTS")
    if what in ("DATABASE", "SCHEMA"):
        name = cursor.identifier()
        cascade = cursor.accept("CASCADE")
        if not cascade:
            cursor.accept("RESTRICT")
        return s.DropDatabase(cursor.sql, name, exists, cascade)
    table = cursor.table()
    return (
        s.DropTable(cursor.sql, table, exists) if what == "TABLE" else s.DropView(cursor.sql, table, exists)
    )


def column(cursor: Cursor) -> s.Column:
    """`name type [COMMENT 'text']`."""
    name = cursor.identifier()
    cursor.accept(":")
    place = cursor.place()
    text = cursor.type_text()
    try:
        kind = parse_hive_type(text)
    except TypeSyntaxError as error:
        raise MalformedQueryError(f"{place}: no viable alternative at input '{text}': {error}") from error
    comment = cursor.string() if cursor.accept("COMMENT") else None
    return s.Column(name, kind, comment)


@dataclass(slots=True)
class _Clauses:
    """What the clauses of CREATE TABLE said so far."""

    comment: str | None = None
    partitions: tuple[s.Column, ...] = ()
    buckets: tuple[tuple[str, ...], int] | None = None
    serde: str | None = None
    serde_properties: dict[str, str] = field(default_factory=dict)
    stored_as: str | None = None
    formats: tuple[str | None, str | None] = (None, None)
    location: str | None = None
    properties: dict[str, str] = field(default_factory=dict)


def _table(cursor: Cursor, *, external: bool) -> s.Statement:
    exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.table()
    if cursor.accept("LIKE"):
        raise MalformedQueryError("Queries of this type are not supported")
    columns = cursor.listed(lambda: column(cursor)) if cursor.word() == "(" else ()
    clauses = _Clauses()
    try:
        while cursor.token is not None:
            _clause(cursor, clauses)
    except MalformedQueryError:
        if not external and "ICEBERG" in cursor.sql.upper():
            cursor.at = len(cursor.tokens)
            return s.Refused(
                cursor.sql, "Iceberg tables are not supported by this lab", s.DDL, "CREATE_TABLE"
            )
        raise
    if clauses.properties.get("table_type", "").upper() == "ICEBERG":
        if external:
            raise MalformedQueryError(EXTERNAL_ICEBERG)
        return s.Refused(cursor.sql, "Iceberg tables are not supported by this lab", s.DDL, "CREATE_TABLE")
    if not external:
        raise MalformedQueryError(NOT_EXTERNAL)
    if clauses.location is None:
        raise MalformedQueryError(NO_LOCATION)
    return s.CreateExternalTable(
        cursor.sql,
        name,
        columns,
        clauses.location,
        if_not_exists=exists,
        comment=clauses.comment,
        partitions=clauses.partitions,
        buckets=clauses.buckets,
        row_format=s.RowFormat(clauses.serde, clauses.serde_properties),
        stored_as=clauses.stored_as,
        input_format=clauses.formats[0],
        output_format=clauses.formats[1],
        properties=clauses.properties,
    )


def _clause(cursor: Cursor, clauses: _Clauses) -> None:
    if cursor.accept("COMMENT"):
        clauses.comment = cursor.string()
    elif cursor.accept("PARTITIONED", "BY"):
        clauses.partitions = cursor.listed(lambda: column(cursor))
    elif cursor.accept("CLUSTERED", "BY"):
        names = cursor.listed(cursor.identifier)
        cursor.expect("INTO")
        clauses.buckets = (names, cursor.number())
        cursor.expect("BUCKETS")
    elif cursor.accept("ROW", "FORMAT"):
        _row_format(cursor, clauses)
    elif cursor.accept("STORED", "AS"):
        _stored_as(cursor, clauses)
    elif cursor.accept("WITH", "SERDEPROPERTIES"):
        clauses.serde_properties.update(cursor.properties())
    elif cursor.accept("LOCATION"):
        clauses.location = cursor.string()
    elif cursor.accept("TBLPROPERTIES"):
        clauses.properties = cursor.properties()
    else:
        raise cursor.fail("<EOF>")


def _row_format(cursor: Cursor, clauses: _Clauses) -> None:
    if cursor.accept("SERDE"):
        clauses.serde = cursor.string()
        return
    cursor.expect("DELIMITED")
    found = True
    while found:
        found = False
        for words, key in _DELIMITERS:
            if cursor.accept(*words):
                clauses.serde_properties[key] = cursor.string()
                found = True
    if "field.delim" in clauses.serde_properties:
        # Hive repeats the field delimiter under the name that its writer reads
        clauses.serde_properties["serialization.format"] = clauses.serde_properties["field.delim"]


def _stored_as(cursor: Cursor, clauses: _Clauses) -> None:
    if cursor.accept("INPUTFORMAT"):
        first = cursor.string()
        cursor.expect("OUTPUTFORMAT")
        clauses.formats = (first, cursor.string())
        return
    clauses.stored_as = cursor.identifier().upper()
