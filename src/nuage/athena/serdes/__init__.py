"""SerDes: one module a format, from the lines of an object to the typed columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Collection

from nuage.athena.errors import QueryError, not_supported
from nuage.athena.serdes.csv import OpenCsvSerDe
from nuage.athena.serdes.delimited import LazySimpleSerDe
from nuage.athena.serdes.hivejson import HiveJsonSerDe
from nuage.athena.serdes.model import Column, Row, SerDe, TableFormat
from nuage.athena.serdes.openx import OpenXJsonSerDe
from nuage.athena.serdes.regex import RegexSerDe

PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
_HIVE = "org.apache.hadoop.hive.serde2"

SERDES: dict[str, Callable[[TableFormat, Collection[str]], SerDe]] = {
    "org.openx.data.jsonserde.JsonSerDe": OpenXJsonSerDe,
    "org.apache.hive.hcatalog.data.JsonSerDe": HiveJsonSerDe,
    f"{_HIVE}.JsonSerDe": HiveJsonSerDe,
    f"{_HIVE}.OpenCSVSerde": OpenCsvSerDe,
    f"{_HIVE}.lazy.LazySimpleSerDe": LazySimpleSerDe,
    f"{_HIVE}.RegexSerDe": RegexSerDe,
    "org.apache.hadoop.hive.contrib.serde2.RegexSerDe": RegexSerDe,
}
# real SerDes of Athena that are not built here
MISSING = (
    "com.amazonaws.glue.serde.GrokSerDe",
    "com.amazon.emr.cloudtrail.CloudTrailSerde",
    "com.amazon.emr.hive.serde.CloudTrailSerde",
    "com.amazon.ionhiveserde.IonHiveSerDe",
    "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
    "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
    "org.apache.hadoop.hive.serde2.columnar.ColumnarSerDe",
    "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe",
)


def is_parquet(serde: str) -> bool:
    """Whether objects go to the engine as they are: it reads Parquet itself, columns by name."""
    return serde.lower() == PARQUET.lower()


def serde_for(table: TableFormat, needed: Collection[str]) -> SerDe:
    """The SerDe of a table, for the columns that a query needs (none for COUNT(*)).

    :raises QueryError: HIVE_UNSUPPORTED_FORMAT for a class that Athena does not know, NOT_SUPPORTED for one
        not built here
    """
    by_name = {name.lower(): made for name, made in SERDES.items()}
    made = by_name.get(table.serde.lower())
    if made is not None:
        return made(table, needed)
    if table.serde.lower() in (name.lower() for name in MISSING):
        raise not_supported(f"SerDe {table.serde} is not supported here")
    raise QueryError(
        "HIVE_UNSUPPORTED_FORMAT", f"Unable to create input format: SerDe {table.serde} not found"
    )


__all__ = ["PARQUET", "SERDES", "Column", "Row", "SerDe", "TableFormat", "is_parquet", "serde_for"]
