from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootstrap import items_file
from bootstrap.errors import BootstrapError
from bootstrap.items_file import GENERATED, generated, parse, read

GOOD = '{"PK": "a", "SK": "b"}'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "it is not JSON (Expecting property name enclosed in double quotes, column 2)"),
        ("not json", "it is not JSON (Expecting value, column 1)"),
        (f"{GOOD} {GOOD}", "it is not JSON (Extra data, column 24)"),
        ("[1]", "it is not a JSON object"),
        ('{"PK": "a"}', "it has no SK, which must be a text that is not empty"),
        ('{"PK": 1, "SK": "b"}', "it has no PK, which must be a text that is not empty"),
        ('{"PK": "", "SK": "b"}', "it has no PK, which must be a text that is not empty"),
        ('{"PK": "c", "SK": "d", "x": NaN}', "NaN is not a number of JSON"),
        ("[" * 100_000, "it is nested too deeply"),
        (GOOD, "it has the same PK and SK as line 1"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(line: str, problem: str) -> None:
    contents = parse(f'{GOOD}\n\n{line}\n{{"PK": "x", "SK": "y"}}\n', "f")
    assert [each.number for each in contents.lines] == [1, 4]
    assert contents.bad == (f"f, line 3: {problem}",)


def test_numbers_are_exact() -> None:
    (line,) = parse('{"PK": "a", "SK": "b", "x": 0.1, "y": 3, "z": {"deep": [1e2]}}', "f").lines
    assert line.item["x"] == Decimal("0.1")
    assert (type(line.item["y"]), line.item["z"]) == (int, {"deep": [Decimal("1E+2")]})


def test_a_file_of_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "items.json"
    file.write_bytes(b"\xef\xbb\xbf" + f"{GOOD}\r\n".encode())
    assert [line.key for line in read(file).lines] == [("a", "b")]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "items.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BootstrapError, match=r"the items in .*items\.json cannot be read"):
        read(file)


def test_the_generated_items_have_no_bad_line() -> None:
    contents = generated()
    assert (contents.name, len(contents.lines), contents.bad) == (GENERATED, 835, ())


keys = st.text(min_size=1, max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    st.lists(
        st.dictionaries(keys, values).flatmap(
            lambda other: st.fixed_dictionaries({"PK": keys, "SK": keys}).map(lambda key: other | key)
        ),
        unique_by=lambda item: (item["PK"], item["SK"]),
    ),
    st.booleans(),
)
def test_whatever_json_writes_is_read(made: list[dict[str, object]], ascii_only: bool) -> None:
    text = "\n".join(json.dumps(item, ensure_ascii=ascii_only) for item in made)
    contents = items_file.parse(text, "f")
    assert [line.item for line in contents.lines] == made
    assert contents.bad == ()
