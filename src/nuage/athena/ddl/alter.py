"""ALTER TABLE, ALTER DATABASE and MSCK REPAIR TABLE.

https://docs.aws.amazon.com/athena/latest/ug/alter-table-add-partition.html and its neighbours
"""

from __future__ import annotations

from nuage.athena import statements as s
from nuage.athena.ddl.create import column
from nuage.athena.ddl.cursor import Cursor
from nuage.athena.errors import MalformedQueryError

_OPERATORS = ("=", "<>", "!=", "<", "<=", ">", ">=")


def msck(cursor: Cursor) -> s.MsckRepair:
    """MSCK REPAIR TABLE t."""
    cursor.expect("MSCK", "REPAIR", "TABLE")
    return s.MsckRepair(cursor.sql, cursor.table())


def alter(cursor: Cursor) -> s.Statement:
    """ALTER {DATABASE|SCHEMA|TABLE}."""
    cursor.expect("ALTER")
    if cursor.accept("DATABASE") or cursor.accept("SCHEMA"):
        name = cursor.identifier()
        cursor.expect("SET", "DBPROPERTIES")
        return s.AlterDatabase(cursor.sql, name, cursor.properties())
    if not cursor.accept("TABLE"):
        raise MalformedQueryError("Queries of this type are not supported")
    table = cursor.table()
    if cursor.accept("ADD"):
        return _add(cursor, table)
    if cursor.accept("DROP"):
        return _drop(cursor, table)
    if cursor.accept("SET"):
        return _set(cursor, table, None)
    if cursor.accept("RENAME"):
        raise MalformedQueryError("Queries of this type are not supported")
    if cursor.accept("CHANGE"):
        return _change(cursor, table)
    if cursor.accept("REPLACE", "COLUMNS"):
        return s.ReplaceColumns(cursor.sql, table, cursor.listed(lambda: column(cursor)))
    if cursor.word() == "PARTITION":
        return _partition(cursor, table)
    raise cursor.fail("{'ADD', 'CHANGE', 'DROP', 'PARTITION', 'RENAME', 'REPLACE', 'SET'}")


def spec(cursor: Cursor) -> dict[str, str]:
    """`PARTITION (key = value, …)`; values are strings, numbers or bare words."""
    cursor.expect("PARTITION")

    def pair() -> tuple[str, str]:
        key = cursor.identifier()
        cursor.expect("=")
        return key, _value(cursor)

    return dict(cursor.listed(pair))


def _value(cursor: Cursor) -> str:
    token = cursor.token
    if token is None or token.text in (")", ","):
        raise cursor.fail("<constant>")
    if cursor.accept("DATE"):
        return cursor.string()
    sign = "-" if cursor.accept("-") else ""
    return sign + cursor.take().text


def _add(cursor: Cursor, table: s.Name) -> s.Statement:
    if cursor.accept("COLUMNS"):
        return s.AddColumns(cursor.sql, table, cursor.listed(lambda: column(cursor)))
    exists = cursor.accept("IF", "NOT", "EXISTS")
    partitions: list[tuple[s.PartitionSpec, str | None]] = []
    while cursor.word() == "PARTITION":
        values = spec(cursor)
        partitions.append((values, cursor.string() if cursor.accept("LOCATION") else None))
    if not partitions:
        raise cursor.fail("'PARTITION'")
    return s.AddPartitions(cursor.sql, table, tuple(partitions), exists)


def _drop(cursor: Cursor, table: s.Name) -> s.Statement:
    exists = cursor.accept("IF", "EXISTS")
    if cursor.word() != "PARTITION":
        raise cursor.fail("'PARTITION'")
    groups = [_conditions(cursor)]
    while cursor.accept(","):
        groups.append(_conditions(cursor))
    return s.DropPartitions(cursor.sql, table, tuple(groups), exists)


def _conditions(cursor: Cursor) -> tuple[tuple[str, str, str], ...]:
    cursor.expect("PARTITION")

    def one() -> tuple[str, str, str]:
        key = cursor.identifier()
        operator = cursor.word()
        if operator not in _OPERATORS:
            raise cursor.fail("'='")
        cursor.at += 1
        return key, operator, _value(cursor)

    return cursor.listed(one)


def _set(cursor: Cursor, table: s.Name, partition: s.PartitionSpec | None) -> s.Statement:
    if cursor.accept("LOCATION"):
        return s.SetLocation(cursor.sql, table, cursor.string(), partition)
    if cursor.accept("TBLPROPERTIES"):
        return s.SetProperties(cursor.sql, table, cursor.properties())
    raise MalformedQueryError("Queries of this type are not supported")


def _change(cursor: Cursor, table: s.Name) -> s.Statement:
    cursor.accept("COLUMN")
    old = cursor.identifier()
    new = column(cursor)
    after = None
    if cursor.accept("FIRST"):
        after = ""
    elif cursor.accept("AFTER"):
        after = cursor.identifier()
    return s.ChangeColumn(cursor.sql, table, old, new, after)


def _partition(cursor: Cursor, table: s.Name) -> s.Statement:
    values = spec(cursor)
    if cursor.accept("RENAME", "TO"):
        return s.RenamePartition(cursor.sql, table, values, spec(cursor))
    if cursor.accept("SET"):
        return _set(cursor, table, values)
    if cursor.accept("ADD", "COLUMNS"):
        return s.AddColumns(cursor.sql, table, cursor.listed(lambda: column(cursor)), values)
    cursor.expect("REPLACE", "COLUMNS")
    return s.ReplaceColumns(cursor.sql, table, cursor.listed(lambda: column(cursor)), values)
