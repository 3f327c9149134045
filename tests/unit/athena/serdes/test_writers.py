"""What CTAS, INSERT INTO and UNLOAD write as text, and that it is read back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.serdes import Column, TableFormat, serde_for
from nuage.athena.serdes.writers import encode_rows
from nuage.athena.types import parse_hive_type

JSON = "org.apache.hive.hcatalog.data.JsonSerDe"
LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
OPENX = "org.openx.data.jsonserde.JsonSerDe"
NO_CSV = "NOT_SUPPORTED: Hive CSV storage format only supports VARCHAR (unbounded): a"
BREAK = "HIVE_WRITER_DATA_ERROR: OpenCSVSerde cannot write a value with a line break"
CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde"


def table(serde: str, properties: dict[str, str] | None = None, **columns: str) -> TableFormat:
    return TableFormat(
        serde, tuple(Column(n, parse_hive_type(k)) for n, k in columns.items()), properties or {}
    )


def line(found: TableFormat, *row: Any) -> str:
    (encoded,) = encode_rows(found, [row])
    return encoded.decode()


MOMENT = datetime(2026, 9, 17, 12, 34, 56, 789000)
NESTED = {"a": 1, "b": ["x", None]}


@pytest.mark.parametrize(
    ("kind", "value", "json_text", "plain"),
    [
        ("int", 1, "1", "1"),
        ("string", 'é"\\', '"é\\"\\\\"', 'é"\\'),
        ("string", None, "null", "\\N"),
        ("boolean", True, "true", "true"),
        ("double", 1.0, "1.0", "1.0"),
        ("double", 1e20, "1.0E20", "1.0E20"),
        ("double", float("nan"), '"NaN"', "NaN"),
        (
            "decimal(38,2)",
            Decimal("123456789012345678901234567890.10"),
            "123456789012345678901234567890.10",
            None,
        ),
        ("date", date(2026, 9, 17), '"2026-09-17"', "2026-09-17"),
        ("timestamp", MOMENT, '"2026-09-17 12:34:56.789"', "2026-09-17 12:34:56.789"),
        ("binary", b"\x01\x02", '"AQI="', "AQI="),
        ("array<int>", [1, None], "[1,null]", "1\x02\\N"),
        ("map<int,string>", {1: "a", 2: None}, '{"1":"a","2":null}', "1\x03a\x022\x03\\N"),
        ("struct<a:int,b:array<string>>", NESTED, '{"a":1,"b":["x",null]}', "1\x02x\x03\\N"),
    ],
)
def test_values_are_written_and_read_back(kind: str, value: Any, json_text: str, plain: str | None) -> None:
    as_json = table(JSON, c=kind)
    assert line(as_json, value) == f'{{"c":{json_text}}}\n'
    as_text = table(LAZY, c=kind)
    assert plain is None or line(as_text, value) == plain + "\n"
    if json_text != '"NaN"':
        for found in (as_json, as_text):
            read = serde_for(found, {"c"}).row(line(found, value).encode().removesuffix(b"\n")).get("c")
            assert read == value


def test_columns_are_separated_as_the_table_says() -> None:
    assert line(table(LAZY, a="int", b="string"), 1, "x") == "1\x01x\n"
    tabs = table(LAZY, {"field.delim": "\t", "escape.delim": "\\"}, a="string", b="string")
    assert line(tabs, "a\tb\\", "two\nlines") == "a\\\tb\\\\\ttwo\\nlines\n"


def test_csv_puts_every_value_in_quotes() -> None:
    assert (
        line(table(CSV, a="string", b="string", c="string"), 'say "hi"', None, "\\")
        == '"say \\"hi\\"",,"\\\\"\n'
    )


@pytest.mark.parametrize(
    ("found", "row", "reason"),
    [
        (
            table(OPENX, a="int"),
            [1],
            f"NOT_SUPPORTED: Writing to a table with SerDe {OPENX} is not supported",
        ),
        (table(CSV, a="int"), [1], NO_CSV),
        (table(CSV, a="string"), ["a\nb"], BREAK),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(found: TableFormat, row: list[Any], reason: str) -> None:
    with pytest.raises(QueryError) as failure:
        list(encode_rows(found, [row]))
    assert failure.value.reason == reason


@given(st.text(), st.lists(st.none() | st.text()), st.dictionaries(st.text(), st.floats(allow_nan=False)))
def test_json_comes_back(text: str, texts: list[str | None], numbers: dict[str, float]) -> None:
    # keys of maps come back in lower case, too
    found = table(JSON, a="string", b="array<string>", c="map<string,double>")
    lowered = {key.lower(): number for key, number in numbers.items()}
    encoded = line(found, text, texts, lowered)
    row = serde_for(found, {"a", "b", "c"}).row(encoded.encode().removesuffix(b"\n"))
    assert row["a"] == text
    assert row["b"] == texts
    assert row["c"] == lowered


FIELDS = st.text(st.characters(max_codepoint=0x2FF)).filter(lambda text: text != "\\N")


@given(FIELDS, FIELDS, st.lists(FIELDS, min_size=1))
def test_escaped_text_comes_back(first: str, second: str, several: list[str]) -> None:
    escape = {"field.delim": ",", "collection.delim": "|", "mapkey.delim": ":", "escape.delim": "\\"}
    properties = escape | {"serialization.null.format": "\x7f\x7f"}
    found = table(LAZY, properties, a="string", b="string", c="array<string>")
    encoded = line(found, first, second, several).removesuffix("\n").encode()
    row = serde_for(found, {"a", "b", "c"}).row(encoded)
    assert (row["a"], row["b"]) == (first, second)
    assert row["c"] == (several if several != [""] else [])
