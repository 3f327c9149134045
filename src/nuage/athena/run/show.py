"""SHOW and DESCRIBE."""

from __future__ import annotations

import base64
import fnmatch
import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from nuage.athena import statements as s
from nuage.athena.catalog import all_columns, glue_partitions, partition_columns
from nuage.athena.ddl import describe as text
from nuage.athena.ddl.glue import read_view
from nuage.athena.errors import HiveError, not_supported
from nuage.athena.executions import Outcome
from nuage.athena.metadata import encode
from nuage.athena.objects.partitions import folder
from nuage.athena.objects.projection import is_projected
from nuage.athena.run import hive
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError, all_pages
from nuage.athena.types import trino_text
from nuage.athena.values import string_column


def _outcome(
    run: Run, columns: Sequence[str], lines: Iterable[str], *, opaque: bool = True, kind: str = "string"
) -> Outcome:
    """A .txt result. SHOW's .metadata is opaque base64 text on AWS: ours is base64 of our own message."""
    infos = [string_column(name, kind) for name in columns]
    metadata = encode(run.execution.id, infos)
    return Outcome(
        columns=infos,
        body="\n".join(lines).encode(),
        metadata=base64.b64encode(metadata) if opaque else metadata,
        update_count=0 if opaque else None,
        content_type="binary/octet-stream" if opaque else "application/octet-stream",
    )


def _all(run: Run, operation: str, member: str, **parameters: Any) -> list[dict[str, Any]]:
    return all_pages(partial(hive.call, run), operation, member, **parameters)


def _tables(run: Run, database: str | None) -> list[dict[str, Any]]:
    name = (database or run.execution.database).lower()
    try:
        return _all(run, "GetTables", "TableList", DatabaseName=name)
    except AwsError as error:
        raise hive.no_database(name) from error


def _matching(names: Iterable[str], pattern: str | None) -> list[str]:
    """Hive's patterns: `*` for any text, `|` between alternatives."""
    if pattern is None:
        return sorted(names)
    parts = [part.strip().lower() for part in pattern.split("|")]
    escaped = [part.replace("[", "[[]").replace("?", "[?]") for part in parts]
    return sorted(name for name in names if any(fnmatch.fnmatchcase(name, part) for part in escaped))


def show_tables(run: Run, statement: s.ShowTables) -> Outcome:
    """SHOW TABLES: views among them."""
    names = (table["Name"] for table in _tables(run, statement.database))
    return _outcome(run, ["tab_name"], _matching(names, statement.pattern))


def show_views(run: Run, statement: s.ShowViews) -> Outcome:
    """SHOW VIEWS."""
    tables = _tables(run, statement.database)
    names = (table["Name"] for table in tables if table.get("TableType") == "VIRTUAL_VIEW")
    return _outcome(run, ["views"], _matching(names, statement.pattern), kind="varchar")


def show_databases(run: Run, statement: s.ShowDatabases) -> Outcome:
    """SHOW DATABASES: LIKE takes a regular expression of Java for the whole name; a lone `*` is all."""
    names = sorted(d["Name"] for d in _all(run, "GetDatabases", "DatabaseList"))
    pattern = statement.pattern
    if pattern is not None and pattern != "*":
        try:
            names = [name for name in names if re.fullmatch(pattern, name)]
        except re.error as error:
            at = error.pos or 0
            raise hive.task_error(
                f"java.util.regex.PatternSyntaxException: Dangling meta character '{pattern[at : at + 1]}' "
                f"near index {at}\n{pattern}\n{' ' * at}^"
            ) from error
    return _outcome(run, ["database_name"], names)


def show_columns(run: Run, statement: s.ShowColumns) -> Outcome:
    """SHOW COLUMNS."""
    return _outcome(run, ["field"], text.show_columns(hive.table(run, statement.name)))


def show_partitions(run: Run, statement: s.ShowPartitions) -> Outcome:
    """SHOW PARTITIONS: those in Glue; projected ones are not listed."""
    found = hive.table(run, statement.name)
    keys = partition_columns(found)
    if not keys:
        raise HiveError(
            "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "
            f"Table {found['Name']} is not a partitioned table"
        )
    if is_projected(dict(found.get("Parameters") or {})):
        return _outcome(run, ["partition"], [])
    lines = [folder(keys, p.values).rstrip("/") for p in glue_partitions(run.session, found)]
    return _outcome(run, ["partition"], sorted(lines))


def show_create_table(run: Run, statement: s.ShowCreateTable) -> Outcome:
    """SHOW CREATE TABLE."""
    found = hive.table(run, statement.name)
    if found.get("TableType") == "VIRTUAL_VIEW":
        raise not_supported(f"Cannot show create table of a view: {found['Name']}; use SHOW CREATE VIEW")
    name = statement.name
    shown = f"{name.database}.{name.table}" if name.database else name.table
    return _outcome(run, ["createtab_stmt"], text.show_create_table(found, shown), opaque=False)


def show_create_view(run: Run, statement: s.ShowCreateView) -> Outcome:
    """SHOW CREATE VIEW."""
    found = hive.table(run, statement.name)
    view = read_view(found)
    name = run.name(statement.name)
    if view is None:
        raise hive.no_table(str(name))
    line = f"CREATE VIEW {name.database}.{name.table} AS\n{view[0]}"
    return _outcome(run, ["create view"], [line], kind="varchar")


def show_properties(run: Run, statement: s.ShowProperties) -> Outcome:
    """SHOW TBLPROPERTIES."""
    found = hive.table(run, statement.name)
    return _outcome(run, ["prpt_name", "prpt_value"], text.show_properties(found, statement.key))


def show_functions(_run: Run, _statement: s.ShowFunctions) -> Outcome:
    """SHOW FUNCTIONS is refused: the list of Trino's own functions is not what the lab has."""
    raise not_supported("SHOW FUNCTIONS is not supported by this lab")


def describe(run: Run, statement: s.Describe) -> Outcome:
    """DESCRIBE of a table; of a view it is DESC_VIEW."""
    found = hive.table(run, statement.name)
    if statement.mode or statement.partition is not None:
        raise not_supported("DESCRIBE EXTENDED, FORMATTED and PARTITION are not supported by this lab")
    if found.get("TableType") == "VIRTUAL_VIEW":
        lines = [f"{c.name}\t{trino_text(c.type)}" for c in all_columns(found)]
        outcome = _outcome(run, ["column", "type"], lines, opaque=False)
        outcome.substatement = "DESC_VIEW"
        return outcome
    if statement.column is not None:
        wanted = statement.column.lower()
        columns = [*found["StorageDescriptor"]["Columns"], *(found.get("PartitionKeys") or [])]
        chosen = [c for c in columns if c["Name"] == wanted]
        if not chosen:
            raise HiveError(f"FAILED: SemanticException [Error 10002]: Invalid column reference {wanted}")
        lines = [text.padded(c["Name"], c["Type"], text.comment_of(found, c)) for c in chosen]
    else:
        lines = text.describe(found)
    return _outcome(run, ["col_name", "data_type", "comment"], lines, opaque=False)
