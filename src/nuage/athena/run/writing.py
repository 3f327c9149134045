"""Rows of a query to objects in S3, for CTAS, INSERT INTO and UNLOAD: Parquet, JSON and delimited text.

https://docs.aws.amazon.com/athena/latest/ug/ctas-partitioning-and-bucketing-limits.html: 100 partitions.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.objects.compression import compressed
from nuage.athena.objects.partitions import NULL_PARTITION, folder
from nuage.athena.objects.store import Location
from nuage.athena.rewrite.translate import Rewritten
from nuage.athena.run.context import Run
from nuage.athena.serdes import Column, TableFormat, is_parquet
from nuage.athena.serdes.writers import encode_rows
from nuage.athena.session import AwsError
from nuage.athena.types import Type, trino_text
from nuage.athena.values import text_of

MOST_PARTITIONS = 100
EXTENSIONS = {
    "GZIP": "gz",
    "SNAPPY": "snappy",
    "ZSTD": "zst",
    "BZIP2": "bz2",
    "DEFLATE": "deflate",
    "NONE": "",
}
_PARQUET = {"GZIP": "gzip", "SNAPPY": "snappy", "ZSTD": "zstd", "NONE": "uncompressed", "LZ4": "lz4"}


@dataclass
class Target:
    """Where rows go, and in which form; `table` has the data columns only."""

    location: Location
    table: TableFormat
    compression: str = "GZIP"
    partitions: tuple[Column, ...] = ()


@dataclass
class Written:
    """What was written: rows, the addresses of the files, and the partitions with their values."""

    rows: int = 0
    files: list[str] = field(default_factory=list)
    partitions: dict[tuple[str, ...], Location] = field(default_factory=dict)


def write(run: Run, rewritten: Rewritten, target: Target) -> Written:
    """Run a query, whose columns are those of the target with the partition columns last, and write it."""
    tables = run.tables(rewritten)
    if is_parquet(target.table.serde):
        return _write_parquet(run, rewritten, tables, target)
    return _write_text(run, rewritten, tables, target)


def _file_name(run: Run, extension: str = "") -> str:
    """As Athena names its files: when, a random part, and the extension of the compression."""
    made = uuid.uuid4()
    return f"{run.now:%Y%m%d_%H%M%S}_{made.int % 100_000:05d}_{made.hex[:5]}_{made}" + (
        f".{extension}" if extension else ""
    )


def _put(run: Run, place: Location, name: str, body: bytes, written: Written) -> None:
    key = place.prefix + name
    try:
        run.session.files.put(place.bucket, key, body)
    except AwsError as error:
        raise QueryError(
            "HIVE_WRITER_OPEN_ERROR", f"Error creating file s3://{place.bucket}/{key}: {error.message}"
        ) from error
    written.files.append(f"s3://{place.bucket}/{key}")


def _place(target: Target, values: Sequence[str]) -> Location:
    below = folder(target.partitions, values) if target.partitions else ""
    return Location(target.location.bucket, target.location.prefix + below)


def _too_many() -> QueryError:
    return QueryError(
        "HIVE_TOO_MANY_OPEN_PARTITIONS",
        f"Exceeded limit of {MOST_PARTITIONS} open writers for partitions/buckets",
    )


def _write_parquet(run: Run, rewritten: Rewritten, tables: Any, target: Target) -> Written:
    compression = _PARQUET.get(target.compression.upper())
    if compression is None:
        raise not_supported(f"Parquet compression {target.compression} is not supported")
    place = run.lab.engine.folder / f"write-{uuid.uuid4().hex}"
    written = Written()
    try:
        written.rows = run.lab.engine.write_parquet(
            rewritten,
            tables,
            place,
            compression,
            partition_by=[column.name for column in target.partitions],
            limits=run.remaining(),
            execution=run.engine_execution(),
        )
        files = list(_parquet_files(place, target)) if written.rows else []
        if len({values for values, _ in files}) > MOST_PARTITIONS:
            raise _too_many()
        for values, file in files:
            where = _place(target, values)
            if target.partitions:
                written.partitions[values] = where
            _put(run, where, _file_name(run), file.read_bytes(), written)
    finally:
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
    return written


def _parquet_files(place: Path, target: Target) -> Iterator[tuple[tuple[str, ...], Path]]:
    if not target.partitions:
        yield (), place
        return
    for file in sorted(place.rglob("*.parquet")):
        names = file.relative_to(place).parts[:-1]
        yield tuple(unquote(name.partition("=")[2]) or NULL_PARTITION for name in names), file


def _write_text(run: Run, rewritten: Rewritten, tables: Any, target: Target) -> Written:
    extension = EXTENSIONS.get(target.compression.upper())
    if extension is None:
        raise not_supported(f"Compression {target.compression} is not supported for text")
    result = run.lab.engine.run(rewritten, tables, run.remaining(), run.engine_execution())
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    kept = len(target.table.columns)
    written = Written()
    for batch in result.batches:
        run.execution.check()
        written.rows += len(batch)
        for row in batch:
            values = tuple(
                text_of(value, column.type) or NULL_PARTITION
                for value, column in zip(row[kept:], target.partitions, strict=True)
            )
            groups.setdefault(values, []).append(row[:kept])
        if len(groups) > MOST_PARTITIONS:
            raise _too_many()
    for values, rows in groups.items():
        where = _place(target, values)
        if target.partitions:
            written.partitions[values] = where
        body = compressed(extension, b"".join(encode_rows(target.table, rows)))
        _put(run, where, _file_name(run, extension), body, written)
    return written


def renamed(query: str, given: Sequence[str], wanted: Sequence[tuple[str, Type]], own: Sequence[Type]) -> str:
    """A query that gives the columns of another under other names and types, by position.

    :param given: for each wanted column, the number of the query's column, as text; "" for NULL
    :param own: the types of the query's columns
    """
    names = ", ".join(f'"_c{i}"' for i in range(len(own)))
    items = []
    for number, (name, kind) in zip(given, wanted, strict=True):
        value = f'"_c{number}"' if number else "NULL"
        if not number or own[int(number)] != kind:
            value = f"CAST({value} AS {trino_text(kind)})"
        items.append(f'{value} AS "{name}"')
    # it is analysed like any query of the caller's before it runs
    return f"SELECT {', '.join(items)} FROM (\n{query}\n) AS t ({names})"  # noqa: S608
