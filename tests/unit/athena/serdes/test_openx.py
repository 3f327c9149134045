"""The OpenX JSON SerDe: a line in, values or the error's full text out (reference notes, section 1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.serdes import Column, Row, TableFormat, serde_for
from nuage.athena.serdes.openx import OpenXJsonSerDe
from nuage.athena.types import parse_hive_type

OPENX = "org.openx.data.jsonserde.JsonSerDe"
MALFORMED = "HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: "


def serde(
    needed: set[str] | None = None, properties: dict[str, str] | None = None, **columns: str
) -> OpenXJsonSerDe:
    made = tuple(Column(name, parse_hive_type(kind)) for name, kind in columns.items())
    table = TableFormat(OPENX, made, properties or {})
    found = serde_for(table, columns.keys() if needed is None else needed)
    assert isinstance(found, OpenXJsonSerDe)
    return found


def value(kind: str, text: str) -> Any:
    """The value of column c for the JSON text of its value."""
    return serde(c=kind).row(b'{"c":' + text.encode() + b"}").get("c")


def reason(line: bytes | str, properties: dict[str, str] | None = None, **columns: str) -> str:
    with pytest.raises(QueryError) as failure:
        serde(None, properties, **(columns or {"a": "int"})).row(
            line if isinstance(line, bytes) else line.encode()
        )
    return failure.value.reason


@contextmanager
def suppress_query_errors() -> Iterator[None]:
    """Let the two errors of a SerDe pass, and no other."""
    try:
        yield
    except QueryError as error:
        if error.name not in ("HIVE_CURSOR_ERROR", "HIVE_BAD_DATA"):
            raise


# --- what a line is (1.2) ---


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ('{"a":1,"b":"x"}', {"a": 1, "b": "x"}),
        ('  \t{"a":1}  ', {"a": 1}),
        ("", {}),
        ("  \t ", {}),
        ("null", {}),
        ("123", {}),
        ('"x"', {}),
        ("free text", {}),
        ('  "a": 1,', {}),
        ("{}", {}),
        ("[]", {}),
        ('{"a":1}{"a":2}', {"a": 1}),
        ('{"a":1} trailing junk', {"a": 1}),
        ('{"a":1}}', {"a": 1}),
        ('[7,"John"]', {"a": 7, "b": "John"}),
        ("[7]", {"a": 7}),
        ('[null,"John",3]', {"b": "John"}),
        ('{"a":null,"b":null}', {}),
        ('{"z":1}', {}),
        ('{"A":1,"B":"x"}', {"a": 1, "b": "x"}),
        # the lenient tokenizer
        ("{'a':1,'b':'it\"s'}", {"a": 1, "b": 'it"s'}),
        ("{a:1,b:x y}", {"a": 1, "b": "x y"}),
        ("{a=1,b=>x}", {"a": 1, "b": "x"}),
        ("{a:1;b:x;}", {"a": 1, "b": "x"}),
        ('{"a":1,"b":"x",}', {"a": 1, "b": "x"}),
        ('{"a":/* c */1,"b":"x" // end', None),
        ('{/* c */"a":1}', {"a": 1}),
        ('{"a":0x1F,"b":0x1F}', {"a": 31, "b": "0x1F"}),
        ('{"a":017}', {"a": 15}),
        ('{"a":"0x1f"}', {"a": 31}),
        ('{"a":"12"}', {"a": 12}),
        ('{"b":TRUE}', {"b": "true"}),
        ('{"b":NULL}', {}),
        ('{"b":NaN}', {"b": "NaN"}),
        ('{"b":+1}', {"b": "+1"}),
        ('{"b":"\\a\\v"}', {"b": "\a\t\t"}),
        ('{"b":"tab\there"}', {"b": "tab\there"}),
        ('{"b":"\\ud83d\\ude00"}', {"b": "😀"}),
        ('{"b":"x\\ud83d"}', {"b": "x?"}),
        ('{"b":"\\u0000"}', {"b": "\0"}),
    ],
)
def test_a_line_is_a_row(line: str, row: Row | None) -> None:
    found = serde(a="int", b="string", properties={"ignore.malformed.json": "true"}).row(line.encode())
    assert found == (row or {})


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "A JSONObject text must end with '}' at 2 [character 3 line 1]"),
        ('{"a"', "Expected a ':' after a key at 5 [character 6 line 1]"),
        ('{"a" 1}', "Expected a ':' after a key at 6 [character 7 line 1]"),
        ('{"a":', "Missing value at 5 [character 6 line 1]"),
        ('{"a":}', "Missing value at 5 [character 6 line 1]"),
        ('{"a":1', "Expected a ',' or '}' at 7 [character 8 line 1]"),
        ('{"a":1 "b":2}', "Expected a ',' or '}' at 8 [character 9 line 1]"),
        ('{"a":"x', "Unterminated string at 8 [character 9 line 1]"),
        ('{"a":"\\q"}', "Illegal escape. at 8 [character 9 line 1]"),
        ('{"a":"\\u12', "Substring bounds error at 11 [character 12 line 1]"),
        ('{"a":[1 2}', "Expected a ',' or ']' at 10 [character 11 line 1]"),
        ("[", "Missing value at 1 [character 2 line 1]"),
        ('{"a":1 /* x', "Unclosed comment at 12 [character 13 line 1]"),
        ('{"url":1,"url":2}', 'Duplicate key "url"'),
        ('{"url":1,"URL":2}', 'Duplicate key "url"'),
        ('{"x":{"b":1,"b":2}}', 'Duplicate key "b"'),
        ('{"a":1,"a":1,"c":{"b":1,"b":1}}', 'Duplicate key "a"'),
        ('{"a" :1,"a":2,"b":"x"}', 'Duplicate key "a"'),
        ('{"a":1,\t"a":2}', 'Duplicate key "a"'),
        ('{"a":1,"a":2,"b" :3}', 'Duplicate key "a"'),
        ('{"a":1,"a":2,"b":"\\u0022:"}', 'Duplicate key "a"'),
        ("[" * 250, "More than 200 levels of nesting at 201 [character 202 line 1]"),
    ],
)
def test_a_malformed_line_fails_the_query_or_is_a_row_of_nulls(line: str, error: str) -> None:
    assert reason(line) == MALFORMED + error
    assert serde(a="int", properties={"ignore.malformed.json": "TRUE"}).row(line.encode()) == {}


def test_case_matters_where_it_is_told_to() -> None:
    properties = {"case.insensitive": "false", "mapping.upper": "Key", "mapping.lower": "key"}
    both = serde(properties=properties, upper="int", lower="int")
    assert both.row(b'{"Key":1,"key":2}') == {"upper": 1, "lower": 2}
    assert serde(properties={"case.insensitive": "false"}, key="int").row(b'{"Key":1}') == {}


def test_mapping_and_dots() -> None:
    properties = {"mapping.ts": "@Timestamp", "mapping.inner": "In-Ner", "dots.in.keys": "true"}
    found = serde(properties=properties, ts="string", a_b="int", s="struct<inner:int,x_y:int>")
    assert found.row(b'{"@TIMESTAMP":"t","a.b":1,"s":{"IN-NER":2,"x.y":3}}') == {
        "ts": "t",
        "a_b": 1,
        "s": {"inner": 2, "x_y": 3},
    }
    assert found.row(b'{"a.b":1,"a_b":2}') == {"a_b": 2}
    assert serde(a_b="int").row(b'{"a.b":1}') == {}


def test_only_needed_columns_are_looked_at() -> None:
    line = b'{"a":"no number","b":2}'
    assert serde({"b"}, a="int", b="int").row(line) == {"b": 2}
    assert serde(set(), a="int").row(line) == {}


# --- columns (1.3) ---


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("string", "1.0", "1.0"),
        ("string", "1e3", "1e3"),
        ("string", "-0", "-0"),
        ("string", "0", "0"),
        ("string", "12345678901234567890123", "12345678901234567890123"),
        ("string", "0.10", "0.10"),
        ("string", "true", "true"),
        ("string", '{"A" : [1, 2.50, null, "é"]}', '{"a":[1,2.50,null,"é"]}'),
        ("string", "[]", "[]"),
        ("string", '""', ""),
        ("string", "{x:0x1F,y:010,z:.5}", '{"x":31,"y":10,"z":0.5}'),
        ("varchar(3)", '"abcdef"', "abc"),
        ("char(3)", '"a"', "a  "),
        ("boolean", "true", True),
        ("boolean", '"TRUE"', True),
        ("boolean", "1", False),
        ("boolean", '"yes"', False),
        ("tinyint", "-128", -128),
        ("bigint", "9223372036854775807", 9223372036854775807),
        ("int", '"-5"', -5),
        ("double", "1", 1.0),
        ("double", '"1e3"', 1000.0),
        ("double", "1.5e300", 1.5e300),
        ("float", "0.1", 0.10000000149011612),
        ("float", "1e300", float("inf")),
        ("double", '"-Infinity"', float("-inf")),
        ("decimal(38,10)", "12345678901234567890.0123456789", Decimal("12345678901234567890.0123456789")),
        ("decimal(5,2)", "1.5", Decimal("1.50")),
        ("decimal(5,2)", '"-1"', Decimal("-1.00")),
        ("decimal(5,2)", "1.500", Decimal("1.50")),
        ("date", '"2026-09-17"', date(2026, 9, 17)),
        ("date", "1", date(1970, 1, 2)),
        ("timestamp", '"2026-09-17 12:34:56.789"', datetime(2026, 9, 17, 12, 34, 56, 789000)),
        ("timestamp", '"2026-09-17T12:34:56Z"', datetime(2026, 9, 17, 12, 34, 56)),
        ("timestamp", '"2026-09-17T12:34:56.5+02:00"', datetime(2026, 9, 17, 10, 34, 56, 500000)),
        ("timestamp", "1600000000", datetime(2020, 9, 13, 12, 26, 40)),
        ("timestamp", "1600000000123", datetime(2020, 9, 13, 12, 26, 40, 123000)),
        ("timestamp", "1600000000.123", datetime(2020, 9, 13, 12, 26, 40, 123000)),
        ("timestamp", '"1600000000"', datetime(2020, 9, 13, 12, 26, 40)),
        ("binary", '"AQI="', b"\x01\x02"),
        ("array<int>", "[1,null,2]", [1, None, 2]),
        ("array<int>", "5", [5]),
        ("array<string>", '"x"', ["x"]),
        ("array<string>", '""', None),
        ("array<struct<a:int>>", '{"a":1}', [{"a": 1}]),
        ("map<string,int>", '{"X":1,"y":null}', {"x": 1, "y": None}),
        ("map<int,string>", '{"1":"a"}', {1: "a"}),
        ("map<string,int>", '"  "', None),
        ("struct<a:int,b:string>", '{"A":1,"z":2}', {"a": 1}),
        ("struct<a:int,b:string>", '[1,"x",9]', {"a": 1, "b": "x"}),
        ("struct<a:int>", "[]", None),
        ("struct<a:int>", '" "', {}),
        ("struct<a:struct<b:array<int>>>", '{"a":{"b":[[1]]}}', BaseException),
    ],
)
def test_a_value_is_brought_to_its_columns_type(kind: str, text: str, expected: Any) -> None:
    if expected is BaseException:
        with pytest.raises(QueryError, match="HIVE_BAD_DATA"):
            value(kind, text)
    else:
        found = value(kind, text)
        assert found == expected
        assert type(found) is type(expected)


BAD = [
    ("int", "0.54", "Error parsing field value '0.54' for field 0: For input string: \"0.54\""),
    ("int", '"x"', "Error parsing field value 'x' for field 0: For input string: \"x\""),
    ("int", '""', "Error parsing field value '' for field 0: For input string: \"\""),
    (
        "int",
        "2147483648",
        "Error parsing field value '2147483648' for field 0: For input string: \"2147483648\"",
    ),
    ("int", "1e2", "Error parsing field value '1e2' for field 0: For input string: \"1e2\""),
    ("int", "true", "Error parsing field value 'true' for field 0: For input string: \"true\""),
    ("tinyint", "128", "Error parsing field value '128' for field 0: For input string: \"128\""),
    ("double", '"1,5"', "Error parsing field value '1,5' for field 0: For input string: \"1,5\""),
    ("decimal(5,1)", "1.25", "Error parsing column '0': target scale must be larger than source scale"),
    ("decimal(3,1)", "100", "Error parsing field value '100' for field 0: Value too large for decimal(3,1)"),
    (
        "struct<a:int>",
        '"x"',
        (
            "Error parsing field value for field 0: java.lang.String cannot be cast to "
            "org.openx.data.jsonserde.json.JSONObject"
        ),
    ),
    (
        "map<string,int>",
        "[1]",
        (
            "Error parsing field value for field 0: org.openx.data.jsonserde.json.JSONArray "
            "cannot be cast to org.openx.data.jsonserde.json.JSONObject"
        ),
    ),
    (
        "timestamp",
        '"soon"',
        (
            "Error parsing field value 'soon' for field 0: "
            "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]"
        ),
    ),
    (
        "date",
        '"soon"',
        "Error parsing field value 'soon' for field 0: Text 'soon' could not be parsed at index 0",
    ),
]


@pytest.mark.parametrize(("kind", "text", "message"), BAD)
def test_bad_data_fails_the_query_whatever_is_ignored(kind: str, text: str, message: str) -> None:
    line = '{"c":' + text + "}"
    assert reason(line, {"ignore.malformed.json": "true"}, c=kind) == f"HIVE_BAD_DATA: {message}"


@pytest.mark.parametrize(("kind", "text", "message"), BAD)
def test_bad_data_is_null_where_the_table_says_so(kind: str, text: str, message: str) -> None:
    table = serde(properties={"use.null.for.invalid.data": "TRUE"}, c=kind, d="int")
    assert table.row(f'{{"c":{text},"d":1}}'.encode()).get("c") is None
    assert table.row(f'{{"c":{text},"d":1}}'.encode())["d"] == 1


def test_the_error_names_the_columns_place() -> None:
    assert reason('{"a":1,"b":"x"}', a="int", b="int").startswith(
        "HIVE_BAD_DATA: Error parsing field value 'x' for field 1"
    )


def test_bytes_that_are_no_utf8_become_replacement_characters() -> None:
    assert serde(a="string").row(b'{"a":"caf\xe9"}') == {"a": "caf\ufffd"}


# --- properties of the whole ---

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(
    [
        *("string", "int", "bigint", "double", "boolean", "decimal(10,2)", "timestamp", "date", "binary"),
        *(
            "array<string>",
            "map<string,string>",
            "struct<a:int,b:string>",
            "array<array<int>>",
            "char(2)",
            "float",
        ),
    ]
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [*"{}[]:,;=\"'\\/#*", "a", "1", " ", "\\u00", "null", "true", "0x", "é", "\t", "=>", "//", '"c"', "-"]
    ),
    max_size=40,
).map("".join)


@given(st.binary() | FRAGMENTS.map(lambda text: ("{" + text).encode()), KINDS)
def test_any_line_is_a_row_or_an_error_of_athena(line: bytes, kind: str) -> None:
    with suppress_query_errors():
        assert set(serde(c=kind).row(line)) <= {"c"}


@given(st.binary() | FRAGMENTS.map(lambda text: ("{" + text).encode()))
def test_no_malformed_line_fails_where_they_are_ignored(line: bytes) -> None:
    serde(c="string", properties={"ignore.malformed.json": "true"}).row(line)


def _plain(found: Any) -> Any:
    """What json.loads gives, with lower-case keys; None where lower case makes keys equal."""
    if isinstance(found, dict):
        return {key.lower(): _plain(item) for key, item in found.items()}
    return [_plain(item) for item in found] if isinstance(found, list) else found


def _unambiguous(found: Any) -> bool:
    if isinstance(found, dict):
        return len({key.lower() for key in found}) == len(found) and all(map(_unambiguous, found.values()))
    return all(map(_unambiguous, found)) if isinstance(found, list) else True


@given(
    JSON_VALUES.filter(_unambiguous),
    st.booleans(),
    st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
)
def test_strict_json_gives_what_json_loads_gives(
    found: Any, ascii_only: bool, separators: tuple[str, str]
) -> None:
    line = json.dumps({"c": found}, ensure_ascii=ascii_only, separators=separators).encode(
        "utf-8", "surrogatepass"
    )
    text: Any = serde(c="string").row(line).get("c")
    if found is None:
        assert text is None
    elif isinstance(found, (dict, list)):
        assert json.loads(text) == _plain(found)
    elif isinstance(found, str):
        assert text == found
    else:
        assert json.loads(text) == found


@given(JSON_VALUES, KINDS)
def test_the_fast_and_the_slow_way_agree(found: Any, kind: str) -> None:
    line = json.dumps({"c": found}).encode()
    table = serde(c=kind)

    def outcome(read: Any) -> Any:
        try:
            return repr(read())
        except QueryError as error:
            return error.reason

    assert outcome(lambda: table.row(line)) == outcome(lambda: table._slow_row(line.decode()))
    # a comment keeps the strict readers off: the lenient parser has to come to the same end
    lenient = "{/**/" + line.decode()[1:]
    assert outcome(lambda: table.row(line)) == outcome(lambda: table._slow_row(lenient))
