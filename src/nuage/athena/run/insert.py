"""INSERT INTO and UNLOAD.

https://docs.aws.amazon.com/athena/latest/ug/insert-into.html and unload.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nuage.athena import statements as s
from nuage.athena.catalog import (
    CATALOG,
    all_columns,
    data_columns,
    location_of,
    partition_columns,
    table_format,
)
from nuage.athena.ddl.formats import HIVE_JSON, LAZY_SIMPLE
from nuage.athena.ddl.formats import PARQUET as PARQUET_SERDE
from nuage.athena.errors import QueryError, not_supported
from nuage.athena.executions import Outcome
from nuage.athena.metadata import encode
from nuage.athena.objects.store import parse_location
from nuage.athena.rewrite.coercion import can_coerce
from nuage.athena.run.context import Run
from nuage.athena.run.ctas import ROWS, add_partitions
from nuage.athena.run.writing import Target, renamed, write
from nuage.athena.serdes import Column, TableFormat, is_parquet
from nuage.athena.session import AwsError
from nuage.athena.types import Type, trino_text


def insert(run: Run, statement: s.InsertInto) -> Outcome:
    """INSERT INTO table [(columns)] query: new objects under the table's location."""
    name = run.name(statement.target)
    table = run.catalog.glue_table(name)
    if table is None:
        raise QueryError("TABLE_NOT_FOUND", f"Table '{CATALOG}.{name}' does not exist", (1, 1))
    if table.get("TableType") == "VIRTUAL_VIEW":
        raise not_supported("Inserting into views is not supported", (1, 1))
    if (table.get("StorageDescriptor") or {}).get("BucketColumns"):
        raise QueryError("HIVE_UNSUPPORTED_FORMAT", "Cannot insert into bucketed table")
    wanted = [(c.name, c.type) for c in all_columns(table)]
    given = run.rewrite(statement.query).columns
    sources = _sources(statement, wanted, [kind for _, kind in given])
    sql = renamed(statement.query, sources, wanted, [kind for _, kind in given])
    form = table_format(table)
    form = TableFormat(form.serde, data_columns(table), form.properties)
    compression = "GZIP" if is_parquet(form.serde) else _text_compression(table)
    target = Target(location_of(table["StorageDescriptor"]), form, compression, partition_columns(table))
    written = write(run, run.rewrite(sql), target)
    add_partitions(run, name, dict(table), written)
    run.execution.measures.output_rows = written.rows
    return Outcome(
        columns=[ROWS],
        suffix="",
        body=None,
        metadata=encode(run.execution.id, [ROWS], "INSERT", written.rows),
        manifest=written.files if written.rows else None,
        update_count=written.rows,
    )


def _text_compression(table: Mapping[str, Any]) -> str:
    return str((table.get("Parameters") or {}).get("write.compression") or "GZIP").upper()


def _sources(statement: s.InsertInto, wanted: Sequence[tuple[str, Type]], given: Sequence[Type]) -> list[str]:
    """For each column of the table, the number of the query's column, as text; "" for NULL."""
    names = [name for name, _ in wanted]
    listed = [column.lower() for column in statement.columns] or names
    for column in listed:
        if column not in names:
            raise QueryError(
                "COLUMN_NOT_FOUND", f"Insert column name does not exist in target table: {column}", (1, 1)
            )
    kinds = dict(wanted)
    table_types = [kinds[column] for column in listed]
    if len(listed) != len(given) or not all(
        can_coerce(have, want) for have, want in zip(given, table_types, strict=True)
    ):
        raise QueryError(
            "TYPE_MISMATCH",
            f"Insert query has mismatched column types: Table: [{', '.join(map(trino_text, table_types))}], "
            f"Query: [{', '.join(map(trino_text, given))}]",
            (1, 1),
        )
    return [str(listed.index(name)) if name in listed else "" for name in names]


_FORMATS = {"PARQUET": PARQUET_SERDE, "JSON": HIVE_JSON, "TEXTFILE": LAZY_SIMPLE}


def unload(run: Run, statement: s.Unload) -> Outcome:
    """UNLOAD (query) TO location: JSON and TEXTFILE are compressed with gzip unless told otherwise."""
    properties = statement.properties
    form = str(properties.get("format") or "").upper()
    if form not in _FORMATS:
        raise not_supported(f"UNLOAD as {form or 'nothing: a format is needed'} is not supported by this lab")
    place = parse_location(statement.location)
    try:
        taken = run.session.files.any(place.bucket, place.prefix)
    except AwsError as error:
        raise QueryError("HIVE_METASTORE_ERROR", f"{place.uri}: {error.message}") from error
    if taken:
        raise QueryError("HIVE_PATH_ALREADY_EXISTS", f"Target directory already exists: {place.uri}")
    rewritten = run.rewrite(statement.query)
    listed = properties.get("partitioned_by")
    keys = [str(key).lower() for key in listed] if isinstance(listed, list | tuple) else []
    names = [name.lower() for name, _ in rewritten.columns]
    if keys and names[-len(keys) :] != keys:
        raise QueryError(
            "HIVE_COLUMN_ORDER_MISMATCH",
            f"Partition keys must be the last columns in the query: [{', '.join(keys)}]",
        )
    columns = [Column(name, kind) for name, (_, kind) in zip(names, rewritten.columns, strict=True)]
    kept = tuple(columns[: len(columns) - len(keys)])
    delimiter = str(properties.get("field_delimiter") or ("," if form == "TEXTFILE" else ""))
    serde = {"field.delim": delimiter} if delimiter else {}
    target = Target(
        place,
        TableFormat(_FORMATS[form], kept, serde),
        str(properties.get("compression") or "GZIP").upper(),
        tuple(columns[len(kept) :]),
    )
    sql = renamed(
        statement.query,
        [str(i) for i in range(len(columns))],
        [(c.name, c.type) for c in columns],
        [c.type for c in columns],
    )
    written = write(run, run.rewrite(sql), target)
    run.execution.measures.output_rows = written.rows
    return Outcome(
        columns=[ROWS],
        suffix="",
        body=None,
        metadata=encode(run.execution.id, [ROWS], "UNLOAD", written.rows),
        manifest=written.files,
        update_count=written.rows,
    )
