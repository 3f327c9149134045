"""`information_schema`: the Data Catalog as tables, which clients such as PyAthena ask.

Columns and words are Trino's, with the `comment` and `extra_info` that Athena adds to `columns`
(https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html).
"""

from __future__ import annotations

from collections.abc import Mapping

from nuage.athena.types import VARCHAR, Type

DATABASE = "information_schema"
_PLACE = ("table_catalog", "table_schema", "table_name")


def _columns(*names: str) -> tuple[tuple[str, Type], ...]:
    return tuple((name, Type("bigint") if name == "ordinal_position" else VARCHAR) for name in names)


COLUMNS: Mapping[str, tuple[tuple[str, Type], ...]] = {
    "columns": _columns(
        *_PLACE,
        *("column_name", "ordinal_position", "column_default", "is_nullable", "data_type"),
        *("comment", "extra_info"),
    ),
    "schemata": _columns("catalog_name", "schema_name"),
    "tables": _columns(*_PLACE, "table_type"),
    "views": _columns(*_PLACE, "view_definition"),
}
