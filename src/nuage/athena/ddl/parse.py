"""From a query string to a Statement, as StartQueryExecution reads it: what it refuses raises
MalformedQueryError.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nuage.athena import statements as s
from nuage.athena.ddl import alter, create, show, write
from nuage.athena.ddl.comments import refuse_comment
from nuage.athena.ddl.cursor import Cursor
from nuage.athena.errors import MalformedQueryError

QUERY_WORDS = ("SELECT", "WITH", "VALUES", "TABLE", "(")
# what Trino says could start a statement
STARTS = (
    "'ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY', "
    "'DESC', 'DESCRIBE', "
    "'DROP', 'EXECUTE', 'EXPLAIN', 'GRANT', 'INSERT', 'MERGE', 'PREPARE', 'REFRESH', 'RESET', "
    "'REVOKE', 'ROLLBACK', "
    "'SET', 'SHOW', 'START', 'TRUNCATE', 'UPDATE', 'USE', 'WITH', <query>"
)
ICEBERG = "Iceberg tables are not supported by this lab: {} needs one"
_REFUSED = {
    "UPDATE": (s.DML, "UPDATE"),
    "DELETE": (s.DML, "DELETE"),
    "MERGE": (s.DML, "MERGE"),
    "OPTIMIZE": (s.DDL, "CREATE_TABLE_AS_SELECT"),
    "VACUUM": (s.DML, "VACUUM_TABLE"),
}
_UNSUPPORTED = (
    "GRANT",
    "REVOKE",
    "USE",
    "SET",
    "LOCK",
    "UNLOCK",
    "COMMIT",
    "ROLLBACK",
    "START",
    "TRUNCATE",
    "IMPORT",
    "EXPORT",
    "LOAD",
)


def strip(sql: str) -> str:
    """The statement without comments and white space before it, and without the semicolon behind it."""
    text = sql
    while True:
        text = text.lstrip()
        if text.startswith("--"):
            text = text.partition("\n")[2]
        elif text.startswith("/*"):
            _, closed, text = text.partition("*/")
            if not closed:
                raise MalformedQueryError("line 1:1: mismatched input '<EOF>'. Expecting: " + STARTS)
        else:
            return re.sub(r"(?:;\s*)+$", "", text.rstrip())


def parse(sql: str) -> s.Statement:
    """Read one statement. Positions in errors are those of the text without leading comments."""
    text = strip(sql)
    if not text:
        raise MalformedQueryError("line 1:1: mismatched input '<EOF>'. Expecting: " + STARTS)
    _refuse_two(text)
    first = re.match(r"\(|\w+", text)
    word = first.group().upper() if first else ""
    if word in QUERY_WORDS:
        return _select(text)
    reader = _READERS.get(word)
    if reader is not None:
        return reader(text)
    if word in _REFUSED:
        kind, substatement = _REFUSED[word]
        return s.Refused(text, ICEBERG.format(word), kind, substatement)
    if word in _UNSUPPORTED or text.upper().startswith("USING EXTERNAL FUNCTION"):
        raise MalformedQueryError("Queries of this type are not supported")
    shown = re.match(r"\w+|\S", text)
    raise MalformedQueryError(
        f"line 1:1: mismatched input '{shown.group() if shown else '<EOF>'}'. Expecting: {STARTS}"
    )


def _refuse_two(text: str) -> None:
    """Only one statement at a time; a semicolon inside a string or a comment is none."""
    without = re.sub(
        r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL
    )
    if ";" in without:
        raise MalformedQueryError("Only one sql statement is allowed. Got: " + text)


def _select(text: str) -> s.Statement:
    if re.match(r"SELECT\s+FROM\b", text, re.IGNORECASE):
        raise MalformedQueryError("Queries of this type are not supported")
    return s.Select(text)


def _hive(reader: Callable[[Cursor], s.Statement]) -> Callable[[str], s.Statement]:
    def read(text: str) -> s.Statement:
        cursor = Cursor(text)
        statement = reader(cursor)
        cursor.end()
        return refuse_comment(statement)

    return read


def _trino(reader: Callable[[Cursor], s.Statement]) -> Callable[[str], s.Statement]:
    def read(text: str) -> s.Statement:
        cursor = Cursor(text, hive=False)
        statement = reader(cursor)
        cursor.end()
        return statement

    return read


def _create(text: str) -> s.Statement:
    if create.is_query(text):
        return _trino(write.create)(text)
    return _hive(create.create)(text)


def _show(text: str) -> s.Statement:
    """Views are Trino's, whose names stand in double quotes: PyAthena's reflection asks so."""
    trino = re.match(r"SHOW\s+(?:VIEWS|CREATE\s+VIEW)\b", text, re.IGNORECASE)
    return (_trino if trino else _hive)(show.show)(text)


_READERS: dict[str, Callable[[str], s.Statement]] = {
    "ALTER": _hive(alter.alter),
    "CREATE": _create,
    "DEALLOCATE": _trino(write.deallocate),
    "DESC": _hive(show.describe),
    "DESCRIBE": _hive(show.describe),
    "DROP": _hive(create.drop),
    "EXECUTE": _trino(write.execute),
    "EXPLAIN": _trino(write.explain),
    "INSERT": _trino(write.insert),
    "MSCK": _hive(alter.msck),
    "PREPARE": _trino(write.prepare),
    "SHOW": _show,
    "UNLOAD": _trino(write.unload),
}
