from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nuage.athena.types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DAY_TIME,
    DOUBLE,
    INTEGER,
    JSON,
    REAL,
    TIME,
    TIMESTAMP,
    TIMESTAMP_TZ,
    VARBINARY,
    VARCHAR,
    YEAR_MONTH,
    Type,
    array_of,
    decimal,
    map_of,
    row_of,
    varchar,
)
from nuage.athena.values import column_info, csv_file, data_rows, result_row, string_column, text_of, txt_file

ZONED = {"t": datetime(2026, 7, 1, 10, 0, 0, 5000), "z": "Europe/Paris"}


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, VARCHAR, None),
        (True, BOOLEAN, "true"),
        (1.0, DOUBLE, "1.0"),
        (1.5, DOUBLE, "1.5"),
        (1e20, DOUBLE, "1.0E20"),
        (1e7, DOUBLE, "1.0E7"),
        (9999999.0, DOUBLE, "9999999.0"),
        (0.001, DOUBLE, "0.001"),
        (0.00012, DOUBLE, "1.2E-4"),
        (-0.0, DOUBLE, "-0.0"),
        (float("nan"), DOUBLE, "NaN"),
        (float("-inf"), DOUBLE, "-Infinity"),
        (1.100000023841858, REAL, "1.1"),
        (16777216.0, REAL, "1.6777216E7"),
        (Decimal("1.5"), decimal(5, 2), "1.50"),
        (Decimal("1E+2"), decimal(5, 0), "100"),
        (date(2026, 9, 17), DATE, "2026-09-17"),
        (datetime(2026, 9, 17, 12, 34, 56, 789000), TIMESTAMP, "2026-09-17 12:34:56.789"),
        (ZONED, TIMESTAMP_TZ, "2026-07-01 12:00:00.005 Europe/Paris"),
        ({**ZONED, "z": "-02:30"}, TIMESTAMP_TZ, "2026-07-01 07:30:00.005 -02:30"),
        ({**ZONED, "z": "UTC"}, TIMESTAMP_TZ, "2026-07-01 10:00:00.005 UTC"),
        (time(12, 34, 56, 789000), TIME, "12:34:56.789"),
        (timedelta(days=1), Type(DAY_TIME), "1 00:00:00.000"),
        (timedelta(hours=-25, milliseconds=-5), Type(DAY_TIME), "-1 01:00:00.005"),
        (timedelta(days=30 * 14), Type(YEAR_MONTH), "1-2"),
        (b"\x01\x02", VARBINARY, "01 02"),
        ([1, 2, 3], array_of(INTEGER), "[1, 2, 3]"),
        (["a", None], array_of(VARCHAR), "[a, null]"),
        ({"id": 1, "name": "x"}, row_of(("id", INTEGER), ("name", VARCHAR)), "{id=1, name=x}"),
        ({"field0": 1, "field1": "x"}, row_of((None, INTEGER), (None, VARCHAR)), "{1, x}"),
        ({"z": 1, "k": None}, map_of(VARCHAR, BIGINT), "{k=null, z=1}"),
        ({"key": [{"a": 1}], "value": [2]}, map_of(row_of(("a", INTEGER)), BIGINT), "{{a=1}=2}"),
        ('{"a":1}', JSON, '{"a":1}'),
    ],
)
def test_text(value: Any, kind: Type, text: str | None) -> None:
    assert text == text_of(value, kind)


@pytest.mark.parametrize(
    ("kind", "name", "precision", "scale", "case_sensitive"),
    [
        (INTEGER, "integer", 10, 0, False),
        (BIGINT, "bigint", 19, 0, False),
        (REAL, "float", 17, 0, False),
        (DOUBLE, "double", 17, 0, False),
        (decimal(10, 2), "decimal", 10, 2, False),
        (VARCHAR, "varchar", 2147483647, 0, True),
        (varchar(3), "varchar", 3, 0, True),
        (VARBINARY, "varbinary", 1073741824, 0, False),
        (TIMESTAMP, "timestamp", 3, 0, False),
        (TIMESTAMP_TZ, "timestamp with time zone", 3, 0, False),
        (array_of(INTEGER), "array", 0, 0, False),
        (row_of(("a", INTEGER)), "row", 0, 0, False),
        (BOOLEAN, "boolean", 0, 0, False),
        (JSON, "json", 0, 0, False),
    ],
)
def test_column_info(kind: Type, name: str, precision: int, scale: int, *, case_sensitive: bool) -> None:
    assert {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": "c",
        "Label": "c",
        "Type": name,
        "Precision": precision,
        "Scale": scale,
        "Nullable": "UNKNOWN",
        "CaseSensitive": case_sensitive,
    } == column_info("c", kind)


def test_a_column_of_show() -> None:
    info = string_column("tab_name")
    assert (info["Type"], info["Precision"], info["CaseSensitive"]) == ("string", 0, False)


def test_the_csv_of_a_select() -> None:
    columns = [("id", INTEGER), ('a "b"', VARCHAR)]
    texts = data_rows(columns, [(1, 'say "hi"'), (2, None), (3, "")])
    assert csv_file(columns, texts) == b'"id","a ""b"""\n"1","say ""hi"""\n"2",\n"3",""\n'
    assert csv_file(columns[:1], []) == b'"id"\n'


def test_the_txt_of_a_show() -> None:
    assert txt_file(["a", "b"]) == b"a\nb"
    assert txt_file([]) == b""


def test_a_row_of_results() -> None:
    assert result_row(["x", None]) == {"Data": [{"VarCharValue": "x"}, {}]}
