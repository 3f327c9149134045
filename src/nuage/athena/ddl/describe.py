"""The lines that SHOW and DESCRIBE print for a table of Glue.

Reference, section 3.4: Hive pads each cell to 20 characters and joins them with a tab.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from nuage.athena.ddl.formats import LAZY_SIMPLE, NATIVE

WIDTH = 20
_DELIMITED = (
    ("field.delim", "FIELDS TERMINATED BY"),
    ("escape.delim", "ESCAPED BY"),
    ("collection.delim", "COLLECTION ITEMS TERMINATED BY"),
    ("mapkey.delim", "MAP KEYS TERMINATED BY"),
    ("line.delim", "LINES TERMINATED BY"),
    ("serialization.null.format", "NULL DEFINED AS"),
)


def padded(*cells: str) -> str:
    """A row of Hive's: each cell filled to 20 characters."""
    return "\t".join(cell.ljust(WIDTH) for cell in cells)


def comment_of(table: Mapping[str, Any], column: Mapping[str, Any]) -> str:
    """A column's comment; Hive says "from deserializer" where the SerDe, not the catalogue, owns the
    columns.
    """
    comment = column.get("Comment")
    serde = table["StorageDescriptor"].get("SerdeInfo", {}).get("SerializationLibrary")
    if comment:
        return str(comment)
    is_partition = column in table.get("PartitionKeys", [])
    return "" if serde in NATIVE or is_partition else "from deserializer"


def describe(table: Mapping[str, Any]) -> list[str]:
    """DESCRIBE of a table: its columns, the partition columns among them, then these once more under a
    heading.
    """
    keys = table.get("PartitionKeys", [])
    lines = [
        padded(c["Name"], c["Type"], comment_of(table, c))
        for c in [*table["StorageDescriptor"]["Columns"], *keys]
    ]
    if keys:
        lines += [
            "\t \t ",
            "# Partition Information\t \t ",
            "# " + padded("col_name", "data_type", "comment"),
            "\t \t ",
            *(padded(k["Name"], k["Type"], k.get("Comment") or "") for k in keys),
        ]
    return lines


def show_columns(table: Mapping[str, Any]) -> list[str]:
    """SHOW COLUMNS: padded names, partition columns last."""
    return [
        padded(c["Name"]) for c in [*table["StorageDescriptor"]["Columns"], *table.get("PartitionKeys", [])]
    ]


def show_properties(table: Mapping[str, Any], key: str | None = None) -> list[str]:
    """SHOW TBLPROPERTIES: `key<tab>value`, or one value."""
    parameters = dict(table.get("Parameters", {}))
    if key is not None:
        name = table.get("Name", "")
        return [parameters.get(key, f"Table {name} does not have property: {key}")]
    return [f"{k}\t{v}" for k, v in sorted(parameters.items())]


def show_create_table(table: Mapping[str, Any], name: str) -> list[str]:
    """SHOW CREATE TABLE, with Hive's line ends and spaces; `name` is the table as the statement named it."""
    descriptor = table["StorageDescriptor"]
    lines = [f"CREATE EXTERNAL TABLE `{name}`("]
    lines += _columns([(c["Name"], c["Type"], comment_of(table, c)) for c in descriptor["Columns"]])
    parameters = dict(table.get("Parameters", {}))
    comment = parameters.pop("comment", None)
    if comment is not None:
        lines.append(f"COMMENT {_quoted(comment)}")
    if table.get("PartitionKeys"):
        lines.append("PARTITIONED BY ( ")
        lines += _columns([(k["Name"], k["Type"], k.get("Comment") or "") for k in table["PartitionKeys"]])
    if descriptor.get("BucketColumns"):
        lines += [
            "CLUSTERED BY ( ",
            "  " + ", ".join(descriptor["BucketColumns"]) + ") ",
            f"INTO {descriptor['NumberOfBuckets']} BUCKETS",
        ]
    lines += _row_format(descriptor["SerdeInfo"])
    lines += ["STORED AS INPUTFORMAT ", f"  {_quoted(descriptor['InputFormat'])} "]
    lines += ["OUTPUTFORMAT ", f"  {_quoted(descriptor['OutputFormat'])}"]
    lines += ["LOCATION", f"  {_quoted(descriptor['Location'])}"]
    parameters.pop("EXTERNAL", None)
    if parameters:
        shown = [f"  {_quoted(k)}={_quoted(v)}" for k, v in sorted(parameters.items())]
        lines += ["TBLPROPERTIES (", *(line + ", " for line in shown[:-1]), shown[-1] + ")"]
    return lines


def _columns(cells: Sequence[tuple[str, str, str]]) -> list[str]:
    lines = [
        f"  `{name}` {kind}" + (f" COMMENT {_quoted(comment)}" if comment else "")
        for name, kind, comment in cells
    ]
    return [*(line + ", " for line in lines[:-1]), *(line + ")" for line in lines[-1:])]


def _row_format(serde: Mapping[str, Any]) -> list[str]:
    library, properties = serde.get("SerializationLibrary"), dict(serde.get("Parameters", {}))
    delimited = [(words, properties[key]) for key, words in _DELIMITED if key in properties]
    if library == LAZY_SIMPLE and delimited:
        return ["ROW FORMAT DELIMITED ", *(f"  {words} {_quoted(value)} " for words, value in delimited)]
    if properties.get("serialization.format") == "1":
        del properties["serialization.format"]
    lines = ["ROW FORMAT SERDE ", f"  {_quoted(str(library))} "]
    if properties:
        shown = [f"  {_quoted(k)}={_quoted(v)}" for k, v in sorted(properties.items())]
        lines += ["WITH SERDEPROPERTIES ( ", *(line + ", " for line in shown[:-1]), shown[-1] + ") "]
    return lines


def _quoted(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
    )
    return "'" + re.sub(r"[\x00-\x1f]", lambda m: f"\\u{ord(m[0]):04X}", escaped) + "'"
