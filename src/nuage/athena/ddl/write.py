"""Statements that hold a query: CTAS, CREATE VIEW, INSERT, UNLOAD, EXPLAIN, PREPARE, EXECUTE, DEALLOCATE."""

from __future__ import annotations

import re

from nuage.athena import statements as s
from nuage.athena.ddl.cursor import Cursor


def create(cursor: Cursor) -> s.Statement:
    """CREATE [OR REPLACE] VIEW v AS query, and CREATE TABLE t [WITH (…)] AS query [WITH [NO] DATA]."""
    cursor.expect("CREATE")
    replace = cursor.accept("OR", "REPLACE")
    if cursor.accept("VIEW"):
        name = cursor.table()
        cursor.expect("AS")
        return s.CreateView(cursor.sql, name, cursor.text_between(), replace)
    cursor.expect("TABLE")
    exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.table()
    properties = _properties(cursor) if cursor.accept("WITH") else {}
    cursor.expect("AS")
    query = cursor.text_between()
    match = re.search(r"\s+WITH\s+(NO\s+)?DATA\s*$", query, re.IGNORECASE)
    with_data = not (match and match[1])
    query = query[: match.start()] if match else query
    if str(properties.get("table_type", "")).upper() == "ICEBERG":
        return s.Refused(
            cursor.sql, "Iceberg tables are not supported by this lab", s.DDL, "CREATE_TABLE_AS_SELECT"
        )
    return s.Ctas(cursor.sql, name, query, properties, exists, with_data)


def insert(cursor: Cursor) -> s.InsertInto:
    """INSERT INTO t [(columns)] query."""
    cursor.expect("INSERT", "INTO")
    name = cursor.table()
    columns: tuple[str, ...] = ()
    if cursor.word() == "(" and cursor.word(1) not in ("SELECT", "WITH", "VALUES", "TABLE", "("):
        columns = cursor.listed(cursor.identifier)
    if cursor.word() not in ("SELECT", "WITH", "VALUES", "TABLE", "("):
        raise cursor.fail("'(', 'SELECT', 'TABLE', 'VALUES', 'WITH'")
    return s.InsertInto(cursor.sql, name, columns, cursor.text_between())


def unload(cursor: Cursor) -> s.Unload:
    """UNLOAD (query) TO 's3://…' WITH (properties)."""
    cursor.expect("UNLOAD", "(")
    query = cursor.text_between(")")
    cursor.expect("TO")
    location = cursor.string()
    cursor.expect("WITH")
    return s.Unload(cursor.sql, query, location, _properties(cursor))


def explain(cursor: Cursor) -> s.Explain:
    """EXPLAIN [ANALYZE] [(FORMAT x, TYPE y)] query."""
    cursor.expect("EXPLAIN")
    analyze = cursor.accept("ANALYZE")
    options: dict[str, str] = {}
    if cursor.word() == "(" and cursor.word(1) in ("FORMAT", "TYPE"):
        options = dict(cursor.listed(lambda: (cursor.identifier(), cursor.identifier())))
    return s.Explain(cursor.sql, cursor.text_between(), analyze, options.get("format", "text").upper())


def prepare(cursor: Cursor) -> s.Prepare:
    """PREPARE name FROM statement."""
    cursor.expect("PREPARE")
    name = cursor.identifier()
    cursor.expect("FROM")
    return s.Prepare(cursor.sql, name, cursor.text_between())


def execute(cursor: Cursor) -> s.Execute:
    """EXECUTE name [USING expression, …]."""
    cursor.expect("EXECUTE")
    name = cursor.identifier()
    parameters: list[str] = []
    if cursor.accept("USING"):
        parameters = _expressions(cursor)
    return s.Execute(cursor.sql, name, tuple(parameters))


def _expressions(cursor: Cursor) -> list[str]:
    """The texts between the commas up to the end."""
    texts: list[str] = []
    start, depth = cursor.at, 0
    while True:
        word = cursor.word() if cursor.token is not None else "END"
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(word, 0)
        if cursor.token is None or (word == "," and depth == 0):
            if cursor.at == start:
                raise cursor.fail("<expression>")
            texts.append(cursor.sql[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end])
            if cursor.token is None:
                return texts
            start = cursor.at + 1
        cursor.at += 1


def deallocate(cursor: Cursor) -> s.Deallocate:
    """DEALLOCATE PREPARE name."""
    cursor.expect("DEALLOCATE", "PREPARE")
    return s.Deallocate(cursor.sql, cursor.identifier())


def _properties(cursor: Cursor) -> dict[str, object]:
    """`(format = 'PARQUET', partitioned_by = ARRAY['p'], bucket_count = 4, is_external = true)`."""

    def pair() -> tuple[str, object]:
        key = cursor.identifier()
        cursor.expect("=")
        return key, _value(cursor)

    return dict(cursor.listed(pair))


def _value(cursor: Cursor) -> object:
    token = cursor.token
    if token is not None and token.kind == "string":
        return cursor.string()
    if token is not None and token.kind == "number":
        return cursor.number()
    if cursor.word() in ("TRUE", "FALSE"):
        return cursor.identifier() == "true"
    cursor.expect("ARRAY", "[")
    items: list[str] = []
    while not cursor.accept("]"):
        items.append(cursor.string())
        if not cursor.accept(",") and cursor.word() != "]":
            raise cursor.fail("','")
    return items
