"""CREATE TABLE AS SELECT.

https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html
"""

from __future__ import annotations

from typing import Any

from nuage.athena import statements as s
from nuage.athena.catalog import CATALOG, data_columns, refused, table_format
from nuage.athena.ddl.formats import FORMATS, HIVE_JSON
from nuage.athena.ddl.glue import ctas_input, partition_input
from nuage.athena.errors import QueryError, not_supported
from nuage.athena.executions import Outcome
from nuage.athena.metadata import encode
from nuage.athena.objects.store import Location, parse_location
from nuage.athena.rewrite.scope import TableName
from nuage.athena.run.context import Run
from nuage.athena.run.writing import Target, Written, renamed, write
from nuage.athena.serdes import Column
from nuage.athena.session import AwsError
from nuage.athena.types import Type, trino_text
from nuage.athena.values import column_info

WRITABLE = ("PARQUET", "JSON", "TEXTFILE")
# Hive has no column for these: NOT_SUPPORTED, measured on AWS
UNSUPPORTED = ("time", "timestamp with time zone", "interval day to second", "interval year to month", "json")
ROWS = column_info("rows", Type("bigint"))


def create_table_as(run: Run, statement: s.Ctas) -> Outcome:
    """Run the query, write its rows, and put the table into Glue."""
    name = run.name(statement.name)
    place = _place(run, statement)
    suffix = _suffix(run)
    if not run.catalog.has_database(name.database):
        raise QueryError("SCHEMA_NOT_FOUND", f"Schema '{name.database}' does not exist", (1, 1))
    if run.catalog.glue_table(name) is not None:
        if statement.if_not_exists:
            return _outcome(run, Written())
        raise QueryError(
            "TABLE_ALREADY_EXISTS", f"Destination table '{CATALOG}.{name}' already exists.{suffix}", (1, 1)
        )
    made, partitions = _table(run, statement, name, place, suffix)
    if not _is_empty(run, place):
        raise QueryError(
            "HIVE_PATH_ALREADY_EXISTS",
            f"Target directory for table '{name}' already exists: {place.uri}.{suffix}",
        )
    columns = [(c.name, c.type) for c in (*data_columns(made), *partitions)]
    original = run.rewrite(statement.query)
    order = [str([n.lower() for n, _ in original.columns].index(column)) for column, _ in columns]
    sql = renamed(statement.query, order, columns, [kind for _, kind in original.columns])
    target = Target(place, table_format(made), _compression(statement), partitions)
    written = write(run, run.rewrite(sql), target) if statement.with_data else Written()
    _put_table(run, name, made, written)
    return _outcome(run, written)


def _suffix(run: Run) -> str:
    where = f"{run.execution.output}tables/{run.execution.id}"
    return (
        f" You may need to manually clean the data at location '{where}' before retrying. "
        "Athena will not delete data in your account."
    )


def _place(run: Run, statement: s.Ctas) -> Location:
    given = statement.properties.get("external_location")
    return parse_location(str(given or f"{run.execution.output}tables/{run.execution.id}/"))


def _compression(statement: s.Ctas) -> str:
    properties = statement.properties
    own = f"{_format(statement).lower()}_compression"
    return str(properties.get("write_compression") or properties.get(own) or "GZIP").upper()


def _format(statement: s.Ctas) -> str:
    return str(statement.properties.get("format") or "PARQUET").upper()


def _table(
    run: Run, statement: s.Ctas, name: TableName, place: Location, suffix: str
) -> tuple[dict[str, Any], tuple[Column, ...]]:
    """The table for Glue, and its partition columns."""
    form = _format(statement)
    if form not in FORMATS:
        raise QueryError("INVALID_TABLE_PROPERTY", f"Unknown format: {form}")
    if form not in WRITABLE or statement.properties.get("bucketed_by"):
        raise not_supported(
            f"CTAS as {form}{' in buckets' if form in WRITABLE else ''} is not supported by this lab"
        )
    partitioned = [str(p).lower() for p in _listed(statement.properties.get("partitioned_by"))]
    outputs = _outputs(run, statement, suffix)
    names = [column for column, _ in outputs]
    if partitioned and names[-len(partitioned) :] != partitioned:
        raise QueryError(
            "HIVE_COLUMN_ORDER_MISMATCH",
            f"Partition keys must be the last columns in the table and in the same order as the table "
            f"properties: [{', '.join(partitioned)}].{suffix}",
        )
    delimiter = statement.properties.get("field_delimiter")
    serde = {"field.delim": str(delimiter), "serialization.format": str(delimiter)} if delimiter else None
    made = ctas_input(name.table, outputs, place.uri, run.epoch, form, partitioned, serde)
    if form == "JSON":
        # what writes JSON reads it: the OpenX SerDe is not writable
        made["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"] = HIVE_JSON
    made["Parameters"]["classification"] = form.lower()
    keys = {key["Name"] for key in made["PartitionKeys"]}
    return made, tuple(Column(column, kind) for column, kind in outputs if column in keys)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _outputs(run: Run, statement: s.Ctas, suffix: str) -> list[tuple[str, Type]]:
    """The columns of the query as those of a table: each has a name of its own and a type of Hive's."""
    made: list[tuple[str, Type]] = []
    for position, (column, kind) in enumerate(run.rewrite(statement.query).columns, 1):
        if column == f"_col{position - 1}":
            raise QueryError(
                "MISSING_COLUMN_NAME", f"Column name not specified at position {position}", (1, 1)
            )
        if column.lower() in {name for name, _ in made}:
            raise QueryError(
                "DUPLICATE_COLUMN_NAME", f"Column name '{column}' specified more than once", (1, 1)
            )
        if kind.base == "unknown":
            raise QueryError("COLUMN_TYPE_UNKNOWN", f"Column type is unknown at position {position}", (1, 1))
        if kind.base in UNSUPPORTED:
            raise not_supported(f"Unsupported Hive type: {trino_text(kind)}.{suffix}")
        made.append((column.lower(), kind))
    return made


def _is_empty(run: Run, place: Location) -> bool:
    try:
        return not run.session.files.any(place.bucket, place.prefix)
    except AwsError as error:
        raise QueryError("HIVE_METASTORE_ERROR", f"{place.uri}: {error.message}") from error


def _put_table(run: Run, name: TableName, made: dict[str, Any], written: Written) -> None:
    try:
        run.session.glue("CreateTable", DatabaseName=name.database, TableInput=made)
    except AwsError as error:
        raise refused(error) from error
    add_partitions(run, name, made, written)


def add_partitions(run: Run, name: TableName, table: dict[str, Any], written: Written) -> None:
    """Put partitions that were written into Glue; those that are there already stay."""
    keys = [key["Name"] for key in table.get("PartitionKeys") or []]
    inputs = [
        partition_input(table, dict(zip(keys, values, strict=True)), where.uri)
        for values, where in written.partitions.items()
    ]
    for start in range(0, len(inputs), 100):
        chunk = inputs[start : start + 100]
        try:
            run.session.glue(
                "BatchCreatePartition",
                DatabaseName=name.database,
                TableName=name.table,
                PartitionInputList=chunk,
            )
        except AwsError as error:
            raise refused(error) from error


def _outcome(run: Run, written: Written) -> Outcome:
    run.execution.measures.output_rows = written.rows
    return Outcome(
        columns=[ROWS],
        prefix="tables/",
        suffix="",
        body=None,
        metadata=encode(run.execution.id, [ROWS], "CREATE TABLE", written.rows),
        manifest=written.files,
        update_count=written.rows,
    )
